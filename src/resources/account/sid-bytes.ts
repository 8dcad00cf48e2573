/** The SID at the beginning of these bytes, and how many it takes (MS-DTYP 2.4.2.2); undefined where there is none. */
export function sidAt(bytes: Uint8Array): { readonly sid: string; readonly length: number } | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view[1] ?? 0;
  const length = 8 + 4 * count;
  if (view[0] !== 1 || count < 1 || count > 15 || view.length < length) return undefined;
  const parts = Array.from({ length: count }, (_, index) => view.readUInt32LE(8 + 4 * index));
  return { sid: `S-1-${view.readUIntBE(2, 6)}-${parts.join('-')}`, length };
}
