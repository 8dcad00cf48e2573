import { basename, resolve } from 'node:path';
import type { Certificate } from '../../certificates/returned/certificate.js';
import { chainOf, serverCertificate } from '../../certificates/returned/chain.js';
import {
  exportFiles,
  exportFormats,
  exportNotes,
  type ExportFormat,
} from '../../certificates/export/files.js';
import { fingerprintOf } from '../../certificates/key/open.js';
import { passwordProblem } from '../../certificates/key/password.js';
import { inFile, readGivenFile } from '../../files/given-file.js';
import { readCertificates } from '../../certificates/returned/read.js';
import { keyName } from '../../certificates/request/subject.js';
import { writeNewFiles } from '../../files/write-new-files.js';
import { DataError, exitCode, InterruptedError, UsageError, type ExitCode } from '../../errors.js';
import { escapeText } from '../../terminal/escape.js';
import { back } from '../../terminal/port.js';
import { privateKeyFrom } from './key.js';
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
  const found = await certificatesIn(file, 'the certificate file');
  const others = [...found];
  for (const path of options.chain ?? []) others.push(...(await certificatesIn(path, '--chain')));
  const key = await privateKeyFrom(options.key, context);
  const chain = chainFor(file, found, others, fingerprintOf(key), options.key);
  const password =
    format === 'proxy' ? '' : await exportPassword(format, options.exportPasswordFile, context);
  const folder = resolve(options.out ?? 'certificates');
  const files = await exportFiles({ format, key, chain, folder, name, password });
  await writeNewFiles(folder, files);
  const paths = files.map(({ path }) => path);
  const notes = exportNotes[format];
  const count = chain.length;
  if (context.globals.json) {
    const document = {
      schema: 'batten/certificate-export/1',
      format,
      files: paths,
      certificates: count,
      notes,
    };
    context.write(JSON.stringify(document, null, 2));
  } else {
    context.terminal.say(
      ...paths.map((path) => `Written  ${escapeText(path)}`),
      count === 1 ? 'It holds the certificate alone.' : `It goes with ${count - 1} of its authorities.`,
      ...notes,
    );
  }
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

async function certificatesIn(path: string, option: string): Promise<readonly Certificate[]> {
  const bytes = await readGivenFile(path, option);
  return inFile(path, () => readCertificates(bytes)).certificates;
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

async function exportPassword(
  format: ExportFormat,
  file: string | undefined,
  { terminal }: Context,
): Promise<string> {
  const check = (password: string): true | string =>
    format === 'key-manager' && !/^[\x20-\x7e]*$/.test(password)
      ? 'Key Manager wants letters, digits and signs of ASCII.'
      : (passwordProblem(password) ?? true);
  const answer = '--export-password-file';
  if (file !== undefined) {
    const { readPasswordFile } = await import('../../files/password-file.js');
    const password = await readPasswordFile({
      path: file,
      option: answer,
      warn: (line) => {
        terminal.say(line);
      },
    });
    const verdict = check(password);
    if (verdict === true) return password;
    throw new UsageError(`${answer}, first line of ${file}: ${verdict}`);
  }
  const stopped = 'Stopped at the password. Nothing was written.';
  for (;;) {
    const first = await terminal.secret({ message: 'Password for the exported key', answer, check });
    if (first === back) throw new InterruptedError(stopped);
    const again = await terminal.secret({ message: 'The same password again', answer });
    if (again === back) throw new InterruptedError(stopped);
    if (first === again) return first;
    terminal.say('The two are not the same.');
  }
}
