import { sidAt } from '../../resources/account/sid-bytes.js';

/**
 * The SID that Assoc-NT-Account holds: bytes, or the same as hexadecimal digits, which is how Exchange gives them.
 * Undefined where it is no SID.
 */
export function ownerOf(value: Buffer): string | undefined {
  const text = value.toString('latin1');
  const bytes = /^01[0-9a-f]{14,}$/i.test(text) ? Buffer.from(text, 'hex') : value;
  const found = sidAt(bytes);
  return found?.length === bytes.length ? found.sid : undefined;
}
