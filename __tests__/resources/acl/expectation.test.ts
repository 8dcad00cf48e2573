import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { folderAcl } from '../../../src/resources/folder-acl.js';
import { absent, present, type Settable } from '../../../src/model/reading.js';
import { registryAcl } from '../../../src/resources/registry-acl.js';
import { aceTexts, parseAce } from '../../../src/resources/acl/sddl.js';
import { shareAcl } from '../../../src/resources/share-acl.js';

const service = 'S-1-5-21-1060284298-1417001333-682003330-1010';
const people = 'S-1-5-21-1060284298-1417001333-682003330-1020';
const admins = 'S-1-5-32-544';
const access = { full: [admins, service], read: [people], none: ['S-1-1-0'] };

const kinds = {
  share: shareAcl('Add-ins').allows(access),
  folder: folderAcl('C:\\Exchsrvr\\Tracking.log').allows(access),
  key: registryAcl('HKLM\\SOFTWARE\\Acme').allows(access),
};
type Name = keyof typeof kinds;
const names = Object.keys(kinds) as Name[];

const sddlOf = (reading: Settable): string => {
  if (reading.state === 'absent') throw new Error('absent');
  return (reading.value as { sddl: string }).sddl;
};
const of = (sddl: string): Settable => present({ sddl });

const aces = fc
  .tuple(
    fc.constantFrom('A', 'D', 'AU'),
    fc.constantFrom('', 'CI', 'OICI', 'OICIIO', 'OI'),
    fc.constantFrom('0x1f01ff', '0xf003f', 'GA', 'GR', '0x1200a9', '0x20019', 'ZZ', '0x1'),
    fc.constantFrom('WD', 'BA', 'SY', 'AU', 'DA', admins, service, people, 'S-1-5-21-9-9-9-1234'),
  )
  .map(([type, flags, rights, trustee]) => `(${type};${flags};${rights};;;${trustee})`);
const found = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.constantFrom<Settable>(absent, of('O:BAG:SY'), of('D:NO_ACCESS_CONTROL'), of('D:')),
  },
  {
    weight: 8,
    arbitrary: fc.array(aces, { maxLength: 8 }).map((items) => of(`O:BAG:SYD:${items.join('')}`)),
  },
);

describe.each(names)('what must have access to a %s', (name) => {
  const expectation = kinds[name];

  it('has it after the change, whatever was there', () => {
    fc.assert(fc.property(found, (reading) => expectation.met(expectation.aim(reading))));
  });

  it('has it after one change: a second aims at nothing new', () => {
    fc.assert(
      fc.property(found, (reading) => {
        const once = expectation.aim(reading);
        expect(expectation.aim(once)).toEqual(once);
      }),
    );
  });

  it('leaves the entries of everybody else as they were, letter for letter and in their order', () => {
    const ours = new Set(['S-1-1-0', admins, service, people]);
    const others = (sddl: string): readonly string[] =>
      (aceTexts(sddl) ?? []).filter((text) => !ours.has(parseAce(text).trustee));
    fc.assert(
      fc.property(found, (reading) => {
        fc.pre(reading.state === 'present' && aceTexts(sddlOf(reading)) !== undefined);
        expect(others(sddlOf(expectation.aim(reading)))).toEqual(others(sddlOf(reading)));
      }),
    );
  });

  it('never takes a right that was allowed to those it lets in', () => {
    fc.assert(
      fc.property(found, (reading) => {
        fc.pre(reading.state === 'present' && aceTexts(sddlOf(reading)) !== undefined);
        const allowed = (sddl: string): readonly string[] =>
          (aceTexts(sddl) ?? []).filter((text) => {
            const { type, trustee } = parseAce(text);
            return type === 'A' && [admins, service, people].includes(trustee);
          });
        expect(allowed(sddlOf(expectation.aim(reading)))).toEqual(
          expect.arrayContaining([...allowed(sddlOf(reading))]),
        );
      }),
    );
  });
});

describe('a list', () => {
  it('that already says it keeps its text', () => {
    const reading = of(`D:(A;;FA;;;BA)(A;;0x1f01ff;;;${service})(A;;0x1200a9;;;${people})`);
    expect(kinds.share.met(reading)).toBe(true);
    expect(kinds.share.aim(reading)).toBe(reading);
  });

  it('gets the missing entries at its end and loses those of Everyone, under either name', () => {
    expect(kinds.share.aim(of('D:(A;;0x1200a9;;;WD)(A;;0x1f01ff;;;BA)(A;;0x1200a9;;;S-1-1-0)'))).toEqual(
      of(`D:(A;;0x1f01ff;;;BA)(A;;0x1f01ff;;;${service})(A;;0x1200a9;;;${people})`),
    );
  });

  it('may say more than is asked', () => {
    expect(kinds.share.met(of(`D:(A;;FA;;;BA)(A;;FA;;;${service})(A;;FA;;;${people})`))).toBe(true);
  });

  it('that denies what is to be allowed loses the denial', () => {
    const denied = of(
      `D:(D;;GW;;;${service})(A;;FA;;;BA)(A;;FA;;;${service})(A;;FR;;;${people})(D;;FA;;;BG)`,
    );
    expect(kinds.share.met(denied)).toBe(false);
    expect(aceTexts(sddlOf(kinds.share.aim(denied)))?.[0]).toBe('(A;;FA;;;BA)');
    expect(sddlOf(kinds.share.aim(denied))).toContain('(D;;FA;;;BG)');
  });

  it('keeps what it denies to Everyone: that lets nobody in', () => {
    expect(sddlOf(kinds.share.aim(of('D:(D;;GW;;;WD)(A;;FA;;;WD)')))).toMatch(
      /^D:\(D;;GW;;;WD\)\(A;;0x1f01ff/,
    );
  });

  it('that is not there lets everyone in, and is made', () => {
    expect(kinds.share.met(of('O:BAG:SY'))).toBe(false);
    expect(sddlOf(kinds.share.aim(of('O:BAG:SY')))).toMatch(/^O:BAG:SYD:\(A;;0x1f01ff;;;S-1-5-32-544\)/);
  });

  it('has to hold for what lies inside a folder, in one entry or in the pair that Explorer writes', () => {
    const grant = folderAcl('C:\\A').allows({ full: [admins] });
    expect(grant.met(of('D:(A;OICI;FA;;;BA)'))).toBe(true);
    expect(grant.met(of('D:(A;OICIIO;GA;;;BA)(A;;FA;;;BA)'))).toBe(true);
    expect(grant.met(of('D:(A;;FA;;;BA)'))).toBe(false);
    expect(grant.met(of('D:(A;OICIIO;GA;;;BA)'))).toBe(false);
  });
});

describe('a resource that is not there', () => {
  it('is made open to Administrators and SYSTEM, whoever else is let in', () => {
    const made = registryAcl('HKLM\\SOFTWARE\\Example')
      .allows({ full: ['S-1-5-21-1-2-3-1010'] })
      .aim(absent);
    expect(made).toEqual(
      present({
        sddl: 'D:(A;CI;0xf003f;;;S-1-5-32-544)(A;CI;0xf003f;;;S-1-5-18)(A;CI;0xf003f;;;S-1-5-21-1-2-3-1010)',
      }),
    );
  });

  it('is closed to SYSTEM too where that is what is wanted', () => {
    const shut = registryAcl('HKLM\\SOFTWARE\\Example').allows({ none: ['S-1-5-18'] });
    const made = shut.aim(absent);
    expect(made).toEqual(present({ sddl: 'D:(A;CI;0xf003f;;;S-1-5-32-544)' }));
    expect(shut.met(made)).toBe(true);
  });

  it('is fine where it is a share, and has to be made where it is a key', () => {
    expect(kinds.share.met(absent)).toBe(true);
    expect(kinds.share.aim(absent)).toEqual(absent);
    expect(kinds.key.met(absent)).toBe(false);
    expect(sddlOf(kinds.key.aim(absent))).toContain('(A;CI;0xf003f;;;S-1-5-32-544)');
  });
});
