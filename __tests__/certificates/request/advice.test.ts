import { describe, expect, it } from '@jest/globals';
import { advise, nextSteps } from '../../../src/certificates/request/advice.js';
import { contact, contactText, protocolIn } from '../../../src/certificates/request/contact.js';
import type { NewRequest } from '../../../src/certificates/request/subject.js';
import { details, made } from '../../support/certificate-orders.js';

const { unit, ...withoutUnit } = details;
const modern: NewRequest = { ...withoutUnit, bits: 2048 };

const codesOf = (changes: Partial<NewRequest>): readonly string[] =>
  advise({ ...modern, ...changes }).map(({ code }) => code);

describe('advice', () => {
  it('says of a modern request only that IIS 4.0 is not known to take it', () => {
    expect(codesOf({})).toEqual(['key-manager-bits', 'key-manager-digest']);
    expect(advise(modern).every(({ text }) => text.startsWith('Unconfirmed'))).toBe(true);
  });

  it.each<[string, Partial<NewRequest>]>([
    ['short-key', { bits: 1024 }],
    ['old-digest', { digest: 'sha1' }],
    ['unit', { unit: unit ?? '' }],
    ['internal-name', { commonName: 'ntex01.corp' }],
    ['internal-name', { alternativeNames: ['ntex01'] }],
    ['mail-service-administrator', { protocol: 'smtp' }],
    ['md5', { digest: 'md5', profile: 'era' }],
    ['no-alternative-name', { profile: 'era' }],
    ['comma', { profile: 'era', organization: 'Example, Inc.' }],
    ['abbreviated-state', { state: 'OH' }],
    ['abbreviated-state', { state: 'Oh.' }],
    ['character-set', { locality: 'Zürich' }],
  ])('warns of %s where %j', (code, changes) => {
    expect(codesOf(changes)).toContain(code);
    expect(codesOf({})).not.toContain(code);
  });

  it('says nothing of a unit to profile era, whose Key Manager demands one', () => {
    expect(codesOf({ profile: 'era', unit: 'IT' })).not.toContain('unit');
  });

  it('offers the two ways on, and the one that Key Manager has', () => {
    const steps = nextSteps(modern, 'owa.req.pem').join('\n');
    expect(steps).toMatch(/owa\.req\.pem[^]*Private authority[^]*Modern front[^]*Key Manager/);
  });
});

describe('the text beside a request', () => {
  const sheet = { name: 'owa', details, contact: {}, publicKey: 'a'.repeat(64), made };

  it('names the protocol so that it can be read again, after an edit in Notepad too', () => {
    const text = contactText({ ...sheet, details: { ...details, protocol: 'imap4' } });
    expect(protocolIn(text)).toBe('imap4');
    expect(protocolIn(text.replace('Phone: -', 'Phone: +1 555 0100').replaceAll('\r\n', '\n'))).toBe('imap4');
    expect(protocolIn(text.replace('Protocol:', 'protocol'))).toBeUndefined();
  });

  it('ends every line as Notepad on NT 4.0 needs it', () => {
    expect(contactText(sheet).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it.each([
    [{ email: 'postmaster@example.com' }, true],
    [{ email: 'post master@example.com' }, false],
    [{ email: 'a@b\nBcc: c@d' }, false],
    [{ phone: '+1 (555) 0100 x12' }, true],
    [{ phone: 'call me' }, false],
    [{ contact: 'Jörg Beispiel' }, true],
    [{ contact: 'Jörg\nProtocol: smtp' }, false],
  ])('with %j: %s', (given, fits) => {
    expect(contact.safeParse(given).success).toBe(fits);
  });
});
