import { z } from 'zod';
import { absent, present, unreadable, type Reading, type Settable } from '../../../model/reading.js';
import { registryTypes, type RegistryData } from '../../../resources/registry/data.js';
import type { RegistryAddress } from '../../../resources/registry-value.js';
import type { TypedDriver } from '../../driver.js';
import type { Agent } from '../connection/agent.js';

type Address = Pick<RegistryAddress, 'key' | 'name'>;

/** Values read in one request. With more of them, one request could outlast its time limit on a slow line. */
const batch = 50;

const item = z.discriminatedUnion('state', [
  z.object({ state: z.literal('present'), type: z.number(), bytes: z.string().regex(/^([0-9a-f]{2})*$/) }),
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('unreadable'), reason: z.string() }),
]);

/**
 * Registry values over the network (winreg). A value keeps its type and bytes exactly.
 *
 * Writing a value creates the keys it needs. Deleting it takes those keys away again where this same session created
 * them and they are empty; a later session cannot know who made an empty key, so it leaves it.
 */
export class RegistryValueDriver implements TypedDriver<Address, RegistryData> {
  readonly #agent: Agent;
  readonly #createdKeys = new Set<string>();

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  async read(addresses: readonly Address[]): Promise<readonly Reading<RegistryData>[]> {
    const readings: Reading<RegistryData>[] = [];
    for (let start = 0; start < addresses.length; start += batch) {
      const values = addresses.slice(start, start + batch).map(({ key, name }) => ({ key, name }));
      const items = await this.#agent.request({
        operation: 'readValues',
        parameters: { values },
        result: z.array(item).length(values.length),
        doing: `reading ${values.length} registry ${values.length === 1 ? 'value' : 'values'}`,
      });
      readings.push(...items.map(readingOf));
    }
    return readings;
  }

  async write({ key, name }: Address, to: Settable<RegistryData>): Promise<void> {
    if (to.state === 'absent') {
      await this.#delete(key, name);
      return;
    }
    const { createdKeys } = await this.#agent.request({
      operation: 'writeValue',
      parameters: { key, name, type: registryTypes.indexOf(to.value.type), bytes: to.value.bytes },
      result: z.object({ createdKeys: z.array(z.string()) }),
      doing: `writing ${shown(key, name)}`,
    });
    for (const created of createdKeys) this.#createdKeys.add(created.toLowerCase());
  }

  async #delete(key: string, name: string): Promise<void> {
    const doing = `deleting ${shown(key, name)}`;
    await this.#agent.request({
      operation: 'deleteValue',
      parameters: { key, name },
      result: z.object({}),
      doing,
    });
    for (let above = key; this.#createdKeys.has(above.toLowerCase()); above = parentOf(above)) {
      const { deleted } = await this.#agent.request({
        operation: 'deleteKey',
        parameters: { key: above },
        result: z.object({ deleted: z.boolean() }),
        doing: `deleting the empty key ${above}`,
      });
      if (!deleted) return;
      this.#createdKeys.delete(above.toLowerCase());
    }
  }
}

function readingOf(found: z.infer<typeof item>): Reading<RegistryData> {
  if (found.state === 'absent') return absent;
  if (found.state === 'unreadable') return unreadable(found.reason);
  const type = registryTypes[found.type];
  return type === undefined
    ? unreadable(`its type has the number ${found.type}, which NT 4.0 does not define`)
    : present({ type, bytes: found.bytes });
}

const shown = (key: string, name: string): string => `${name === '' ? 'the unnamed value' : name} of ${key}`;

const parentOf = (key: string): string => key.slice(0, key.lastIndexOf('\\'));
