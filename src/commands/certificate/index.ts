import { defineCommand, type CommandGroup } from '../definition.js';

export const command: CommandGroup = {
  name: 'certificate',
  description: 'the certificate that came back',
  commands: [
    defineCommand({
      name: 'check',
      description: 'is it yours, in date, for your name, and whole',
      arguments: { '<file>': 'PEM, DER or PKCS#7' },
      options: {
        '--request <file>': 'the request it answers',
        '--key <file>': 'the private key it belongs to',
        '--name <fqdn...>': 'names it must be for (default: those of the request)',
        '--chain <file...>': "the authority's certificates",
        '--server-time <time>': "the server's clock: 2026-11-24T13:00Z",
      },
      run: async ({ file, ...options }, context) =>
        (await import('./check.js')).checkCertificate(file, options, context),
    }),
    defineCommand({
      name: 'export',
      description: 'as Key Manager, another program or a proxy takes it',
      arguments: { '<file>': 'PEM, DER or PKCS#7' },
      required: {
        '--key <file>': 'its private key',
        '--format <format>': 'key-manager, pkcs12, pkcs12-old or proxy',
      },
      options: {
        '--chain <file...>': "the authority's certificates",
        '--key-name <name>': 'what the files are called (default: as the key is)',
        '--out <folder>': 'where the files go (default: certificates)',
        '--export-password-file <file>': 'a file whose first line protects the exported key',
      },
      run: async ({ file, ...options }, context) =>
        (await import('./export.js')).exportCertificate(file, options, context),
    }),
    defineCommand({
      name: 'front',
      description: "an nginx that speaks today's TLS before the server",
      required: {
        '--certificate <file>': 'with its chain, as export --format proxy writes it',
        '--key <file>': 'its private key, not encrypted',
        '--server <address>': 'the server behind: an IPv4 address or a name',
      },
      options: {
        '--name <fqdn>': 'the name that users type (default: that of the certificate)',
        '--serve <service...>': 'https, redirect, imaps, pop3s, smtps; ports as https=8443:80',
        '--out <folder>': 'where the configuration goes (default: front)',
      },
      run: async (options, context) => (await import('./front.js')).makeFront(options, context),
    }),
  ],
};
