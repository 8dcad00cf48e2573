import { lstat, readFile, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '../../errors.js';
import { codeOf } from '../../files/error-code.js';
import { absent, present, unreadable, type Reading } from '../../model/reading.js';
import { protocolIn } from './contact.js';
import { checkEncryptedKey } from '../key/encrypted.js';
import { isEraRequest, readRequest } from './read.js';
import { foundRequest, type FoundRequest } from './subject.js';

/** The three files of one request. */
export interface RequestFiles {
  readonly request: string;
  readonly key: string;
  readonly contact: string;
}

export const requestFiles = (folder: string, name: string): RequestFiles => ({
  request: join(folder, `${name}.req.pem`),
  key: join(folder, `${name}.key.pem`),
  contact: join(folder, `${name}.contact.txt`),
});

/** Those of the three files that are there already. */
export const occupied = (files: RequestFiles): readonly string[] =>
  [files.request, files.key, files.contact].filter((path) => existsSync(path));

/** Reads a request and looks at its key, whose password it does not need. It throws nothing. */
export async function readRequestFiles(folder: string, name: string): Promise<Reading<FoundRequest>> {
  const files = requestFiles(folder, name);
  try {
    const [request, key, contact] = [
      await textOf(files.request),
      await textOf(files.key),
      await textOf(files.contact),
    ];
    if (request === undefined && key === undefined) return absent;
    if (request === undefined)
      return unreadable(`${files.key} is there, but its request ${files.request} is not.`);
    if (key === undefined) return unreadable(`${files.request} is there, but its key ${files.key} is not.`);
    checkEncryptedKey(key);
    return requestReading(request, contact, files);
  } catch (error) {
    return unreadable(`The request ${name} in ${folder} cannot be read: ${reasonOf(error)}`);
  }
}

function requestReading(
  request: string,
  contact: string | undefined,
  files: RequestFiles,
): Reading<FoundRequest> {
  const { subject, bits, digest, publicKey, alternativeNames } = readRequest(request);
  const others = alternativeNames.filter((name) => name !== subject.commonName);
  const protocol = contact === undefined ? undefined : protocolIn(contact);
  if (protocol === undefined) {
    return unreadable(
      `${files.contact}, whose line "Protocol: http" or the like names the protocol, is missing or damaged.`,
    );
  }
  const found = foundRequest.safeParse({
    ...subject,
    protocol,
    bits,
    digest,
    publicKey,
    ...(isEraRequest(request) && { profile: 'era' }),
    ...(others.length > 0 && { alternativeNames: others }),
  });
  if (found.success) return present(found.data);
  const issue = found.error.issues[0];
  return unreadable(
    `${files.request} holds a ${issue?.path.join('.') ?? 'value'} that does not fit: ${issue?.message ?? ''}`,
  );
}

/** Far more than a request with a key of 16384 bits has. */
const mostBytes = 64 * 1024;

async function textOf(path: string): Promise<string | undefined> {
  if (!(await exists(path))) return undefined;
  const found = await stat(path);
  if (!found.isFile()) throw new DataError(`${path} is not a file.`);
  if (found.size > mostBytes) throw new DataError(`${path} is too large to be one.`);
  return readFile(path, 'utf8');
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

const reasonOf = (error: unknown): string => (error instanceof DataError ? error.message : codeOf(error));
