import { z } from 'zod';
import { TargetError } from '../../../errors.js';
import type { Reading, Settable } from '../../../model/reading.js';
import { sidSchema } from '../../../resources/account/sid.js';
import type { UserRightValue } from '../../../resources/user-right.js';
import type { TypedDriver } from '../../driver.js';
import type { Agent } from '../connection/agent.js';
import { whenDenied } from '../errors/account.js';
import { itemOf, readingOf } from './item.js';
import { membersToChange } from './members.js';

type Address = Readonly<{ right: string }>;

const item = itemOf({ holders: z.array(sidSchema) });

/** User rights over the network (lsarpc): only the holder that changes is given the right or loses it. */
export class UserRightDriver implements TypedDriver<Address, UserRightValue> {
  readonly #agent: Agent;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  async read(addresses: readonly Address[]): Promise<readonly Reading<UserRightValue>[]> {
    const items = await this.#agent.request({
      operation: 'readRights',
      parameters: { rights: addresses.map(({ right }) => right) },
      result: z.array(item).length(addresses.length),
      doing: `reading ${addresses.length} user ${addresses.length === 1 ? 'right' : 'rights'}`,
      whenDenied,
    });
    return items.map((found) => readingOf(found, ({ holders }) => ({ holders })));
  }

  async write({ right }: Address, to: Settable<UserRightValue>): Promise<void> {
    const [now] = await this.read([{ right }]);
    if (now === undefined || now.state === 'unreadable')
      throw new TargetError(
        `Who holds ${right} cannot be read: ${now?.reason ?? 'no answer'}. Nothing was written.`,
      );
    const held = now.state === 'present' ? now.value.holders : [];
    const wanted = to.state === 'present' ? to.value.holders : [];
    await this.#agent.request({
      operation: 'changeRight',
      parameters: { right, ...membersToChange(held, wanted) },
      result: z.object({}),
      doing: `setting who holds ${right}`,
      whenDenied,
    });
  }
}
