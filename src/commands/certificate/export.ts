import { basename, resolve } from 'node:path';
import type { Certificate } from '../../certificates/returned/certificate.js';
import { chainOf, serverCertificate } from '../../certificates/returned/chain.js';
import { exportFiles, exportFormats, type ExportFormat } from '../../certificates/export/files.js';
import { fingerprintOf } from '../../certificates/key/open.js';
import { certificatesIn } from '../../certificates/returned/read-file.js';
import { keyName } from '../../certificates/request/subject.js';
import { writeNewFiles } from '../../files/write-new-files.js';
import { DataError, exitCode, UsageError, type ExitCode } from '../../errors.js';
import { exportDocument, exportLines } from './messages.js';
import { exportPassword, privateKeyFrom } from './questions.js';
import type { Context } from '../../connect/context.js';

export interface ExportOptions {
  readonly key: string;
  readonly format: string;
  readonly chain?: readonly string[];
  readonly out?: string;
  readonly keyName?: string;
  readonly exportPasswordFile?: string;
}

/**
 * `batten certificate export`: a certificate and its key as another program takes them. Files are new and for their
 * owner alone.
 * @throws UsageError, DataError where certificate and key do not belong together, WorkstationError
 */
export async function exportCertificate(
  file: string,
  options: ExportOptions,
  context: Context,
): Promise<ExitCode> {
  const format = formatOf(options.format);
  const name = nameFor(options);
  const found = (await certificatesIn(file, 'the certificate file')).certificates;
  const others = [...found];
  for (const path of options.chain ?? [])
    others.push(...(await certificatesIn(path, '--chain')).certificates);
  const key = await privateKeyFrom(options.key, context);
  const chain = chainFor(file, found, others, fingerprintOf(key), options.key);
  const password =
    format === 'proxy' ? '' : await exportPassword(format, options.exportPasswordFile, context.terminal);
  const folder = resolve(options.out ?? 'certificates');
  const files = await exportFiles({ format, key, chain, folder, name, password });
  await writeNewFiles(folder, files);
  const exported = { format, files: files.map((one) => one.path), certificates: chain.length };
  if (context.globals.json) context.write(JSON.stringify(exportDocument(exported), null, 2));
  else context.terminal.say(...exportLines(exported));
  return exitCode.done;
}

function formatOf(given: string): ExportFormat {
  const format = exportFormats.find((one) => one === given);
  if (format !== undefined) return format;
  throw new UsageError(`--format ${given}: choose ${exportFormats.join(', ')}.`);
}

/** The key's name, as `batten csr` has given it to the file. */
function nameFor({ key, keyName: given }: ExportOptions): string {
  const name = given ?? basename(key).replace(/(\.key)?\.(pem|key)$/i, '');
  if (keyName.safeParse(name).success) return name;
  throw new UsageError(`${name} does not fit as the name of the files. Give another with --key-name.`);
}

function chainFor(
  file: string,
  found: readonly Certificate[],
  others: readonly Certificate[],
  publicKey: string,
  keyFile: string,
): readonly Certificate[] {
  const own = serverCertificate(found, publicKey);
  if (own?.publicKey !== publicKey) {
    throw new DataError(
      `The certificate in ${file} belongs to another key than ${keyFile}. Nothing was written; see batten certificate check.`,
    );
  }
  const { certificates, end } = chainOf(own, others);
  if (end.why === 'wrong-key' || end.why === 'no-authority') {
    throw new DataError(
      `The chain of ${file} is broken at ${end.issuer}. Nothing was written; see batten certificate check.`,
    );
  }
  return certificates;
}
