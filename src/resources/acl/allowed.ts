import { sidAt } from '../account/sid-bytes.js';

/** What one entry of an access list allows to whom. */
export interface Allowed {
  readonly sid: string;
  readonly mask: number;
}

/** MS-DTYP 2.4.4.1: ACCESS_ALLOWED_ACE_TYPE and ACCESS_DENIED_ACE_TYPE, which have one layout. */
const allows = 0;
const denies = 1;

/** What a self-relative security descriptor allows, entry by entry (MS-DTYP 2.4.6); undefined where the bytes are no whole one, or it has no list. */
export function allowedBy(descriptor: Buffer): readonly Allowed[] | undefined {
  if (descriptor.length < 20 || descriptor[0] !== 1) return undefined;
  const start = descriptor.readUInt32LE(16);
  if (start === 0 || start + 8 > descriptor.length) return undefined;
  const count = descriptor.readUInt16LE(start + 4);
  const found: Allowed[] = [];
  let at = start + 8;
  for (let entry = 0; entry < count; entry++) {
    if (at + 8 > descriptor.length) return undefined;
    const [type, length] = [descriptor[at], descriptor.readUInt16LE(at + 2)];
    const account = sidAt(descriptor.subarray(at + 8, at + length));
    if (length < 8 || at + length > descriptor.length || account === undefined) return undefined;
    if (type !== allows && type !== denies) return undefined;
    if (type === allows) found.push({ sid: account.sid, mask: descriptor.readUInt32LE(at + 4) });
    at += length;
  }
  return found;
}
