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
import { escapeText } from '../../terminal/escape.js';
import type { Context } from '../../connect/context.js';

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
  if (context.globals.json) {
    context.write(
      JSON.stringify(
        { schema: 'batten/certificate-front/1', file: path, name, server: options.server, serves },
        null,
        2,
      ),
    );
  } else
    context.terminal.say(
      ...outcome(
        path,
        name,
        serves.some(({ service }) => service === 'smtps'),
      ),
    );
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

const outcome = (path: string, name: string, smtp: boolean): readonly string[] => [
  `Written  ${escapeText(path)}`,
  '',
  'What comes next:',
  '  1. Put nginx on a machine beside the server: nginx-light, and libnginx-mod-stream for mail.',
  `  2. As root: nginx -t -c ${escapeText(path)}, then the same without -t.`,
  `  3. From a client: openssl s_client -connect ${name}:443 -servername ${name} -verify_hostname ${name}`,
  '  4. Let the server answer the front alone: front and server speak in clear text.',
  ...(smtp
    ? ["  5. The server sees every SMTP client under the front's address: do not let that address relay."]
    : []),
];
