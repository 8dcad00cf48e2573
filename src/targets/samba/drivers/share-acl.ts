import { z } from 'zod';
import { TargetError } from '../../../errors.js';
import { absent, present, unreadable, type Reading, type Settable } from '../../../model/reading.js';
import type { ShareAclValue } from '../../../resources/share-acl.js';
import type { TypedDriver } from '../../driver.js';
import type { Agent } from '../connection/agent.js';
import { descriptor, listOf, sddlOf } from './descriptor.js';

type Address = Readonly<{ share: string }>;

const item = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('present'),
    descriptor,
    path: z.string().nullable(),
    comment: z.string().nullable(),
  }),
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('unreadable'), reason: z.string() }),
]);

/** The permissions of shares over the network (srvsvc, level 502). Batten makes and removes no shares. */
export class ShareAclDriver implements TypedDriver<Address, ShareAclValue> {
  readonly #agent: Agent;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  async read(addresses: readonly Address[]): Promise<readonly Reading<ShareAclValue>[]> {
    const shares = addresses.map(({ share }) => share);
    const items = await this.#agent.request({
      operation: 'readShareSecurity',
      parameters: { shares },
      result: z.array(item).length(shares.length),
      doing: `reading the permissions of ${shares.length === 1 ? `the share ${shares[0] ?? ''}` : `${shares.length} shares`}`,
    });
    return items.map((found) => {
      if (found.state === 'absent') return absent;
      if (found.state === 'unreadable') return unreadable(found.reason);
      const { path, comment } = found;
      return present({
        sddl: sddlOf(found.descriptor),
        ...(path !== null && { path }),
        ...(comment !== null && { comment }),
      });
    });
  }

  async write({ share }: Address, to: Settable<ShareAclValue>): Promise<void> {
    if (to.state === 'absent') {
      throw new TargetError(
        `Batten removes no shares, so ${share} stays as it is. Remove it in Server Manager if it is not wanted.`,
      );
    }
    await this.#agent.request({
      operation: 'writeShareSecurity',
      parameters: { share, ...listOf(to.value.sddl) },
      result: z.object({}),
      doing: `writing the permissions of the share ${share}`,
      whenDenied: 'Use an account that is a member of Administrators or Server Operators.',
    });
  }
}
