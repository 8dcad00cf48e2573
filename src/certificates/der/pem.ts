import { DataError } from '../../errors.js';

/**
 * The bytes of the one block with this label (RFC 7468); text before and after it is allowed, as Key Manager and
 * OpenSSL write it. @throws DataError where there is none, or more than one
 */
export function pemBytes(text: string, label: string): Buffer {
  const blocks = [
    ...text.matchAll(/-----BEGIN ([A-Z ]{1,40})-----([A-Za-z0-9+/=\s]*)-----END \1-----/g),
  ].filter((block) => block[1] === label || block[1] === `NEW ${label}`);
  const [block, ...more] = blocks;
  if (block === undefined) throw new DataError(`There is no block ${label}, or it is damaged.`);
  if (more.length > 0) throw new DataError(`There is more than one block ${label}.`);
  return Buffer.from((block[2] ?? '').replace(/\s/g, ''), 'base64');
}

/** A block in 64 columns with CRLF, which Notepad on NT 4.0 needs and every other reader takes. */
export function toPem(bytes: Buffer, label: string): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\r\n');
}
