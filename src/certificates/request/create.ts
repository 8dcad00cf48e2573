import { defined } from '../../defined.js';
import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { WorkstationError } from '../../errors.js';
import { buildRequest } from './build.js';
import { compareRequests, type Succession } from './compare.js';
import { contactText, type Contact } from './contact.js';
import { encryptPrivateKey, fingerprintOfKey } from '../key/encryption.js';
import { keyManagerText } from './key-manager-text.js';
import { generateKeyPair, pairOf, privateKeyBytes } from '../key/pair.js';
import { readRequest } from './read.js';
import { readRequestFiles, requestFiles, type RequestFiles } from './files.js';
import { alternativeNamesOf, newRequest, type FoundRequest, type NewRequest } from './subject.js';
import { writeNewFiles } from '../../files/write-new-files.js';

export interface RequestOrder {
  readonly folder: string;
  /** The key's name; the files are called after it. */
  readonly name: string;
  readonly details: NewRequest;
  readonly contact: Contact;
  readonly password: string;
  readonly made: Date;
  /** A key that is there already; its size stands in the details. Without it one is made. */
  readonly key?: KeyObject;
  /** The earlier request of this name, for the text beside the new one. */
  readonly earlier?: FoundRequest;
  /** Of the derivation of the key that encrypts the private key; by default as many as `encryptPrivateKey` takes. */
  readonly rounds?: number | undefined;
}

export interface CreatedRequest {
  readonly files: RequestFiles;
  /** SHA-256 of the SubjectPublicKeyInfo in hexadecimal. */
  readonly publicKey: string;
  /** How it stands to the earlier request of this name; undefined where there was none. */
  readonly succession?: Succession;
}

/**
 * Makes a key pair and a request and writes both with the contact data: all three files or none. What was written is
 * read back from disk and checked, since a request that is right in memory can still be wrong in its file.
 * @throws UsageError where a file exists already, WorkstationError where one cannot be written or reads back wrong
 */
export async function createRequest(order: RequestOrder): Promise<CreatedRequest> {
  const folder = resolve(order.folder);
  const { name, password, contact, made, earlier } = order;
  const details = newRequest.parse(order.details);
  const files = requestFiles(folder, name);
  const pair = order.key === undefined ? await generateKeyPair(details.bits) : pairOf(order.key);
  const request = buildRequest(details, pair);
  const { publicKey } = readRequest(request);
  const succession = earlier && compareRequests(earlier, { ...details, publicKey });
  const sheet = { name, details, contact, publicKey, made, ...defined({ succession }) };
  const takeBack = await writeNewFiles(folder, [
    { path: files.key, text: await encrypted(privateKeyBytes(pair), password, order.rounds) },
    { path: files.contact, text: contactText(sheet) },
    {
      path: files.request,
      text: details.profile === 'era' ? keyManagerText(details, contact) + request : request,
    },
  ]);
  try {
    await checkWritten(order, publicKey, files);
  } catch (error) {
    await takeBack();
    throw error;
  }
  return { files, publicKey, ...defined({ succession }) };
}

/**
 * Reads the files of a request back and compares them with what was asked for.
 * @throws WorkstationError that says what is wrong
 */
export async function checkWritten(
  { folder, name, details, password }: Pick<RequestOrder, 'folder' | 'name' | 'details' | 'password'>,
  publicKey: string,
  files: RequestFiles,
): Promise<void> {
  const fail = (what: string): never => {
    throw new WorkstationError(
      `The request ${name} reads back wrong: ${what} It was taken back; check the disk.`,
    );
  };
  const found = await readRequestFiles(resolve(folder), name);
  if (found.state !== 'present') return fail(found.state === 'absent' ? 'it is not there.' : found.reason);
  if (found.value.publicKey !== publicKey) fail('it holds another public key.');
  for (const { what } of compareRequests({ ...details, publicKey }, found.value).differences) {
    fail(`its ${what} is not what was asked for.`);
  }
  const { alternativeNames } = readRequest(await readFile(files.request, 'utf8'));
  if (alternativeNames.join() !== alternativeNamesOf(details).join()) {
    fail('its alternative names are not what was asked for.');
  }
  const opened = fingerprintOfKey(await readFile(files.key, 'utf8'), password);
  if (opened === undefined) fail('the password does not open the key.');
  if (opened !== publicKey) fail('the key is not that of the request.');
}

async function encrypted(pkcs8: Buffer, password: string, rounds?: number): Promise<string> {
  try {
    return await encryptPrivateKey(pkcs8, password, rounds);
  } finally {
    pkcs8.fill(0);
  }
}
