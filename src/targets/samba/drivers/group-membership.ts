import { z } from 'zod';
import { TargetError } from '../../../errors.js';
import type { GroupValue } from '../../../resources/group-membership.js';
import type { Reading, Settable } from '../../../model/reading.js';
import { sidSchema } from '../../../resources/account/sid.js';
import type { TypedDriver } from '../../driver.js';
import type { Agent } from '../connection/agent.js';
import { whenDenied } from '../errors/account.js';
import { itemOf, readingOf } from './item.js';
import { membersToChange } from './members.js';

type Address = Readonly<{ authority: string; sid: string }>;

const item = itemOf({ name: z.string(), members: z.array(sidSchema) });

/** Groups over the network (samr), by SID: what a group is called on this server does not matter. */
export class GroupMembershipDriver implements TypedDriver<Address, GroupValue> {
  readonly #agent: Agent;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  async read(addresses: readonly Address[]): Promise<readonly Reading<GroupValue>[]> {
    const items = await this.#agent.request({
      operation: 'readGroups',
      parameters: { groups: addresses },
      result: z.array(item).length(addresses.length),
      doing: `reading ${addresses.length} ${addresses.length === 1 ? 'group' : 'groups'}`,
      whenDenied,
    });
    return items.map((found) => readingOf(found, ({ name, members }) => ({ name, members })));
  }

  async write({ authority, sid }: Address, to: Settable<GroupValue>): Promise<void> {
    const [now] = await this.read([{ authority, sid }]);
    if (to.state === 'absent' || now?.state !== 'present') {
      throw new TargetError(
        `The members of ${sid} of ${authority} cannot be set: ` +
          `${now?.state === 'unreadable' ? now.reason : 'Batten makes and removes no groups'}. Nothing was written.`,
      );
    }
    await this.#agent.request({
      operation: 'changeGroup',
      parameters: { authority, sid, ...membersToChange(now.value.members, to.value.members) },
      result: z.object({}),
      doing: `setting the members of ${now.value.name ?? sid}`,
      whenDenied,
    });
  }
}
