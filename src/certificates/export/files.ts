import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { isRoot, type Certificate } from '../returned/certificate.js';
import { netKey } from './net-key.js';
import { pkcs12 } from './pkcs12.js';
import { certificatePem } from '../returned/read.js';
import type { NewFile } from '../../files/write-new-files.js';

/** Where a key and its certificate go. */
export const exportFormats = ['key-manager', 'pkcs12', 'pkcs12-old', 'proxy'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportOrder {
  readonly format: ExportFormat;
  readonly key: KeyObject;
  /** The server's certificate first, then the authorities' as far as they are known. */
  readonly chain: readonly Certificate[];
  readonly folder: string;
  readonly name: string;
  /** For all but `proxy`; ASCII for `key-manager`. */
  readonly password: string;
}

/** What each kind of file is, for who holds it. */
export const exportNotes: Readonly<Record<ExportFormat, readonly string[]>> = {
  'key-manager': [
    'In Key Manager: WWW, Key, Import Key, KeySet; the .net file is the key pair, the .cer file the certificate (Q159001).',
    'The .net file protects its key next to not at all: keep it offline, and delete it after the import.',
    'Unconfirmed: whether Key Manager of IIS 4.0 takes a key made elsewhere, or one of more than 1024 bits.',
  ],
  pkcs12: [
    'AES-256, PBKDF2 and SHA-256: for OpenSSL 1.1, Windows Server 2019 and later. Key Manager takes no PFX (Q278602).',
  ],
  'pkcs12-old': [
    'RC2, 3DES and SHA-1, for old programs alone: keep the file offline. Key Manager takes no PFX (Q278602).',
  ],
  proxy: [
    'The key is not encrypted, so that the proxy can start by itself: only its owner can read the file.',
  ],
};

/** The files of an export, not yet written. @throws DataError where the format cannot hold such a key */
export async function exportFiles(order: ExportOrder): Promise<readonly NewFile[]> {
  const { format, key, chain, folder, name, password } = order;
  const at = (ending: string): string => join(folder, `${name}${ending}`);
  const [own] = chain;
  switch (format) {
    case 'key-manager':
      return [
        { path: at('.net'), text: netKey(key, password) },
        { path: at('.cer'), text: own === undefined ? '' : certificatePem(own) },
      ];
    case 'pkcs12':
    case 'pkcs12-old': {
      const content = { key, certificates: chain.map(({ der }) => der), friendlyName: name };
      const old = format === 'pkcs12-old';
      const store = await pkcs12(content, old ? 'old' : 'new', password);
      return [{ path: at(old ? '.old.pfx' : '.pfx'), text: store }];
    }
    case 'proxy': {
      // Clients have the root already; sending it is a waste (RFC 8446, 4.4.2).
      const sent = chain.filter((one, index) => index === 0 || !isRoot(one));
      const pem = key.export({ type: 'pkcs8', format: 'pem' });
      return [
        { path: at('.proxy-key.pem'), text: pem },
        { path: at('.chain.pem'), text: sent.map(certificatePem).join('').replaceAll('\r\n', '\n') },
      ];
    }
  }
}
