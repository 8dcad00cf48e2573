import { z } from 'zod';
import { TargetError } from '../../../errors.js';
import type { AccountValue } from '../../../resources/account.js';
import type { Reading, Settable } from '../../../model/reading.js';
import type { TypedDriver } from '../../driver.js';
import type { Agent } from '../connection/agent.js';
import { whenDenied } from '../errors/account.js';
import { itemOf, readingOf } from './item.js';

type Address = Readonly<{ authority: string; rid: number }>;

/** USER_ACCOUNT_CODES of MS-SAMR 2.2.1.12. */
export const accountFlag = {
  disabled: 0x1,
  passwordNotRequired: 0x4,
  passwordNeverExpires: 0x200,
  lockedOut: 0x400,
};

const item = itemOf({
  name: z.string(),
  flags: z.int().nonnegative(),
  /** Seconds since 1970; null where it was never set. */
  passwordLastSet: z.int().nullable(),
});

/**
 * Accounts over the network (samr). Written are the two flags that Batten sets; the server's other flags, and the password,
 * stay as they are at that moment.
 */
export class AccountDriver implements TypedDriver<Address, AccountValue> {
  readonly #agent: Agent;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  async read(addresses: readonly Address[]): Promise<readonly Reading<AccountValue>[]> {
    const items = await this.#agent.request({
      operation: 'readAccounts',
      parameters: { accounts: addresses },
      result: z.array(item).length(addresses.length),
      doing: `reading ${addresses.length} ${addresses.length === 1 ? 'account' : 'accounts'}`,
      whenDenied,
    });
    return items.map((found) =>
      readingOf(found, ({ name, flags, passwordLastSet }) => ({
        name,
        disabled: (flags & accountFlag.disabled) !== 0,
        passwordNotRequired: (flags & accountFlag.passwordNotRequired) !== 0,
        passwordNeverExpires: (flags & accountFlag.passwordNeverExpires) !== 0,
        lockedOut: (flags & accountFlag.lockedOut) !== 0,
        ...(passwordLastSet !== null && { passwordLastSet: new Date(passwordLastSet * 1000).toISOString() }),
      })),
    );
  }

  async write({ authority, rid }: Address, to: Settable<AccountValue>): Promise<void> {
    if (to.state === 'absent')
      throw new TargetError(`Batten removes no accounts; account ${rid} of ${authority} was left alone.`);
    const { disabled, passwordNotRequired } = to.value;
    const wanted = [
      [accountFlag.disabled, disabled],
      [accountFlag.passwordNotRequired, passwordNotRequired],
    ] as const;
    const sum = (on: boolean): number =>
      wanted.reduce((bits, [bit, value]) => (value === on ? bits | bit : bits), 0);
    await this.#agent.request({
      operation: 'setAccountFlags',
      parameters: { authority, rid, set: sum(true), clear: sum(false) },
      result: z.object({}),
      doing: `setting account ${rid} of ${authority}`,
      whenDenied,
    });
  }
}
