import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { serverCertificate } from '../../certificates/returned/chain.js';
import { frontConfiguration, servedOf, type FrontTemplates } from '../../certificates/front/configuration.js';
import { fingerprintOf, isEncryptedKey, openPrivateKey } from '../../certificates/key/open.js';
import { inFile, readGivenFile } from '../../files/given-file.js';
import { readCertificates } from '../../certificates/returned/read.js';
import { writeNewFiles } from '../../files/write-new-files.js';
import { DataError, exitCode, UsageError, type ExitCode } from '../../errors.js';
import { templatePath } from '../../files/package-root.js';
import type { Context } from '../../connect/context.js';
import { frontLines } from './messages.js';

export interface FrontOptions {
  readonly certificate: string;
  readonly key: string;
  readonly server: string;
  readonly name?: string;
  readonly serve?: readonly string[];
  readonly out?: string;
}

/**
 * `batten certificate front`: the configuration of an nginx that speaks today's TLS before the server.
 * @throws UsageError, DataError where certificate, key and name do not belong together
 */
export async function makeFront(options: FrontOptions, context: Context): Promise<ExitCode> {
  const serves = (options.serve ?? ['https', 'redirect']).map(servedOf);
  const name = await nameOfFront(options);
  const folder = resolve(options.out ?? 'front');
  const text = frontConfiguration(
    {
      name,
      serves,
      folder,
      server: options.server,
      certificate: resolve(options.certificate),
      key: resolve(options.key),
    },
    await templates(),
  );
  const path = join(folder, 'nginx.conf');
  await writeNewFiles(folder, [{ path, text }]);
  const smtp = serves.some(({ service }) => service === 'smtps');
  const document = { schema: 'batten/certificate-front/1', file: path, name, server: options.server, serves };
  if (context.globals.json) context.write(JSON.stringify(document, null, 2));
  else context.terminal.say(...frontLines(path, name, smtp));
  return exitCode.done;
}

/** Checks that what nginx will serve fits together, since it would start with a certificate of another name. */
async function nameOfFront({ certificate, key, name }: FrontOptions): Promise<string> {
  const bytes = await readGivenFile(certificate, '--certificate');
  const keyText = (await readGivenFile(key, '--key')).toString('latin1');
  if (isEncryptedKey(keyText)) {
    throw new UsageError(
      `${key} is encrypted, and a proxy cannot be asked for its password. Make it with batten certificate export --format proxy.`,
    );
  }
  const publicKey = inFile(key, () => fingerprintOf(openPrivateKey(keyText, undefined)));
  const own = serverCertificate(inFile(certificate, () => readCertificates(bytes)).certificates, publicKey);
  if (own?.publicKey !== publicKey) {
    throw new DataError(
      `The certificate in ${certificate} belongs to another key than ${key}. Nothing was written.`,
    );
  }
  const chosen = name ?? own.names.find((one) => !one.startsWith('*.')) ?? own.commonName ?? '';
  if (chosen === '' || own.x509.checkHost(chosen) === undefined) {
    throw new DataError(
      `The certificate in ${certificate} is not for ${chosen === '' ? 'any host' : chosen}. Nothing was written; see batten certificate check.`,
    );
  }
  return chosen;
}

async function templates(): Promise<FrontTemplates> {
  const read = (file: string): Promise<string> => readFile(templatePath(`front/${file}.conf`), 'utf8');
  return {
    nginx: await read('nginx'),
    http: await read('http'),
    https: await read('https'),
    redirect: await read('redirect'),
    stream: await read('stream'),
    mail: await read('mail'),
  };
}
