import { z } from 'zod';
import { attestation } from '../../../src/resources/attestation.js';
import { metabaseValue } from '../../../src/resources/metabase-value.js';
import { siteMarks, siteNode, webSite, wrongSite } from './web-site.js';
import { defineRoleStep } from '../../role-step.js';

/** The form in which IIS keeps it: a longer or shorter spelling would be another binding. */
const address = z.ipv4('an address has four numbers from 0 to 255 with dots between, such as 192.0.2.25');

export const certificateInstallStep = defineRoleStep('outlook-web-access', {
  id: 'certificate-install',
  stage: 'security-changes',
  section: 'Web and SSL',
  covers: ['C-07', 'C-08', 'C-09'],
  line: 59,
  title: 'Install the certificate and bind its key',
  why:
    'A certificate works once it is joined to its key in Key Manager, committed, and bound to the address and port on which ' +
    'the site listens for SSL (Q228991, Q248497).',
  mayBreak: [
    'A wrong or damaged certificate spoils the pending key for good: export a backup of the key first (Q171084, Q186796).',
    'Key Manager takes base64 text only; DER gives error 80093005, a PFX file shows as a wrong password (Q269290, Q278602).',
    'A certificate bound to one address and port is not found any more once the site moves to another (Q185496).',
    'Host headers do not work with SSL: the site needs an address and port of its own (Q187504).',
    'A malformed binding keeps the site from starting; the event log shows W3SVC events 113 and 115 (Q248497).',
  ],
  sources: [
    ...['Q228991', 'Q248497', 'Q171084', 'Q186796', 'Q269290', 'Q278602', 'Q185496', 'Q187504'],
    'Q197306',
  ],
  reversibility: 'guided',
  effect: { restart: ['IISADMIN', 'W3SVC'] },
  needs: ['iis-lockdown'],
  after: ['certificate-request'],
  instructions: {
    title: 'Operations 7 to 11 of the article, on the server:',
    first: 7,
    lines: [
      'Hand the request to an authority. Save what comes back as a .cer file of base64 text, and let batten certificate check look at it with the request before it goes near the server.',
      'Run keyring.exe. Under WWW right-click the key that is struck through in red, choose Install Key Certificate, then the .cer file.',
      'Type the password that the key was made with. A certificate of another key is refused here as a wrong password (Q186796).',
      'On Server Bindings choose the addresses that this key serves, or Any Unassigned. Batten reads and sets them as SecureBindings.',
      'Choose Computers, Commit Changes Now, and restart IISADMIN and W3SVC (Q197306).',
    ],
  },
  unconfirmed: [
    'Key Manager installs certificates for requests that it made itself; whether it can import a key made elsewhere is not proven.',
    'IIS 4.0 is not known to take keys of more than 1024 bits or certificates signed with SHA-256; a public authority gives no others today.',
  ],
  options: z.strictObject({
    webSite,
    addresses: z
      .array(address)
      .refine((given) => new Set(given).size === given.length, 'each address once')
      .default([])
      .describe('Addresses that answer with this key; none means any that is not assigned'),
    port: z.int().min(1).max(65535).default(443).describe('Port for SSL'),
  }),
  expects: ({ webSite: site, addresses, port }) => [
    attestation('key-backup').attested(
      'Before the certificate was installed, the pending key was saved in Key Manager with Key, Export Key, Backup File, and the file is kept where no stranger reads it.',
    ),
    attestation('certificate-checked').attested(
      'Operation 7 of the article: the request went to an authority, and batten certificate check, given what came back and the request, refused nothing.',
    ),
    attestation('certificate-installed').attested(
      'Operations 8 and 9: in Key Manager (keyring.exe), under WWW, the key with the red line was right-clicked, Install Key Certificate and the ' +
        'certificate file were chosen, and the password of the key was typed; the red line is gone.',
    ),
    // Address, port, colon on both sides; no address means any that is not assigned (Q248497)
    ...(addresses.length === 0 ? [''] : addresses).map((one) =>
      metabaseValue(siteNode(site), 'SecureBindings').includes(`${one}:${port}:`),
    ),
    attestation('certificate-committed').attested(
      'Operations 10 and 11: Server Bindings in Key Manager shows the intended addresses and port, Computers, Commit Changes Now was chosen, ' +
        'IISADMIN and W3SVC were restarted, and an old browser opens the site with https without a warning.',
    ),
  ],
  observes: ({ webSite: site }) => siteMarks(site),
  objections(found, { webSite: site }, facts) {
    const reason = wrongSite(found, site, facts);
    const { resource } = metabaseValue(siteNode(site), 'SecureBindings');
    return reason === undefined ? [] : [{ resource, reason }];
  },
});
