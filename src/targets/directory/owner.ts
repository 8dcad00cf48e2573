/**
 * The SID that Assoc-NT-Account holds: bytes, or the same as hexadecimal digits, which is how Exchange gives them (MS-DTYP 2.4.2).
 * Undefined where it is no SID.
 */
export function ownerOf(value: Buffer): string | undefined {
  const text = value.toString('latin1');
  const sid = /^01[0-9a-f]{14,}$/i.test(text) ? Buffer.from(text, 'hex') : value;
  const count = sid[1] ?? 0;
  if (sid[0] !== 1 || count < 1 || count > 15 || sid.length !== 8 + 4 * count) return undefined;
  const parts = Array.from({ length: count }, (_, index) => sid.readUInt32LE(8 + 4 * index));
  return `S-1-${sid.readUIntBE(2, 6)}-${parts.join('-')}`;
}
