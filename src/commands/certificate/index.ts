import type { Command } from 'commander';
import type { ExitCode } from '../../errors.js';
import type { CheckOptions } from './check.js';
import type { ExportOptions } from './export.js';
import type { FrontOptions } from './front.js';
import type { Context } from '../../connect/context.js';

/** Makes a command with the options that every command takes. */
type Define = (name: string, description: string, parent?: Command) => Command;
type Run = (self: Command, work: (context: Context) => Promise<ExitCode>) => Promise<void>;

/** `batten certificate` and what stands below it. */
export function certificateCommands(command: Define, run: Run): void {
  const certificate = command('certificate', 'the certificate that came back');

  command('check', 'is it yours, in date, for your name, and whole', certificate)
    .argument('<file>', 'PEM, DER or PKCS#7')
    .option('--request <file>', 'the request it answers')
    .option('--key <file>', 'the private key it belongs to')
    .option('--name <fqdn...>', 'names it must be for (default: those of the request)')
    .option('--chain <file...>', "the authority's certificates")
    .option('--server-time <time>', "the server's clock: 2026-11-24T13:00Z")
    .action(async (file: string, options: CheckOptions, self: Command) => {
      await run(self, async (context) =>
        (await import('./check.js')).checkCertificate(file, options, context),
      );
    });

  command('export', 'as Key Manager, another program or a proxy takes it', certificate)
    .argument('<file>', 'PEM, DER or PKCS#7')
    .requiredOption('--key <file>', 'its private key')
    .requiredOption('--format <format>', 'key-manager, pkcs12, pkcs12-old or proxy')
    .option('--chain <file...>', "the authority's certificates")
    .option('--key-name <name>', 'what the files are called (default: as the key is)')
    .option('--out <folder>', 'where the files go (default: certificates)')
    .option('--export-password-file <file>', 'a file whose first line protects the exported key')
    .action(async (file: string, options: ExportOptions, self: Command) => {
      await run(self, async (context) =>
        (await import('./export.js')).exportCertificate(file, options, context),
      );
    });

  command('front', "an nginx that speaks today's TLS before the server", certificate)
    .requiredOption('--certificate <file>', 'with its chain, as export --format proxy writes it')
    .requiredOption('--key <file>', 'its private key, not encrypted')
    .requiredOption('--server <address>', 'the server behind: an IPv4 address or a name')
    .option('--name <fqdn>', 'the name that users type (default: that of the certificate)')
    .option('--serve <service...>', 'https, redirect, imaps, pop3s, smtps; ports as https=8443:80')
    .option('--out <folder>', 'where the configuration goes (default: front)')
    .action(async (options: FrontOptions, self: Command) => {
      await run(self, async (context) => (await import('./front.js')).makeFront(options, context));
    });
}
