import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestOrder } from '../../src/certificates/request/create.js';
import type { NewRequest } from '../../src/certificates/request/subject.js';

export const password = 'correct horse battery';
export const made = new Date('2026-11-24T10:15:30.123Z');

export const details: NewRequest = {
  protocol: 'http',
  commonName: 'owa.example.com',
  organization: 'Example Corporation',
  unit: 'Messaging',
  country: 'US',
  state: 'Ohio',
  locality: 'Dayton',
  bits: 1024,
  digest: 'sha256',
};

export const order = (folder: string, changes: Partial<RequestOrder> = {}): RequestOrder => ({
  folder,
  name: 'owa',
  details,
  contact: { contact: 'Pat Example', email: 'postmaster@example.com', phone: '+1 555 0100' },
  password,
  made,
  rounds: 1000,
  ...changes,
});

/** Runs work in a folder of its own, which is removed afterwards. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'batten-csr-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
