import { describe, expect, it } from '@jest/globals';
import { TargetError } from '../../src/errors.js';
import { absent } from '../../src/resources/reading.js';
import type { Resource } from '../../src/resources/resource.js';
import { accessTo } from '../../src/targets/access.js';
import type { Driver } from '../../src/targets/driver.js';

const resource = (kind: string): Resource => ({ kind, key: kind, address: {} });
const resources = ['one', 'two', 'asking', 'other asking'].map(resource);

/** Drivers that note when they begin and end. */
function accessOver(fail?: string): { readonly events: string[]; read(): Promise<unknown> } {
  const events: string[] = [];
  const driver = (kind: string): Driver => ({
    ...(kind.includes('asking') && { asks: 'to read and write' as const }),
    async read() {
      events.push(`${kind} begins`);
      await new Promise((resolve) => setTimeout(resolve, kind === 'one' ? 20 : 10));
      events.push(`${kind} ends`);
      if (kind === fail) throw new TargetError(`${kind} is gone`);
      return [absent];
    },
    write: () => Promise.resolve(),
  });
  const drivers = new Map(resources.map(({ kind }) => [kind, driver(kind)]));
  const target = { label: 'here', driver: (kind: string) => drivers.get(kind) };
  return { events, read: () => accessTo(target, new Map(), undefined).read(resources) };
}

describe('Reading over several drivers', () => {
  it('reads at the same time, but asks the operator one thing after another, at the end', async () => {
    const { events, read } = accessOver();
    expect(await read()).toEqual([absent, absent, absent, absent]);
    expect(events).toEqual([
      ...['one begins', 'two begins', 'two ends', 'one ends'],
      ...['asking begins', 'asking ends', 'other asking begins', 'other asking ends'],
    ]);
  });

  it('leaves nothing under way when a driver fails, and asks nobody', async () => {
    const { events, read } = accessOver('two');
    await expect(read()).rejects.toThrow('two is gone');
    expect(events).toEqual(['one begins', 'two begins', 'two ends', 'one ends']);
  });
});
