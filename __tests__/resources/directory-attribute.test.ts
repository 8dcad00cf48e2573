import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataError } from '../../src/errors.js';
import { directoryAttribute, kind } from '../../src/resources/directory-attribute.js';
import { absent, present, type Settable } from '../../src/model/reading.js';

const site = 'cn=POP3,cn=Protocols,cn=Configuration,ou=HQ,o=Example';
const server = 'cn=POP3,cn=Protocols,cn=NTEX01,cn=Servers,cn=Configuration,ou=HQ,o=Example';
const mta = 'cn=Microsoft MTA,cn=NTEX01,cn=Servers,cn=Configuration,ou=HQ,o=Example';
const enabled = directoryAttribute(site, 'Enabled-Protocol-Cfg');
const limit = directoryAttribute(mta, 'Deliv-Cont-Length');
const values = (...all: string[]): Settable => present({ values: all });

describe('a directory attribute', () => {
  it('is read from a scene entry', () => {
    const { resource, reading } = kind.entry({
      dn: site,
      attribute: 'Enabled-Protocol-Cfg',
      values: ['TRUE'],
      source: 'Q193703',
    });
    expect(resource.key).toBe(enabled.resource.key);
    expect(kind.show(reading)).toBe('TRUE');
  });

  it('is the same in any case and with blanks after commas', () => {
    const spelled = directoryAttribute(site.toUpperCase().replaceAll(',', ', '), 'ENABLED-protocol-cfg');
    expect(spelled.resource.key).toBe(enabled.resource.key);
  });

  it('keeps values in no order and writes truth in capitals', () => {
    expect(kind.equal(values('Basic', 'NTLM'), values('NTLM', 'Basic'))).toBe(true);
    expect(kind.equal(values('true'), values('TRUE'))).toBe(true);
    expect(kind.equal(values('Basic'), values('basic'))).toBe(false);
  });

  it.each(['POP3', 'cn=a)(x=*,o="b"', 'dc=example', 'cn=,o=Example', ''])('refuses the name %j', (dn) => {
    expect(() => directoryAttribute(dn, 'rdn')).toThrow(DataError);
  });

  it('without values is absent, and no reading says otherwise', () => {
    expect(() => kind.entry({ dn: site, attribute: 'rdn', values: [] })).toThrow(DataError);
  });
});

describe('a switch', () => {
  it('is off only where FALSE is written; absent counts as on', () => {
    expect(enabled.isFalse().met(values('false'))).toBe(true);
    expect(enabled.isFalse().met(values('TRUE'))).toBe(false);
    expect(enabled.isFalse().met(absent)).toBe(false);
    expect(enabled.isFalse().met(values('FALSE', 'TRUE'))).toBe(false);
  });

  it('goes on again', () => {
    expect(enabled.isTrue().aim(values('FALSE'))).toEqual(values('TRUE'));
  });
});

describe('a limit', () => {
  it('lowers a higher one, sets one where there is none, and leaves a lower one', () => {
    expect(limit.limitedTo(20480).aim(values('99999'))).toEqual(values('20480'));
    expect(limit.limitedTo(20480).aim(absent)).toEqual(values('20480'));
    expect(limit.limitedTo(20480).aim(values('5120'))).toEqual(values('5120'));
  });

  it('takes a 0 for what it is, a limit that nothing passes, and never writes it', () => {
    expect(limit.limitedTo(20480).met(values('0'))).toBe(false);
    expect(limit.limitedTo(20480).aim(values('0'))).toEqual(values('20480'));
  });

  it('always meets its own aim, whatever stands there', () => {
    const found = fc.oneof(
      fc.constant(absent),
      fc
        .array(fc.oneof(fc.string(), fc.integer().map(String)), { minLength: 1 })
        .map((all) => values(...all)),
    );
    fc.assert(
      fc.property(found, fc.integer({ min: 1, max: 9_999_999 }), (reading, wanted) => {
        const all = [limit.limitedTo(wanted), enabled.isFalse(), enabled.isTrue()];
        return all.every((expectation) => expectation.met(expectation.aim(reading)));
      }),
    );
  });
});

describe('by hand', () => {
  it('finds the page of a site and of a server', () => {
    expect(kind.change(enabled.resource, values('FALSE'))).toEqual([
      '1. Start Exchange Administrator, open the site and, one below the other, Configuration, Protocols, POP3 (Mail) Site Defaults.',
      '2. Select it and choose File, Properties, page General.',
      '3. Clear Enable protocol and choose OK.',
      '4. Open it once more: it stands so. Cancel.',
    ]);
    const own = directoryAttribute(server, 'Use-Site-Values').resource;
    expect(kind.change(own, values('TRUE')).join('\n')).toMatch(
      /Configuration, Servers, NTEX01, Protocols, POP3 \(Mail\) Settings[^]*page General[^]*Tick Use site defaults for all properties/,
    );
  });

  it('takes a limit back with No limit, never with 0', () => {
    const lines = kind.change(limit.resource, absent).join('\n');
    expect(lines).toMatch(/Message Transfer Agent[^]*choose No limit/);
    expect(lines).not.toContain('type');
    expect(kind.change(limit.resource, values('20480')).join('\n')).toContain('Maximum (K) and type 20480');
  });

  it('goes to raw mode for what no page shows', () => {
    const hidden = directoryAttribute(site, 'Require-SSL').resource;
    const lines = kind.look(hidden).join('\n');
    expect(lines).toMatch(/admin\.exe \/r[^]*\/o=Example\/ou=HQ\/cn=Configuration\/cn=Protocols\/cn=POP3/);
  });

  it('takes TRUE and FALSE for a switch and nothing else', () => {
    expect(kind.parse(' true ', enabled.resource)).toEqual({ value: { values: ['TRUE'] } });
    expect(kind.parse('off', enabled.resource)).toEqual({ problem: 'Answer TRUE or FALSE.' });
    expect(kind.parse('Basic | NTLM', limit.resource)).toEqual({ value: { values: ['Basic', 'NTLM'] } });
    expect(kind.parse('', limit.resource)).toEqual({ problem: expect.stringContaining('not there') });
  });
});
