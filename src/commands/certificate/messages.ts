import { exportNotes, type ExportFormat } from '../../certificates/export/files.js';
import type { Certificate } from '../../certificates/returned/certificate.js';
import type { CertificateVerdict } from '../../certificates/returned/judge.js';
import { escapeText } from '../../terminal/escape.js';
import { columns } from '../../terminal/layout.js';

const titles: Readonly<Record<CertificateVerdict['about'], string>> = {
  key: 'Key',
  name: 'Name',
  date: 'Date',
  chain: 'Chain',
  issuer: 'Issuer',
  purpose: 'Purpose',
  signature: 'Signature',
  'key-manager': 'Key Manager',
  'old-clients': 'Old clients',
  browsers: 'Browsers',
};

const signs: Readonly<Record<CertificateVerdict['sign'], string>> = { right: 'ok', wrong: '!!', note: '--' };

/** What the check found, a line a verdict. @param hint what to do where the server's clock is not known */
export function checkLines(
  { subject, fingerprint }: Certificate,
  verdicts: readonly CertificateVerdict[],
  hint: string | undefined,
  width: number,
): readonly string[] {
  const refused = verdicts.filter(({ sign }) => sign === 'wrong').length;
  return [
    escapeText(`Certificate of ${subject === '' ? 'no subject' : subject}`),
    `SHA-256 ${fingerprint}`,
    '',
    ...columns(
      verdicts.map(({ about, sign, text }) => [signs[sign], titles[about], escapeText(text)]),
      width,
    ),
    ...(hint === undefined ? [] : ['', hint]),
    '',
    refused === 0
      ? 'Nothing that was checked speaks against it.'
      : `Do not install it: ${refused === 1 ? 'one check refuses' : `${refused} checks refuse`} it (!!).`,
  ];
}

/** The same as the document of --json. */
export const checkDocument = (
  file: string,
  { subject, issuer, names, from, to, digest, key, publicKey, fingerprint }: Certificate,
  accepted: boolean,
  verdicts: readonly CertificateVerdict[],
): object => ({
  schema: 'batten/certificate-check/1',
  file,
  accepted,
  subject,
  issuer,
  names,
  validFrom: from.toISOString(),
  validTo: to.toISOString(),
  digest,
  key,
  publicKey: { sha256: publicKey },
  sha256: fingerprint,
  verdicts,
});

/** What an export wrote. */
interface Exported {
  readonly format: ExportFormat;
  readonly files: readonly string[];
  /** How many certificates are in it, its authorities' with it. */
  readonly certificates: number;
}

export const exportLines = ({ format, files, certificates }: Exported): readonly string[] => [
  ...files.map((path) => `Written  ${escapeText(path)}`),
  certificates === 1
    ? 'It holds the certificate alone.'
    : `It goes with ${certificates - 1} of its authorities.`,
  ...exportNotes[format],
];

/** The same as the document of --json. */
export const exportDocument = (exported: Exported): object => ({
  schema: 'batten/certificate-export/1',
  ...exported,
  notes: exportNotes[exported.format],
});

/** What was written, and how it comes to run. @param smtp whether it also takes mail */
export const frontLines = (path: string, name: string, smtp: boolean): readonly string[] => [
  `Written  ${escapeText(path)}`,
  '',
  'What comes next:',
  '  1. Put nginx on a machine beside the server: nginx-light, and libnginx-mod-stream for mail.',
  `  2. As root: nginx -t -c ${escapeText(path)}, then the same without -t.`,
  `  3. From a client: openssl s_client -connect ${name}:443 -servername ${name} -verify_hostname ${name}`,
  '  4. Let the server answer the front alone: front and server speak in clear text.',
  ...(smtp
    ? ["  5. The server sees every SMTP client under the front's address: do not let that address relay."]
    : []),
];
