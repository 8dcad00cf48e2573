import { defineCommand } from '../definition.js';

export const command = defineCommand({
  name: 'csr',
  description: 'make a certificate request and its key',
  options: {
    '--profile <name>': 'modern, or era: as Key Manager made them',
    '--protocol <protocol...>': 'http, pop3, ldap, nntp, imap4, smtp or all',
    '--key-name <name>': 'what the files are called',
    '--fqdn <name>': 'the name that users type',
    '--san <name...>': 'other names of the server',
    '--owa-name <name>': 'what users of Outlook Web Access type, to be compared with',
    '--organization <name>': '',
    '--unit <name>': '',
    '--country <code>': 'two letters',
    // Takes the place of the option that every command has: nothing of a request is kept in the state folder.
    '--state <name>': 'state or province',
    '--locality <name>': 'city',
    '--contact <name>': 'for the CA, not in the request',
    '--email <address>': 'for the CA, not in the request',
    '--phone <number>': 'for the CA, not in the request',
    '--bits <number>': '1024, 2048, 3072 or 4096',
    '--digest <name>': 'sha256, sha1 or md5',
    '--out <folder>': 'where the files go',
    '--key <file>': 'an encrypted key to use again',
    '--replace': 'retire the request of that name',
    '--answers <file>': 'answers to what is asked',
    '--yes': 'do not ask before writing',
  },
  run: async (options, context) => (await import('./make.js')).csr(options, context),
});
