import { describe, expect, it } from '@jest/globals';
import { certificateInstallStep as install } from '../../steps/security-changes/web/certificate-install.js';
import { certificateRequestStep as request } from '../../steps/security-changes/web/certificate-request.js';
import { requireSslStep as requireSsl } from '../../steps/security-changes/web/require-ssl.js';
import { memberServer } from '../support/facts.js';

const expected = install.expects({}, memberServer).map(({ resource, words }) => `${resource.key} ${words}`);

describe('certificate-request', () => {
  it('says what a request of Key Manager lacks for an authority', () => {
    expect(request.mayBreak.join('\n')).toMatch(/no alternative name.*MD5.*tell the authority/);
  });

  it('refuses a request that is not for the name that users type, unless another name of it is', () => {
    const given = {
      organization: 'Example',
      country: 'US',
      state: 'Ohio',
      locality: 'Dayton',
      fqdn: 'ntex01.example.com',
      owaName: 'owa.example.com',
    };
    expect(() => request.parseOptions(given)).toThrow(/at fqdn: Users type owa\.example\.com/);
    expect(request.parseOptions({ ...given, alternativeNames: ['owa.example.com'] })).toMatchObject(given);
    expect(request.parseOptions({ ...given, protocol: 'imap4' })).toMatchObject(given);
  });

  it('says that neither a long key nor SHA-256 is known to work on IIS 4.0', () => {
    expect(request.unconfirmed?.[0]).toMatch(/more than 1024 bits.*SHA-256/);
    expect(install.unconfirmed?.join('\n')).toMatch(/a public authority gives no others today/);
  });
});

describe('certificate-install', () => {
  it('wants the pending key saved before anything else, since a wrong certificate spoils it', () => {
    expect(expected[0]).toMatch(/^attestation:key-backup .*Export Key, Backup File/);
    expect(install.mayBreak[0]).toMatch(/spoils the pending key.*Q171084/);
  });

  it.each(['999.1.1.1', '192.0.2.256', '192.0.2', '192.0.02.5', '1.2.3.4.5', 'owa', ''])(
    'does not bind to %j, which keeps the site from starting',
    (given) => {
      expect(() => install.parseOptions({ addresses: [given] })).toThrow(/four numbers from 0 to 255/);
    },
  );

  it('binds to each address once', () => {
    const addresses = ['192.0.2.25', '192.0.2.26'];
    expect(install.parseOptions({ addresses })).toMatchObject({ addresses });
    expect(() => install.parseOptions({ addresses: ['192.0.2.25', '192.0.2.25'] })).toThrow(
      /each address once/,
    );
  });

  it('goes through the operations of the article in their order, the certificate checked before it is installed', () => {
    const places = expected.map((line) => line.split(' ', 1)[0]);
    expect(places).toEqual([
      'attestation:key-backup',
      'attestation:certificate-checked',
      'attestation:certificate-installed',
      expect.stringMatching(/^metabase-value:/),
      'attestation:certificate-committed',
    ]);
  });

  it('is tried with an old browser, because nothing of today shares a cipher with IIS 4.0', () => {
    expect(expected.at(-1)).toMatch(/^attestation:certificate-committed .*an old browser opens the site/);
    expect(requireSsl.mayBreak.join('\n')).toMatch(/No current browser or program speaks the SSL.*Q245030/);
  });
});
