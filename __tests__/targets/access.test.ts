import { describe, expect, it } from '@jest/globals';
import { TargetError } from '../../src/errors.js';
import { absent, present, type Reading } from '../../src/model/reading.js';
import type { Resource } from '../../src/model/resource.js';
import { accessTo, asksOver, driverFor } from '../../src/targets/access.js';
import { reaching, type Driver } from '../../src/targets/driver.js';

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

describe('A driver that reaches some of its kind', () => {
  const writes: string[] = [];
  const driver = (name: string): Driver => ({
    read: (asked) => Promise.resolve(asked.map(({ key }) => present(`${key} by ${name}`))),
    write: ({ key }) => {
      writes.push(`${key} by ${name}`);
      return Promise.resolve();
    },
  });
  const near = reaching(driver('network'), ({ key }) => key === 'one');
  const target = { label: 'here', driver: () => near };

  it('leaves the others to the operator, to read and to write', async () => {
    const byHand: Driver = { ...driver('hand'), asks: 'to read and write' };
    const access = accessTo(target, new Map(), byHand);
    expect(await access.read(resources.slice(0, 2))).toEqual([
      present('one by network'),
      present('two by hand'),
    ]);
    for (const one of resources.slice(0, 2)) await access.write(one, absent);
    expect(writes).toEqual(['one by network', 'two by hand']);
    const asks = resources.slice(0, 2).map((one) => driverFor(target, new Map(), byHand)(one)?.asks);
    expect(asks).toEqual([undefined, 'to read and write']);
  });

  it('says itself why where there is no operator', async () => {
    const [reading] = await accessTo(target, new Map(), undefined).read([resource('two')]);
    expect(reading).toEqual(present('two by network'));
  });
});

describe('A driver that leaves the rest to the operator', () => {
  const told: Reading = { state: 'unreadable', reason: 'its language is not known' };

  function accessLeaving(byHand: Driver | undefined, readings: Readonly<Record<string, Reading>>) {
    const looks: Driver = {
      leavesRest: true,
      read: (asked) => Promise.resolve(asked.map(({ key }) => readings[key] ?? told)),
      write: () => Promise.reject(new Error('it only looks')),
    };
    return accessTo({ label: 'here', driver: () => looks }, new Map(), byHand);
  }

  /** Sees one thing and cannot tell the other. */
  function person(): Driver & { readonly asked: string[] } {
    const asked: string[] = [];
    return {
      asked,
      asks: 'to read and write',
      read(resources) {
        asked.push(...resources.map(({ key }) => key));
        return Promise.resolve(
          resources.map(({ key }) =>
            key === 'two' ? present('seen') : { state: 'unreadable', reason: 'it is dark' },
          ),
        );
      },
      write: ({ key }) => {
        asked.push(`writes ${key}`);
        return Promise.resolve();
      },
    };
  }

  it('has the operator asked about what it cannot tell, and about nothing else', async () => {
    const byHand = person();
    const access = accessLeaving(byHand, { one: absent });
    expect(await access.read(resources.slice(0, 3))).toEqual([
      absent,
      present('seen'),
      { state: 'unreadable', reason: 'its language is not known; it is dark' },
    ]);
    expect(byHand.asked).toEqual(['two', 'asking']);
  });

  it('has the operator write, and may therefore ask at any time', async () => {
    const byHand = person();
    await accessLeaving(byHand, {}).write(resource('one'), absent);
    expect(byHand.asked).toEqual(['writes one']);
    const looks: Driver = { ...person(), asks: undefined, leavesRest: true };
    expect(asksOver(looks, byHand)).toBe('to read and write');
    expect(asksOver({ ...looks, leavesRest: undefined }, byHand)).toBeUndefined();
  });

  it('leaves it unreadable where there is no operator', async () => {
    const access = accessLeaving(undefined, {});
    expect(await access.read([resource('one')])).toEqual([told]);
    await expect(access.write(resource('one'), absent)).rejects.toThrow(/Nothing was written/);
  });
});
