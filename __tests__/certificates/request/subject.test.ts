import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countryCodes } from '../../../src/certificates/request/country-codes.js';
import { isInternalName } from '../../../src/certificates/request/host-name.js';
import { keyName, newRequest, problemOf, requestFields } from '../../../src/certificates/request/subject.js';
import { details } from '../../support/certificate-orders.js';

const problemOfName = (name: string): string | undefined => problemOf(requestFields.commonName, name);

describe('a host name', () => {
  it.each([
    'owa.example.com',
    'OWA.Example.COM',
    'mail',
    '*.example.com',
    'xn--mnchen-3ya.example',
    '3com.example',
    `${'a'.repeat(60)}.com`,
  ])('%s can be asked for', (name) => {
    expect(problemOfName(name)).toBeUndefined();
  });

  it.each([
    ['', 'Give the name'],
    ['https://owa.example.com', 'without http://'],
    ['owa.example.com/exchange', 'without http://'],
    ['owa.example.com:443', 'without http://'],
    ['owa.example.com.', 'dot at the end'],
    ['owa..example.com', 'Two dots'],
    ['.example.com', 'Two dots'],
    ['ntex_01.example.com', 'underscore'],
    ['-owa.example.com', 'hyphen'],
    ['owa-.example.com', 'hyphen'],
    ['owa.*.com', 'whole first label'],
    ['w*.example.com', 'whole first label'],
    ['*', 'whole first label'],
    ['*.com', 'domain of its own'],
    ['10.0.0.5', 'address'],
    ['owa.example.123', 'number'],
    ['ab--cd.example.com', 'international'],
    ['xn--99999999999.example.com', 'international'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    [`${'a'.repeat(64)}.com`, '63 characters'],
    [`${'a'.repeat(61)}.com`, '64 characters'],
    [`${'a.'.repeat(127)}com`, '253 characters'],
  ])('%s is refused with a reason', (name, reason) => {
    expect(problemOfName(name)).toContain(reason);
  });

  it('is internal where no public authority would certify it', () => {
    expect(['mail', 'owa.example.local', 'ntex01.corp', '*.home.arpa'].filter(isInternalName)).toHaveLength(
      4,
    );
    expect(['owa.example.com', '*.example.org', 'local.example.com'].filter(isInternalName)).toEqual([]);
  });
});

describe('a country', () => {
  it('is one of the 249 assigned codes', () => {
    expect(countryCodes.size).toBe(249);
    expect(problemOf(requestFields.country, 'GB')).toBeUndefined();
  });

  it.each([
    ['UK', 'use GB'],
    ['uk', 'use GB'],
    ['us', 'in capitals: US'],
    ['EU', 'ISO 3166-1'],
    ['XX', 'ISO 3166-1'],
    ['USA', 'ISO 3166-1'],
    ['', 'ISO 3166-1'],
  ])('%s is refused with what to write', (code, hint) => {
    expect(problemOf(requestFields.country, code)).toContain(hint);
  });
});

describe('a name in the subject', () => {
  it('has its limit in characters, not in bytes or UTF-16 units', () => {
    expect(problemOf(requestFields.organization, '\u{1F40E}'.repeat(64))).toBeUndefined();
    expect(problemOf(requestFields.organization, '\u{1F40E}'.repeat(65))).toContain('64 characters');
    expect(problemOf(requestFields.locality, 'ü'.repeat(128))).toBeUndefined();
    expect(problemOf(requestFields.locality, 'ü'.repeat(129))).toContain('128 characters');
  });

  it.each([
    '',
    ' ',
    ' Dayton',
    'Dayton ',
    'Day\nton',
    'Day\u001b[31mton',
    'Day\u202eton',
    'Day\ud800ton',
    '\0',
  ])('%j is refused', (text) => {
    expect(problemOf(requestFields.locality, text)).toBeDefined();
  });

  it('never lets a control character through, whatever surrounds it', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 31 }), fc.string(), (before, code, after) => {
        const text = `x${before}${String.fromCharCode(code)}${after}x`;
        expect(problemOf(requestFields.state, text)).toBeDefined();
      }),
    );
  });
});

describe('a request', () => {
  it('may lack the organizational unit and nothing else', () => {
    const lacking = Object.keys(details).filter(
      (member) => !newRequest.safeParse({ ...details, [member]: undefined }).success,
    );
    const { unit, ...rest } = details;
    expect(unit).toBe('Messaging');
    expect(newRequest.safeParse(rest).success).toBe(true);
    expect(lacking.sort()).toEqual(Object.keys(details).sort());
  });

  it.each([512, 1023, 2047, '2048'])('with a key of %j bits is not made', (bits) => {
    expect(newRequest.safeParse({ ...details, bits }).success).toBe(false);
  });
});

describe('the name of a key', () => {
  it.each(['owa', 'OWA-2003', 'mail.example_1', '0'])('%s names files', (name) => {
    expect(problemOf(keyName, name)).toBeUndefined();
  });

  it.each([
    '',
    '.',
    '..',
    '../owa',
    'a/b',
    'a\\b',
    'C:owa',
    'con',
    'Nul.owa',
    'lpt1',
    '-rf',
    'a b',
    'x'.repeat(65),
  ])('%j is refused', (name) => {
    expect(problemOf(keyName, name)).toBeDefined();
  });
});
