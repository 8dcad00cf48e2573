import { tag } from './read.js';

/** DER (X.690) from parts that are DER already. */
export function wrapped(kind: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([kind]), lengthBytes(content.length), content]);
}

export const sequence = (...parts: readonly Buffer[]): Buffer => wrapped(tag.sequence, ...parts);
export const set = (...parts: readonly Buffer[]): Buffer => wrapped(tag.set, ...parts);
export const octets = (bytes: Buffer): Buffer => wrapped(tag.octetString, bytes);
export const nothing = Buffer.from([tag.null, 0]);

/** A whole number from 0 to 2^32 - 1. */
export function integer(value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32BE(value, 1);
  const first = bytes.findIndex((byte, index) => byte !== 0 || index === 4);
  // A leading bit that is set would make it negative.
  return wrapped(tag.integer, bytes.subarray((bytes[first] ?? 0) > 0x7f ? first - 1 : first));
}

/** An object identifier from `1.2.840.113549.1.7.1`. */
export function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return wrapped(tag.objectIdentifier, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(part: number): readonly number[] {
  const groups = [part % 128];
  for (let rest = Math.floor(part / 128); rest > 0; rest = Math.floor(rest / 128)) {
    groups.unshift((rest % 128) + 128);
  }
  return groups;
}

function lengthBytes(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  const used = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([0x80 + used.length]), used]);
}
