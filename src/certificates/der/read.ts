import { DataError } from '../../errors.js';

/** One element of DER (X.690). `whole` is its exact bytes, so that a signature is checked over what was sent. */
export interface Element {
  readonly tag: number;
  readonly content: Buffer;
  readonly whole: Buffer;
}

/** Tags that requests and keys use. */
export const tag = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  t61String: 0x14,
  ia5String: 0x16,
  sequence: 0x30,
  set: 0x31,
  attributes: 0xa0,
} as const;

/** Reads bytes that are one element and nothing else. @throws DataError */
export function element(bytes: Buffer, expected?: number): Element {
  const [first, ...more] = elements(bytes);
  if (first === undefined || more.length > 0) throw new DataError('The data is not one DER element.');
  return expected === undefined ? first : as(first, expected);
}

/** The elements inside one, or side by side in bytes. @throws DataError */
export function elements(bytes: Buffer): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const next = elementAt(bytes, at);
    found.push(next);
    at += next.whole.length;
  }
  return found;
}

/** The element, if it has the tag. @throws DataError */
export function as(found: Element | undefined, expected: number): Element {
  if (found?.tag === expected) return found;
  throw new DataError(
    `The data has ${found === undefined ? 'nothing' : `tag ${found.tag}`} where tag ${expected} belongs.`,
  );
}

/** `1.2.840.113549.1.1.11`, from the content of an object identifier. */
export function oid(found: Element | undefined): string {
  const parts: bigint[] = [];
  let part = 0n;
  for (const byte of as(found, tag.objectIdentifier).content.subarray(0, 64)) {
    part = (part << 7n) | BigInt(byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    parts.push(part);
    part = 0n;
  }
  const [first = 0n, ...rest] = parts;
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
}

function elementAt(bytes: Buffer, at: number): Element {
  const kind = bytes[at] ?? 0;
  const short = bytes[at + 1];
  if ((kind & 0x1f) === 0x1f || short === undefined || short === 0x80) {
    throw new DataError('The data is not DER, or it is cut off.');
  }
  const lengthBytes = short < 0x80 ? 0 : short & 0x7f;
  const start = at + 2 + lengthBytes;
  if (lengthBytes > 4 || start > bytes.length) throw new DataError('The data is not DER, or it is cut off.');
  const length = lengthBytes === 0 ? short : bytes.readUIntBE(at + 2, lengthBytes);
  if (start + length > bytes.length) throw new DataError('The data is not DER, or it is cut off.');
  return {
    tag: kind,
    content: bytes.subarray(start, start + length),
    whole: bytes.subarray(at, start + length),
  };
}
