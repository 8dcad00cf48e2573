import { describe, expect, it } from '@jest/globals';
import { DataError } from '../../src/errors.js';
import { account, guestRid, kind } from '../../src/resources/account.js';
import { absent, present } from '../../src/model/reading.js';

const guest = {
  authority: 'NTEX01',
  rid: 501,
  name: 'Gast',
  disabled: false,
  passwordNeverExpires: true,
  passwordNotRequired: true,
  blankPassword: true,
  passwordLastSet: '1999-01-19',
  lockedOut: false,
  scene: true,
  source: 'windows-nt4/nt-guest-disabled',
};

describe('an account', () => {
  it('is addressed by number, so a German guest is a guest', () => {
    const { resource, reading } = kind.entry(guest);
    expect(resource.address).toEqual({ authority: 'NTEX01', rid: 501 });
    expect(kind.show(reading)).toBe('Gast enabled, no password required, empty password');
    expect(kind.describe(resource)).toEqual({ place: 'Accounts of NTEX01', name: 'the guest account' });
  });

  it('is the same account whatever the case of the authority', () => {
    const one = kind.resource({ authority: 'NTEX01', rid: 501 });
    expect(kind.resource({ authority: 'ntex01', rid: 501 }).key).toBe(one.key);
    expect(kind.resource({ authority: 'EXAMPLE', rid: 501 }).key).not.toBe(one.key);
  });

  it('refuses an entry without a number', () => {
    expect(() => kind.entry({ ...guest, rid: 'Guest' })).toThrow(DataError);
  });

  it('is unchanged for undo when it was only renamed or given another password', () => {
    const { reading } = kind.entry(guest);
    expect(
      kind.equal(reading, present({ name: 'Besucher', disabled: false, passwordLastSet: '2003-03-01' })),
    ).toBe(true);
    expect(kind.equal(reading, present({ name: 'Gast', disabled: true }))).toBe(false);
  });
});

describe('disabled()', () => {
  const disabled = account('NTEX01', guestRid).disabled();

  it('is met by a disabled account and by none at all', () => {
    expect(disabled.met(present({ name: 'Guest', disabled: true }))).toBe(true);
    expect(disabled.met(absent)).toBe(true);
    expect(disabled.met(present({ name: 'Guest', disabled: false }))).toBe(false);
  });

  it('changes the flag and nothing else, and creates nobody', () => {
    expect(disabled.aim(present({ name: 'Gast', disabled: false, passwordNotRequired: true }))).toEqual(
      present({ name: 'Gast', disabled: true, passwordNotRequired: true }),
    );
    expect(disabled.aim(absent)).toEqual(absent);
  });
});

describe('passwordRequired()', () => {
  const required = account('NTEX01', 1003).passwordRequired();
  const open = { name: 'backupadm', disabled: false, passwordNotRequired: true };

  it('ends the flag and nothing else, and creates nobody', () => {
    expect(required.met(present(open))).toBe(false);
    expect(required.aim(present(open))).toEqual(present({ ...open, passwordNotRequired: false }));
    expect(required.met(absent)).toBe(true);
    expect(required.aim(absent)).toEqual(absent);
  });

  it('is met where the target cannot see the flag', () => {
    expect(required.met(present({ name: 'backupadm', disabled: false }))).toBe(true);
  });

  it('makes another account of it for undo, where both sides see the flag', () => {
    const closed = present({ ...open, passwordNotRequired: false });
    expect(kind.equal(present(open), closed)).toBe(false);
    expect(kind.equal(present({ name: 'backupadm', disabled: false }), closed)).toBe(true);
  });

  it('is set at a command prompt, because User Manager has no box for it', () => {
    const resource = kind.resource({ authority: 'NTEX01', rid: 1003 });
    const lines = kind.change(resource, present({ ...open, passwordNotRequired: false })).join('\n');
    expect(lines).toContain('net user "backupadm" /passwordreq:yes');
    expect(kind.parse('backupadm enabled, no password required', resource)).toEqual({ value: open });
  });
});

describe('by hand', () => {
  const resource = kind.resource({ authority: 'NTEX01', rid: 501 });

  it.each([
    ['Guest enabled', { name: 'Guest', disabled: false }],
    ['Gast von hier, DISABLED', { name: 'Gast von hier', disabled: true }],
  ])('understands %j', (answer, value) => {
    expect(kind.parse(answer, resource)).toEqual({ value });
  });

  it.each(['', 'enabled', 'Guest', 'Guest off'])('asks again after %j', (answer) => {
    expect(kind.parse(answer, resource)).toEqual({ problem: expect.stringContaining('enabled or disabled') });
  });

  it('never tells anybody to let Guest go without a password', () => {
    for (const passwordNotRequired of [true, false]) {
      const guest = present({ name: 'Guest', disabled: true, passwordNotRequired });
      expect(kind.change(resource, guest).join('\n')).not.toContain('passwordreq:no');
    }
  });

  it('types no name that is only a description', () => {
    const lines = kind.change(resource, present({ name: 'the guest account', disabled: true })).join('\n');
    expect(lines).toMatch(/whose description says that it is built in for guest access/);
    expect(lines).not.toMatch(/net user/);
  });

  it('names the account as it is called on that server', () => {
    expect(kind.change(resource, present({ name: 'Gast', disabled: true })).join('\n')).toContain(
      'net user "Gast" /active:no',
    );
    expect(kind.change(resource, present({ name: 'Gast', disabled: false })).join('\n')).toContain(
      '/active:yes',
    );
  });
});
