import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataError } from '../../src/errors.js';
import { auditCategories, auditingOn, auditPolicy, kind } from '../../src/resources/audit-policy.js';
import { absent, present, type Settable } from '../../src/model/reading.js';

const recorded = fc.record({ success: fc.boolean(), failure: fc.boolean() });
const found = fc.oneof(
  fc.constantFrom<Settable>(absent, present({ value: true })),
  recorded.map<Settable>((value) => present(value)),
);

describe('a category of the audit policy', () => {
  it('is read from a scene entry, auditing as a whole too', () => {
    expect(kind.entry({ category: 'logon', success: false, failure: true, source: 'x' }).reading).toEqual(
      present({ success: false, failure: true }),
    );
    expect(kind.entry({ category: 'enabled', value: false }).reading).toEqual(present({ value: false }));
    expect(() => kind.entry({ category: 'directory', success: true, failure: true })).toThrow(DataError);
  });

  it('meets what it aims at, whatever is found', () => {
    fc.assert(
      fc.property(found, recorded, (reading, wanted) => {
        for (const expectation of [
          auditPolicy('logon').records(wanted),
          auditPolicy('logon').exactly(wanted),
        ])
          expect(expectation.met(expectation.aim(reading))).toBe(true);
      }),
    );
  });

  it('goes on recording what it already did', () => {
    const reading = present({ success: true, failure: false });
    expect(auditPolicy('objectAccess').records({ success: false, failure: true }).aim(reading)).toEqual(
      present({ success: true, failure: true }),
    );
    expect(auditPolicy('objectAccess').exactly({ success: false, failure: true }).aim(reading)).toEqual(
      present({ success: false, failure: true }),
    );
  });

  it('is not met by a reading of another shape', () => {
    expect(
      auditPolicy('logon')
        .records({ success: true, failure: true })
        .met(present({ value: true })),
    ).toBe(false);
    expect(auditingOn().met(present({ success: true, failure: true }))).toBe(false);
  });

  it('is numbered as the LSA numbers it', () => {
    expect(auditCategories).toEqual([
      'system',
      'logon',
      'objectAccess',
      'privilegeUse',
      'detailedTracking',
      'policyChange',
      'accountManagement',
    ]);
  });

  it.each([
    ['accountManagement', { success: true, failure: true }, 'auditpol /sam:all'],
    ['detailedTracking', { success: false, failure: false }, 'auditpol /process:none'],
    ['privilegeUse', { success: false, failure: true }, 'auditpol /privilege:failure'],
  ])('%s is set with the keyword of auditpol', (category, value, command) => {
    expect(kind.change(kind.resource({ category }), present(value)).join('\n')).toContain(command);
  });

  it('by hand is answered in the words of the dialog', () => {
    const category = kind.resource({ category: 'logon' });
    expect(kind.parse(' Both ', category)).toEqual({ value: { success: true, failure: true } });
    expect(kind.parse('on', category)).toEqual({ problem: expect.stringContaining('both') });
    expect(kind.parse('off', kind.resource({ category: 'enabled' }))).toEqual({ value: { value: false } });
    expect(
      kind.change(kind.resource({ category: 'enabled' }), present({ value: false })).join('\n'),
    ).toContain('Do Not Audit');
  });
});
