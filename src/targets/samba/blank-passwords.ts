import { defined } from '../../defined.js';
import { z } from 'zod';
import { guestRid } from '../../resources/account.js';
import { ridOf } from '../../resources/account/sid.js';
import {
  reasonAgainst,
  type BlankPasswords,
  type Survey,
  type Threshold,
  type Trial,
  type TrialAccount,
} from '../blank-passwords.js';
import { whenDenied } from './errors/account.js';
import { AccountPolicyDriver } from './drivers/account-policy.js';
import { accountFlag } from './drivers/account.js';
import type { Agent } from './connection/agent.js';
import { itemOf } from './drivers/item.js';

/** Who is logged on: of an account elsewhere with the same name only the SID tells. */
export interface InUse {
  readonly user: string;
  accountSid(): Promise<string | undefined>;
  identify(): Promise<{ readonly machineSid?: string }>;
}

const named = z.object({ rid: z.int().positive(), name: z.string() });
const listed = z.object({ authority: z.string(), copy: z.boolean(), accounts: z.array(named) });
const item = itemOf({
  name: z.string(),
  flags: z.int().nonnegative(),
  badLogons: z.int().nonnegative(),
});
const tried = z.object({
  result: z.enum(['taken', 'refused', 'cannot-tell']),
  status: z.string().optional(),
});

type Named = z.infer<typeof named>;

/** How many accounts are read with one request, so that it stays within its time. */
const batch = 50;

/** Empty passwords over the network: accounts by samr, each trial a connection of its own (SMB1, lsarpc). */
export class SambaBlankPasswords implements BlankPasswords {
  readonly #agent: Agent;
  readonly #inUse: InUse;

  constructor(agent: Agent, inUse: InUse) {
    this.#agent = agent;
    this.#inUse = inUse;
  }

  async survey(): Promise<Survey> {
    const { authority, copy, accounts } = await this.#agent.request({
      operation: 'listAccounts',
      parameters: {},
      result: listed,
      doing: 'listing the accounts',
      whenDenied,
    });
    const threshold = copy ? countedElsewhere : await this.#threshold(authority);
    const forbidden = await this.#whyForbidden(authority);
    const own = await this.#ownRid(accounts);
    const toTry: TrialAccount[] = [];
    const leftAlone: Trial[] = [];
    for (let start = 0; start < accounts.length; start += batch) {
      for (const seen of await this.#look(authority, accounts.slice(start, start + batch), own, threshold)) {
        if ('result' in seen) leftAlone.push(seen);
        else toTry.push(seen);
      }
    }
    return { authority, ...defined({ forbidden }), threshold, toTry, leftAlone };
  }

  async attempt(account: TrialAccount, threshold: Threshold): Promise<Trial> {
    const { authority, rid, name, inUse } = account;
    const [now] = await this.#look(authority, [account], inUse ? rid : undefined, threshold);
    if (now === undefined) return { rid, name, result: 'not-tried', reason: 'it was disabled meanwhile' };
    if ('result' in now) return now;
    const { result, status } = await this.#agent.request({
      operation: 'tryBlankPassword',
      parameters: { name: now.name },
      result: tried,
      doing: `trying an empty password on account ${rid} of ${authority}`,
    });
    return { rid, name: now.name, result, ...defined({ reason: status }) };
  }

  /** The enabled ones among these: as accounts to try, or why they are left alone. */
  async #look(
    authority: string,
    accounts: readonly Named[],
    own: number | undefined,
    threshold: Threshold,
  ): Promise<readonly (TrialAccount | Trial)[]> {
    const items = await this.#read(
      authority,
      accounts.map(({ rid }) => rid),
    );
    return accounts.flatMap(({ rid, name: listedAs }, index): readonly (TrialAccount | Trial)[] => {
      const leave = (reason: string): readonly Trial[] => [
        { rid, name: listedAs, result: 'not-tried', reason },
      ];
      const found = items[index];
      if (found?.state !== 'present')
        return leave(found?.state === 'unreadable' ? `it cannot be read: ${found.reason}` : 'it is gone');
      const { name, flags, badLogons } = found;
      if ((flags & accountFlag.disabled) !== 0) return [];
      const lockedOut = (flags & accountFlag.lockedOut) !== 0;
      const account = { authority, rid, name, lockedOut, badLogons, inUse: rid === own };
      const against = reasonAgainst(account, threshold);
      return against === undefined ? [account] : leave(against);
    });
  }

  #read(authority: string, rids: readonly number[]): Promise<z.infer<typeof item>[]> {
    return this.#agent.request({
      operation: 'readAccounts',
      parameters: { accounts: rids.map((rid) => ({ authority, rid })) },
      result: z.array(item).length(rids.length),
      doing: `reading ${rids.length} ${rids.length === 1 ? 'account' : 'accounts'}`,
      whenDenied,
    });
  }

  async #threshold(authority: string): Promise<Threshold> {
    const [reading] = await new AccountPolicyDriver(this.#agent).read([
      { authority, field: 'lockoutThreshold' },
    ]);
    if (reading?.state === 'present' && typeof reading.value.value === 'number') return reading.value.value;
    return { unknown: reading?.state === 'unreadable' ? reading.reason : 'the server does not tell' };
  }

  /** With Guest enabled a logon that fits no account is let in as a guest, so that every trial would seem to fit. */
  async #whyForbidden(authority: string): Promise<string | undefined> {
    const [guest] = await this.#read(authority, [guestRid]);
    if (guest?.state === 'absent') return undefined;
    if (guest?.state !== 'present')
      return `whether the guest account is enabled cannot be read: ${guest?.reason ?? 'no answer'}`;
    return (guest.flags & accountFlag.disabled) !== 0
      ? undefined
      : 'the guest account is enabled, so that a wrong password can be let in as a guest; apply guest-account first';
  }

  /** The account in use, by SID; where the server does not tell that, whichever has its name. */
  async #ownRid(accounts: readonly Named[]): Promise<number | undefined> {
    const sid = await this.#inUse.accountSid();
    const { machineSid } = await this.#inUse.identify();
    if (sid !== undefined && machineSid !== undefined)
      return sid.startsWith(`${machineSid}-`) ? ridOf(sid) : undefined;
    const user = this.#inUse.user.toLowerCase();
    return accounts.find(({ name }) => name.toLowerCase() === user)?.rid;
  }
}

const countedElsewhere: Threshold = {
  unknown: 'this is a backup domain controller, and the primary one counts the bad logons',
};
