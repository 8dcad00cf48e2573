import { z } from 'zod';
import { TargetError } from '../../../errors.js';
import { absent, present, unreadable, type Reading, type Settable } from '../../../model/reading.js';
import type { RegistryAclValue } from '../../../resources/registry-acl.js';
import type { TypedDriver } from '../../driver.js';
import type { Agent } from '../connection/agent.js';
import { descriptor, listOf, sddlOf } from './descriptor.js';

type Address = Readonly<{ key: string }>;

const item = z.discriminatedUnion('state', [
  z.object({ state: z.literal('present'), descriptor }),
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('unreadable'), reason: z.string() }),
]);

const whenDenied =
  'Use an account that may change permissions of this key: a member of Administrators, or the owner that regedt32 shows.';

/**
 * The permissions of registry keys over the network (winreg). Only the list is written; owner, group and auditing stay.
 *
 * Writing to a key that is missing creates it. Writing `absent` deletes the key where nothing is left in it.
 */
export class RegistryAclDriver implements TypedDriver<Address, RegistryAclValue> {
  readonly #agent: Agent;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  async read(addresses: readonly Address[]): Promise<readonly Reading<RegistryAclValue>[]> {
    const keys = addresses.map(({ key }) => key);
    const items = await this.#agent.request({
      operation: 'readKeySecurity',
      parameters: { keys },
      result: z.array(item).length(keys.length),
      doing: `reading the permissions of ${keys.length === 1 ? (keys[0] ?? '') : `${keys.length} registry keys`}`,
    });
    return items.map((found) => {
      if (found.state === 'absent') return absent;
      if (found.state === 'unreadable') return unreadable(found.reason);
      return present({ sddl: sddlOf(found.descriptor) });
    });
  }

  async write({ key }: Address, to: Settable<RegistryAclValue>): Promise<void> {
    if (to.state === 'absent') {
      await this.#delete(key);
      return;
    }
    await this.#agent.request({
      operation: 'writeKeySecurity',
      parameters: { key, ...listOf(to.value.sddl) },
      result: z.object({ createdKeys: z.array(z.string()) }),
      doing: `writing the permissions of ${key}`,
      whenDenied,
    });
  }

  async #delete(key: string): Promise<void> {
    const { deleted } = await this.#agent.request({
      operation: 'deleteKey',
      parameters: { key },
      result: z.object({ deleted: z.boolean() }),
      doing: `deleting the key ${key}`,
      whenDenied,
    });
    if (!deleted) {
      throw new TargetError(
        `${key} holds values or keys and was not deleted. Look at them in regedt32; delete the key there if nothing needs them.`,
      );
    }
  }
}
