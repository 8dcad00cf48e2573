/** What an account may do. */
export interface Grant {
  readonly sid: string;
  readonly mask: number;
  /** An entry that denies. Default: it allows. */
  readonly denies?: boolean;
}

/** A self-relative security descriptor with these entries, owned by Administrators, as Windows lays it out (MS-DTYP 2.4.6). */
export function securityDescriptor(grants: readonly Grant[]): Buffer {
  const entries = grants.map(({ sid, mask, denies = false }) => {
    const account = sidBytes(sid);
    const head = Buffer.alloc(8);
    head.writeUInt8(denies ? 1 : 0, 0);
    head.writeUInt8(2, 1);
    head.writeUInt16LE(8 + account.length, 2);
    head.writeUInt32LE(mask, 4);
    return Buffer.concat([head, account]);
  });
  const owner = sidBytes('S-1-5-32-544');
  const head = Buffer.alloc(20);
  head.writeUInt8(1, 0);
  head.writeUInt16LE(0x8004, 2);
  head.writeUInt32LE(head.length, 4);
  head.writeUInt32LE(head.length + owner.length, 16);
  const list = Buffer.alloc(8);
  list.writeUInt8(2, 0);
  list.writeUInt16LE(8 + Buffer.concat(entries).length, 2);
  list.writeUInt16LE(entries.length, 4);
  return Buffer.concat([head, owner, list, ...entries]);
}

function sidBytes(sid: string): Buffer {
  const [authority = 0, ...parts] = sid.split('-').slice(2).map(Number);
  const bytes = Buffer.alloc(8 + 4 * parts.length);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt8(parts.length, 1);
  bytes.writeUIntBE(authority, 2, 6);
  for (const [index, part] of parts.entries()) bytes.writeUInt32LE(part, 8 + 4 * index);
  return bytes;
}
