import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UsageError } from '../../../../src/errors.js';
import {
  accountOf,
  labelOf,
  parseSmbUrl,
  smbAddress,
} from '../../../../src/targets/samba/connection/address.js';

describe('The address of a server on the network', () => {
  it('names domain, user, host and port', () => {
    expect(parseSmbUrl('smb://EXAMPLE;Administrator@10.0.0.5:1139')).toEqual({
      domain: 'EXAMPLE',
      user: 'Administrator',
      host: '10.0.0.5',
      port: 1139,
      url: 'smb://EXAMPLE;Administrator@10.0.0.5:1139',
    });
  });

  it('may leave out the domain and the port, which is then 139', () => {
    const address = parseSmbUrl('SMB://Administrator@NTEX01/');
    expect(address).toMatchObject({ domain: '', port: 139, url: 'smb://Administrator@ntex01' });
    expect(labelOf(address)).toBe('smb://ntex01');
    expect(accountOf(address)).toBe('Administrator');
  });

  it('decodes percent signs, so that a domain or user may hold any printable character', () => {
    const address = parseSmbUrl('smb://B%C3%BCro;mail%40admin@ntex01');
    expect(accountOf(address)).toBe('Büro\\mail@admin');
  });

  it('comes back equal from its own URL, whatever it was built from', () => {
    const printable = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text));
    const parts = fc.record({
      domain: fc.option(printable, { nil: '' }),
      user: printable,
      host: fc.oneof(fc.ipV4(), fc.domain(), fc.constant('EX_01')),
      port: fc.integer({ min: 1, max: 65535 }),
    });
    fc.assert(
      fc.property(parts, (given) => {
        const address = smbAddress(given);
        expect(address).toMatchObject({ ...given, host: given.host.toLowerCase() });
        expect(parseSmbUrl(address.url)).toEqual(address);
      }),
    );
  });

  it.each(['smb://Administrator:hunter2@ntex01', 'smb://EXAMPLE;Administrator:hun@ter2@ntex01'])(
    'refuses a password in %s, says where it belongs and does not repeat it',
    (url) => {
      const error = failure(() => parseSmbUrl(url));
      expect(error).toBeInstanceOf(UsageError);
      expect(error.message).toContain('--password-file');
      expect(error.message).not.toContain('ter2');
    },
  );

  it.each([
    ['no user', 'smb://ntex01', 'user is missing'],
    ['an empty user', 'smb://EXAMPLE;@ntex01', 'user is missing'],
    ['no host', 'smb://Administrator@', 'host is a name'],
    ['an option for a host', 'smb://Administrator@-lsa', 'host is a name'],
    ['a binding string for a host', 'smb://Administrator@a[sign]', 'host is a name'],
    ['a path behind the host', 'smb://Administrator@ntex01/C$', 'host is a name'],
    ['port 0', 'smb://Administrator@ntex01:0', 'port'],
    ['a port beyond 65535', 'smb://Administrator@ntex01:70000', 'port'],
    ['two domains', 'smb://A;B;C@ntex01', 'semicolon'],
    ['half a percent code', 'smb://A%4@ntex01', '%'],
    ['a line end in the user', 'smb://A%0AB@ntex01', 'printable'],
    ['a right-to-left override in the user', 'smb://A%E2%80%AEB@ntex01', 'printable'],
    ['another scheme', 'http://Administrator@ntex01', 'user is missing'],
  ])('refuses %s and names the expected form', (_, url, what) => {
    const error = failure(() => parseSmbUrl(url));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain(what);
    expect(error.message).toContain('smb://[DOMAIN;]user@host[:port]');
  });
});

function failure(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('It was accepted.');
}
