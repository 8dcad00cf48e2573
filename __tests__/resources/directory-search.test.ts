import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataError } from '../../src/errors.js';
import { kind, mailboxesOf } from '../../src/resources/directory-search.js';
import { absent, present } from '../../src/model/reading.js';

const base = 'ou=HQ,o=Example';
const admin = 'S-1-5-21-1-2-3-500';
const user = 'S-1-5-21-1-2-3-1101';
const box = (owner: string, name: string): string => `${owner} cn=${name},cn=Recipients,${base}`;
const { resource } = mailboxesOf(base, [admin]);
const none = mailboxesOf(base, [admin]).without();

describe('a search for mailboxes', () => {
  it('is one search a site, whichever accounts are asked for', () => {
    expect(mailboxesOf('OU=hq, o=example', [user]).resource.key).toBe(resource.key);
  });

  it('shows whose mailboxes were found, and how many more', () => {
    expect(kind.show(present({ mailboxes: [box(admin, 'Boss')] }))).toBe('Boss (account 500)');
    expect(
      kind.show(present({ mailboxes: ['a', 'b', 'c', 'd', 'e'].map((name) => box(user, name)) })),
    ).toMatch(/^a \(account 1101\).* and 1 more$/);
    expect(kind.show(present({ mailboxes: [] }))).toBe('none');
  });

  it('knows accounts by SID, not by name', () => {
    expect(() => mailboxesOf(base, ['EXAMPLE\\Administrator'])).toThrow(DataError);
  });

  it('leaves every change to a person', () => {
    expect(kind.doneBy).toBe('operator');
    expect(kind.change(resource, present({ mailboxes: [] })).join('\n')).toMatch(
      /Primary Windows NT Account[^]*orphaned \(Q284199\)/,
    );
  });
});

describe('without()', () => {
  it('is met by mailboxes of others and by none at all', () => {
    expect(none.met(present({ mailboxes: [box(user, 'abauer')] }))).toBe(true);
    expect(none.met(absent)).toBe(true);
    expect(none.met(present({ mailboxes: [box(admin, 'Administrator')] }))).toBe(false);
  });

  it('does not take an account whose number begins alike for the same', () => {
    expect(none.met(present({ mailboxes: [box(`${admin}1`, 'other')] }))).toBe(true);
  });

  it('aims at the others alone, and always meets that', () => {
    const boxes = fc.array(
      fc.constantFrom(box(admin, 'Administrator'), box(user, 'abauer'), box(`${admin}0`, 'x')),
    );
    fc.assert(
      fc.property(boxes, (mailboxes) => {
        const aim = none.aim(present({ mailboxes }));
        const kept = kind.typed(aim);
        return (
          none.met(aim) &&
          kept.state === 'present' &&
          kept.value.mailboxes.length ===
            mailboxes.filter((one) => one !== box(admin, 'Administrator')).length
        );
      }),
    );
  });
});

describe('by hand', () => {
  it('names the accounts, and takes their names as well as their SIDs', () => {
    const names = { [admin]: 'EXAMPLE\\Administrator' };
    const told = kind.look(resource, names).join('\n');
    expect(told).toContain('for EXAMPLE\\Administrator');
    expect(told).not.toContain(admin);
    expect(kind.parse(box(admin, 'Boss').replace(admin, 'example\\administrator'), resource, names)).toEqual({
      value: { mailboxes: [box(admin, 'Boss')] },
    });
    expect(kind.parse(`${box(admin, 'Boss')} | ${box(user, 'abauer')}`, resource)).toEqual({
      value: { mailboxes: [box(admin, 'Boss'), box(user, 'abauer')] },
    });
    expect(kind.parse('Boss', resource)).toEqual({ problem: expect.stringContaining('After the owner') });
  });
});
