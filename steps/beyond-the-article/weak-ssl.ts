import { z } from 'zod';
import { defineStep } from '../../src/model/step.js';
import type { Expectation } from '../../src/model/expectation.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';
import { schannel, schannelBuild } from '../security-changes/web/schannel.js';

const schannelKey = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL';

const weakProtocols = ['PCT 1.0', 'SSL 2.0'];

// Each is one key, slash included (Q245030). RC4 128/128 and Triple DES 168/168 are what remains.
const weakCiphers = [
  ...['RC2 128/128', 'RC4 64/128', 'RC4 56/128', 'RC2 56/128', 'DES 56/56', 'RC4 40/128', 'RC2 40/128'],
  'NULL',
];

export const weakSslStep = defineStep({
  id: 'weak-ssl',
  stage: 'beyond-the-article',
  section: 'SSL',
  covers: [],
  title: 'Refuse SSL 2.0, PCT 1.0 and weak ciphers',
  why:
    'A client may talk a server down to a protocol that is broken, or to a cipher of 40 bits. Turned off under SCHANNEL they can no longer be ' +
    'chosen; SSL 3.0 and TLS 1.0 stay (Q187498, Q245030).',
  mayBreak: [
    'Clients that speak nothing newer than SSL 2.0 or PCT 1.0 are refused by IIS and by the LDAP, IMAP4, POP3, NNTP and SMTP of Exchange alike (Q245030).',
    'Without the weak ciphers export browsers are refused, and Internet Explorer on this server no longer reaches sites that have nothing else (Q245030).',
    'With the 40 or 56 bit schannel.dll nothing would be left without the weak ciphers: all SSL of the machine would end (Q245030).',
  ],
  sources: ['Q187498', 'Q245030', 'Q176820'],
  reversibility: 'automatic',
  effect: 'reboot',
  after: ['certificate-install', 'require-ssl'],
  unconfirmed: [
    'NT makes the keys of both protocols itself. Where one is missing Batten creates it, and whether schannel then heeds it is not documented.',
  ],
  options: z.strictObject({
    weakCiphers: z
      .boolean()
      .default(false)
      .describe('Turn off weak ciphers too; needs the 128 bit schannel.dll'),
  }),
  expects: ({ weakCiphers: ciphersToo }) => [
    ...weakProtocols.map((name) => protocolOff(name)),
    ...(ciphersToo ? weakCiphers.map((name) => cipherOff(name)) : []),
  ],
  observes: ({ weakCiphers: ciphersToo }) => (ciphersToo ? [schannel] : []),
  objections: (found, { weakCiphers: ciphersToo }) =>
    ciphersToo && schannelBuild(found) !== 'strong'
      ? weakCiphers.map((name) => ({
          resource: cipherOff(name).resource,
          reason:
            'schannel.dll is not known to be the 128 bit build, and without it no cipher would be left (Q245030). Install the high ' +
            'encryption build of the service pack, or set weakCiphers to false.',
        }))
      : [],
});

/** One article wants four bytes, the other a number: both read as 0. NT 4.0 has the bytes (Q187498). */
const protocolOff = (name: string): Expectation => ({
  ...registryValue(`${schannelKey}\\Protocols\\${name}\\Server`, 'Enabled').oneOf([
    { type: 'REG_BINARY', bytes: '00000000' },
    dword(0),
  ]),
  words: 'is 0, as REG_BINARY or REG_DWORD',
});

const cipherOff = (name: string): Expectation =>
  registryValue(`${schannelKey}\\Ciphers\\${name}`, 'Enabled').exactly(dword(0));
