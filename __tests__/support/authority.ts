import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs OpenSSL quietly and gives what it printed. */
export const openssl = (...args: readonly string[]): string =>
  execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

export interface Authority {
  readonly certificate: string;
  /** Signs a request; the path of the certificate. `dates` as `YYYYMMDDhhmmssZ`. */
  sign(request: string, name: string, how?: Signing): string;
}

export interface Signing {
  readonly names?: readonly string[];
  readonly days?: number;
  readonly extensions?: readonly string[];
  readonly digest?: 'md5' | 'sha1' | 'sha256';
}

/** A certification authority made with OpenSSL in a folder. */
export function authority(folder: string, subject = '/O=Example/CN=Example CA', name = 'ca'): Authority {
  const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate],
    ...['-days', '3650', '-subj', subject, '-addext', 'keyUsage=critical,keyCertSign'],
  );
  return {
    certificate,
    sign(
      request,
      file,
      { names = ['owa.example.com'], days = 190, extensions = [], digest = 'sha256' } = {},
    ) {
      const [settings, out] = [join(folder, `${file}.ext`), join(folder, `${file}.cer`)];
      const san = names.length === 0 ? [] : [`subjectAltName=${names.map((one) => `DNS:${one}`).join(',')}`];
      writeFileSync(settings, [...san, ...extensions, ''].join('\n'));
      openssl(
        ...['x509', '-req', '-in', request, '-CA', certificate, '-CAkey', key, '-CAcreateserial'],
        ...['-days', String(days), `-${digest}`, '-extfile', settings, '-out', out],
      );
      return out;
    },
  };
}

/** A key and a request by OpenSSL alone. */
export function requestOf(folder: string, name: string, bits = 1024): { key: string; request: string } {
  const [key, request] = [join(folder, `${name}.key.pem`), join(folder, `${name}.req.pem`)];
  openssl(
    ...['req', '-new', '-newkey', `rsa:${bits}`, '-nodes', '-keyout', key, '-out', request],
    ...['-subj', '/C=US/O=Example/CN=owa.example.com'],
  );
  return { key, request };
}

/** One file in the four forms in which authorities send it. */
export function formsOf(
  folder: string,
  certificate: string,
  issuer: string,
): Readonly<Record<string, Buffer>> {
  const as = (name: string, ...args: readonly string[]): Buffer => {
    const out = join(folder, name);
    openssl(...args, '-out', out);
    return readFileSync(out);
  };
  const both = ['-nocrl', '-certfile', certificate, '-certfile', issuer];
  return {
    pem: readFileSync(certificate),
    der: as('one.der', 'x509', '-in', certificate, '-outform', 'DER'),
    'PKCS#7': as('both.p7b', 'crl2pkcs7', ...both, '-outform', 'DER'),
    'PKCS#7 in PEM': as('both.p7.pem', 'crl2pkcs7', ...both),
  };
}
