import { inFile, readGivenFile } from '../../files/given-file.js';
import { readCertificates, type ReadCertificates } from './read.js';

/**
 * The certificates in a file.
 * @param option how the file was given, for the message of an error
 * @throws UsageError where it cannot be read, DataError where it holds none
 */
export async function certificatesIn(path: string, option: string): Promise<ReadCertificates> {
  const bytes = await readGivenFile(path, option);
  return inFile(path, () => readCertificates(bytes));
}
