import fc from 'fast-check';
import { account, kind, type AccountValue } from '../../../../src/resources/account.js';
import { kindSample } from '../kind-sample.js';
import { anyText, authority, members, upperAndLower } from '../texts.js';

const addresses = fc.record({
  authority,
  rid: fc.oneof(fc.constantFrom(500, 501), fc.integer({ min: 1, max: 0xffffffff })),
});
const made = addresses.map(({ authority, rid }) => account(authority, rid));

export const sample = kindSample(kind, {
  addresses,
  values: () =>
    members<AccountValue>(
      {
        name: fc.oneof(fc.constantFrom('Guest', 'IUSR_NTEX01', 'ExchSrv$'), anyText()),
        disabled: fc.boolean(),
        passwordNeverExpires: fc.boolean(),
        passwordNotRequired: fc.boolean(),
        blankPassword: fc.boolean(),
        lockedOut: fc.boolean(),
        passwordLastSet: fc.constant('1999-11-26T17:40:00.000Z'),
      },
      ['name', 'disabled'],
    ),
  spellings: ({ authority, rid }) => upperAndLower(authority).map((spelled) => ({ authority: spelled, rid })),
  examples: () => ['Guest enabled'],
  answer({ name, disabled, passwordNotRequired }) {
    if (!/^[\w$.-]+$/.test(name)) return undefined;
    const open =
      passwordNotRequired === undefined ? '' : `, ${passwordNotRequired ? 'no ' : ''}password required`;
    return `${name} ${disabled ? 'disabled' : 'enabled'}${open}`;
  },
  constructors: { account: () => account('NTEX01', 501) },
  expectations: {
    'account.disabled': made.map((one) => one.disabled()),
    'account.passwordRequired': made.map((one) => one.passwordRequired()),
  },
});
