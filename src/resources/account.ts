import { z } from 'zod';
import { expectExact, type Expectation } from '../model/expectation.js';
import type { HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';
import { nameOfRid } from './account/names.js';
import { selectDomain } from './account/user-manager.js';
import type { Absent, Present } from '../model/reading.js';
import type { Resource } from '../model/resource.js';

type Address = Readonly<{
  /** Whose accounts: a server's own name for its local SAM, a domain's name for the domain. */
  authority: string;
  /** The last part of the SID: names are translated and can be changed, this cannot (500 administrator, 501 guest). */
  rid: number;
}>;

/** `disabled` and `passwordNotRequired` are what Batten sets. What a target cannot see is left out. */
export type AccountValue = Readonly<{
  name: string;
  disabled: boolean;
  passwordNeverExpires?: boolean;
  passwordNotRequired?: boolean;
  blankPassword?: boolean;
  lockedOut?: boolean;
  /** ISO date. */
  passwordLastSet?: string;
}>;

export const guestRid = 501;

const address: z.ZodType<Address> = z.object({
  authority: z.string().regex(/^[^\\/"\p{Cc}]{1,256}$/u, 'an authority is the name of a server or domain'),
  rid: z.int().min(1).max(0xffffffff),
});

const value: z.ZodType<AccountValue> = z.object({
  name: z.string(),
  disabled: z.boolean(),
  passwordNeverExpires: z.boolean().exactOptional(),
  passwordNotRequired: z.boolean().exactOptional(),
  blankPassword: z.boolean().exactOptional(),
  lockedOut: z.boolean().exactOptional(),
  passwordLastSet: z.string().exactOptional(),
});

export const kind = defineKind<Address, AccountValue>({
  name: 'account',
  title: 'account',
  doneBy: 'batten',
  address,
  value,
  identity: ({ authority, rid }) => `${authority.toLowerCase()}\\${rid}`,
  describe: ({ authority, rid }) => ({ place: `Accounts of ${authority}`, name: whose(rid) }),
  show(found) {
    const notes = [
      found.passwordNotRequired === true ? 'no password required' : '',
      found.blankPassword === true ? 'empty password' : '',
      found.lockedOut === true ? 'locked out' : '',
    ].filter((note) => note !== '');
    return [`${found.name} ${found.disabled ? 'disabled' : 'enabled'}`, ...notes].join(', ');
  },
  // Passwords age and accounts get renamed without anybody undoing what Batten did
  equal: (a, b) =>
    a.disabled === b.disabled &&
    (a.passwordNotRequired === undefined ||
      b.passwordNotRequired === undefined ||
      a.passwordNotRequired === b.passwordNotRequired),
  byHand: {
    look: ({ authority, rid }, names) => ({
      clicks: [
        ...openAccount(authority, rid, nameOfRid(names, authority, rid)),
        'Read Username, and whether Account Disabled is ticked. Cancel.',
      ],
      typed: [userCommand(nameOfRid(names, authority, rid), '')],
      promptOf: authority,
      notes: ['Whether an account may go without a password only net user shows, as Password required.'],
    }),
    change,
    question: ({ rid }) => `Name and state of ${whose(rid)}, such as Guest enabled`,
    parse(answer) {
      const [, name, state, open] =
        /^\s*(.+?)[\s,]+(enabled|disabled)(?:[\s,]+(no password required|password required))?\s*$/i.exec(
          answer,
        ) ?? [];
      if (name === undefined || state === undefined)
        return { problem: 'Answer with the name of the account, then enabled or disabled.' };
      const disabled = state.toLowerCase() === 'disabled';
      return {
        value:
          open === undefined
            ? { name, disabled }
            : { name, disabled, passwordNotRequired: open.toLowerCase().startsWith('no') },
      };
    },
  },
});

export interface AccountExpectations {
  readonly resource: Resource;
  /** Nobody can log on with it. An account that does not exist is fine as it is. */
  disabled(): Expectation;
  /** It may not go without a password. Met where the target cannot see the flag, and where there is no such account. */
  passwordRequired(): Expectation;
}

/**
 * An account by number, so that a German or French server is understood too.
 *
 * @param authority a server's own name for its local accounts, a domain's name for the domain's
 */
export function account(authority: string, rid: number): AccountExpectations {
  const resource = kind.resource({ authority, rid });
  const active = expectExact(resource, kind.typed, {
    get: (found: AccountValue) => found.disabled,
    set: (found: AccountValue | undefined, disabled: boolean) => ({ name: whose(rid), ...found, disabled }),
    show: (disabled) => (disabled ? 'disabled' : 'enabled'),
    absentMeets: true,
  });
  const open = expectExact(resource, kind.typed, {
    get: (found: AccountValue) => found.passwordNotRequired ?? false,
    set: (found: AccountValue | undefined, passwordNotRequired: boolean) => ({
      name: whose(rid),
      disabled: false,
      ...found,
      passwordNotRequired,
    }),
    show: (notRequired) => (notRequired ? 'allowed to go without a password' : 'bound to have a password'),
    absentMeets: true,
  });
  return {
    resource,
    disabled: () => existingOnly(active.exactly(true)),
    passwordRequired: () => existingOnly(open.exactly(false)),
  };
}

/** Batten creates no account only to set something on it. */
const existingOnly = (expectation: Expectation): Expectation => ({
  ...expectation,
  aim: (found) => (found.state === 'absent' ? found : expectation.aim(found)),
});

const whose = (rid: number): string =>
  rid === guestRid ? 'the guest account' : rid === 500 ? 'the built-in administrator' : `account ${rid}`;

function change({ authority, rid }: Address, to: Present<AccountValue> | Absent): HandText {
  if (to.state === 'absent')
    return { clicks: [`Nothing to do: Batten removes no accounts, ${whose(rid)} stays as it is.`] };
  const { name, disabled, passwordNotRequired } = to.value;
  // The built-in names of this file are no names that a server has
  const known = name === whose(rid) ? undefined : name;
  return {
    clicks: [
      ...openAccount(authority, rid, known),
      `${disabled ? 'Tick' : 'Clear'} Account Disabled, if it is not so already, and choose OK.`,
      `Open it once more: Account Disabled is ${disabled ? 'ticked' : 'clear'}. Cancel.`,
    ],
    typed:
      known === undefined
        ? []
        : [
            userCommand(known, `/active:${disabled ? 'no' : 'yes'}`),
            // User Manager has no box for this flag
            ...(passwordNotRequired === false ? [userCommand(known, '/passwordreq:yes')] : []),
          ],
    promptOf: authority,
    notes: [
      ...(passwordNotRequired === false
        ? ['That it needs a password can only be set at the command prompt, by the second line.']
        : []),
      // Guest has the flag from the start, and disabling it changes nothing about that
      ...(passwordNotRequired === true && rid !== guestRid
        ? [
            `Before Batten it was allowed to go without a password. Only net user NAME /passwordreq:no brings that back; better leave it, and keep the difference when Batten asks.`,
          ]
        : []),
    ],
  };
}

/** Up to the window User Properties. Built-in accounts are told by their descriptions, whatever their names. */
function openAccount(authority: string, rid: number, name: string | undefined): readonly string[] {
  const described =
    rid === guestRid
      ? 'the user whose description says that it is built in for guest access, whatever its name'
      : rid === 500
        ? 'the user whose description says that it is built in for administering, whatever its name'
        : `the account with the number ${rid}`;
  return [
    ...selectDomain(authority),
    name === undefined
      ? `Double-click ${described}.`
      : `Double-click ${name}${rid === guestRid || rid === 500 ? `, ${described}` : ''}.`,
  ];
}

const userCommand = (name: string | undefined, options: string): string =>
  ['net user', ...(name === undefined ? [] : [`"${name}"`]), ...(options === '' ? [] : [options])].join(' ');
