import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { csr, type CsrOptions } from '../../../src/commands/csr/make.js';
import { protocols } from '../../../src/certificates/request/subject.js';
import { defined } from '../../../src/defined.js';
import { UnansweredError, UsageError } from '../../../src/errors.js';
import { back } from '../../../src/terminal/port.js';
import { inFolder, made, password } from '../../support/certificate-orders.js';
import { scriptedTerminal, type Answer, type ScriptedTerminal } from '../../support/scripted-terminal.js';

const clock = { now: () => made };

/** One answer a question, in the article's order; 1024 bits, so that the tests are quick. */
const script = (out: string): Record<string, Answer[]> => ({
  '--profile': ['modern'],
  '--protocol': ['imap4'],
  '--out': [out],
  '--key-name': ['mail'],
  '--password-file': [password, password],
  '--bits': ['1024'],
  '--digest': ['sha1'],
  '--organization': ['Example Corporation'],
  '--unit': [''],
  '--fqdn': ['mail.example.com'],
  '--san': [''],
  '--country': ['US'],
  '--state': ['Ohio'],
  '--locality': ['Dayton'],
  '--contact': ['Pat Example'],
  '--email': [''],
  '--phone': ['+1 555 0100'],
  '--yes': [true],
});

/** The options as one word each, and those that every command takes. */
type Options = Omit<CsrOptions, 'protocol' | 'san'> & {
  readonly protocol?: string;
  readonly san?: string;
  readonly passwordFile?: string;
  readonly json?: boolean;
};

const run = async (
  terminal: ScriptedTerminal,
  { passwordFile, json = false, protocol, san, ...options }: Options = {},
): Promise<{ code: number; written: string }> => {
  let written = '';
  const write = (document: string): void => void (written += document);
  const globals = { json, verbose: false, ...defined({ passwordFile }) };
  const lists = {
    ...(protocol !== undefined && { protocol: [protocol] }),
    ...(san !== undefined && { san: [san] }),
  };
  const code = await csr({ ...options, ...lists }, { terminal, globals, write }, clock);
  return { code, written };
};

/** Everything that --yes does not answer. */
const complete = (folder: string): Options => {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${password}\nsecond line\n`, { mode: 0o600 });
  return {
    out: join(folder, 'out'),
    bits: '1024',
    organization: 'Example',
    fqdn: 'owa.example.com',
    country: 'US',
    state: 'Ohio',
    locality: 'Dayton',
    passwordFile,
  };
};

describe('batten csr at a terminal', () => {
  it('asks in the order of the article, shows a summary, and makes what was answered', () =>
    inFolder(async (folder) => {
      const terminal = scriptedTerminal(script(folder));
      expect(await run(terminal)).toEqual({ code: 0, written: '' });
      const order = Object.keys(script(folder));
      order.splice(order.indexOf('--password-file'), 1, '--password-file', '--password-file');
      expect(terminal.asked).toEqual(order);
      const subject = execFileSync(
        'openssl',
        ['req', '-in', join(folder, 'mail.req.pem'), '-noout', '-subject', '-nameopt', 'RFC2253'],
        { encoding: 'utf8' },
      );
      expect(subject).toContain('CN=mail.example.com,O=Example Corporation,L=Dayton,ST=Ohio,C=US');
      const said = terminal.said.join('\n');
      expect(said).toMatch(/Public key +SHA-256 [0-9a-f]{64}/);
      expect(said).toContain('The password is stored nowhere.');
      expect(said).toContain('Key Manager');
      expect(said).not.toContain(password);
    }));

  it('does not ask what an option has answered', () =>
    inFolder(async (folder) => {
      const terminal = scriptedTerminal(script(folder));
      await run(terminal, { protocol: 'smtp', fqdn: 'smtp.example.com', unit: '' });
      expect(terminal.asked).not.toContain('--protocol');
      expect(terminal.asked).not.toContain('--fqdn');
      expect(readFileSync(join(folder, 'mail.contact.txt'), 'utf8')).toContain('Protocol: smtp');
    }));

  it('asks again for an answer that does not fit, and says why', () =>
    inFolder(async (folder) => {
      const terminal = scriptedTerminal({ ...script(folder), '--country': ['UK', 'gb', 'GB'] });
      expect((await run(terminal)).code).toBe(0);
      expect(terminal.refused).toEqual([
        'UK is not a country code of ISO 3166-1; use GB.',
        'Write the country in capitals: GB.',
      ]);
    }));

  it('goes back to the question before, over the password too', () =>
    inFolder(async (folder) => {
      const terminal = scriptedTerminal({
        ...script(folder),
        '--key-name': ['mail', 'other'],
        '--password-file': [back, password, back, password, password],
        '--unit': [back, 'Sales'],
        '--organization': ['Wrong', 'Right'],
      });
      expect((await run(terminal)).code).toBe(0);
      const text = execFileSync(
        'openssl',
        ['req', '-in', join(folder, 'other.req.pem'), '-noout', '-subject'],
        {
          encoding: 'utf8',
        },
      );
      expect(text).toContain('O = Right, OU = Sales');
    }));

  it('asks for the password again where the two differ or are too short', () =>
    inFolder(async (folder) => {
      const passwords = ['short', 'long enough', 'long enougj', password, password];
      const terminal = scriptedTerminal({ ...script(folder), '--password-file': passwords });
      expect((await run(terminal)).code).toBe(0);
      expect(terminal.refused).toEqual(['The password needs at least 8 characters.']);
      expect(terminal.said).toContain('The two passwords differ.');
    }));

  it('warns of a password that is allowed but short', () =>
    inFolder(async (folder) => {
      const terminal = scriptedTerminal({ ...script(folder), '--password-file': ['kestrel8', 'kestrel8'] });
      await run(terminal);
      expect(terminal.said.join('\n')).toContain('shorter than 12 characters');
    }));

  it.each<[string, Record<string, Answer[]>]>([
    ['the summary is declined', { '--yes': [false] }],
    ['the user goes back past the first question', { '--profile': [back] }],
  ])('writes nothing where %s', (_, changes) =>
    inFolder(async (folder) => {
      const terminal = scriptedTerminal({ ...script(folder), ...changes });
      expect((await run(terminal)).code).toBe(0);
      expect(readdirSync(folder)).toEqual([]);
      expect(terminal.said.at(-1)).toBe('Nothing was written.');
    }),
  );

  it('goes back from the summary to the last question', () =>
    inFolder(async (folder) => {
      const terminal = scriptedTerminal({
        ...script(folder),
        '--yes': [back, true],
        '--phone': ['+1 555 0100', '+1 555 0199'],
      });
      expect((await run(terminal)).code).toBe(0);
      expect(readFileSync(join(folder, 'mail.contact.txt'), 'utf8')).toContain('+1 555 0199');
    }));

  it('refuses the name of a key whose files are there, at once', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'mail.key.pem'), 'mine');
      const terminal = scriptedTerminal({ ...script(folder), '--key-name': ['mail', 'mail2'] });
      expect((await run(terminal)).code).toBe(0);
      expect(terminal.refused).toEqual([expect.stringContaining('mail.key.pem exists already')]);
      expect(readFileSync(join(folder, 'mail.key.pem'), 'utf8')).toBe('mine');
    }));
});

describe('batten csr without a terminal', () => {
  const nobody = (): ScriptedTerminal => scriptedTerminal({}, { interactive: false });

  it('names every option that is missing', async () => {
    const error: unknown = await run(nobody(), { yes: true, fqdn: 'owa.example.com' }).catch(
      (cause: unknown) => cause,
    );
    expect(error).toBeInstanceOf(UnansweredError);
    expect(String(error)).toContain('--organization, --country, --state, --locality, --password-file.');
  });

  it('takes no answer for granted without --yes', () =>
    inFolder(async (folder) => {
      await expect(run(nobody(), complete(folder))).rejects.toThrow('--protocol (or --yes)');
      expect(readdirSync(folder)).toEqual(['password']);
    }));

  it('prints one document with --json', () =>
    inFolder(async (folder) => {
      const { code, written } = await run(nobody(), { ...complete(folder), yes: true, json: true });
      expect(code).toBe(0);
      const out = join(folder, 'out');
      expect(JSON.parse(written)).toMatchObject({
        schema: 'batten/csr/2',
        made: true,
        requests: [
          {
            commonName: 'owa.example.com',
            alternativeNames: ['owa.example.com'],
            protocol: 'http',
            digest: 'sha256',
            kind: 'first',
            files: {
              request: join(out, 'owa.req.pem'),
              key: join(out, 'owa.key.pem'),
              contact: join(out, 'owa.contact.txt'),
            },
            publicKey: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
            warnings: [{ code: 'short-key' }, { code: 'key-manager-digest' }],
          },
        ],
      });
      expect(written).not.toContain(password);
      expect(readdirSync(out).sort()).toEqual(['owa.contact.txt', 'owa.key.pem', 'owa.req.pem']);
    }));

  it.each([
    ['country', 'UK', '--country: UK is not'],
    ['bits', '1023', '--bits: Choose a key'],
    ['bits', '0x800', '--bits: Choose a key'],
    ['fqdn', 'owa_1.example.com', '--fqdn: An underscore'],
    ['protocol', 'gopher', '--protocol: Choose one of'],
    ['keyName', '../owa', '--key-name: A key name'],
    ['email', 'nobody', '--email: Give an address'],
    ['organization', '', '--organization: Give the organization'],
    ['profile', 'win2000', '--profile: Choose one of'],
    ['protocol', 'http,gopher', '--protocol: Choose one of'],
    ['digest', 'md5', '--digest: Only profile era'],
    ['san', 'mail.example.com,mail_2.example.com', '--san: An underscore'],
    ['owaName', 'https://owa.example.com', '--owa-name: Give the host name alone'],
    ['key', '/nowhere/key.pem', '/nowhere/key.pem cannot be read'],
    ['answers', '/nowhere/answers.yaml', '/nowhere/answers.yaml cannot be read'],
    ['passwordFile', '/nowhere/password', '/nowhere/password cannot be read (ENOENT)'],
  ])('refuses the option %s %s', (option, value, words) =>
    inFolder(async (folder) => {
      const options = { ...complete(folder), yes: true, [option]: value };
      const error: unknown = await run(nobody(), options).catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(UsageError);
      expect(String(error)).toContain(words);
      expect(readdirSync(folder)).toEqual(['password']);
    }),
  );

  it('writes over nothing', () =>
    inFolder(async (folder) => {
      const options = { ...complete(folder), yes: true };
      mkdirSync(join(folder, 'out'));
      writeFileSync(join(folder, 'out', 'owa.req.pem'), 'mine');
      await expect(run(nobody(), options)).rejects.toThrow(UsageError);
      expect(readFileSync(join(folder, 'out', 'owa.req.pem'), 'utf8')).toBe('mine');
    }));

  it('warns where others may read the password file, and refuses a short password in it', () =>
    inFolder(async (folder) => {
      const options = { ...complete(folder), yes: true };
      chmodSync(join(folder, 'password'), 0o644);
      const terminal = nobody();
      await run(terminal, options);
      expect(terminal.said.join('\n')).toContain('chmod 600');
      writeFileSync(join(folder, 'password'), 'short\n');
      const error: unknown = await run(nobody(), { ...options, keyName: 'b' }).catch(
        (cause: unknown) => cause,
      );
      expect(String(error)).toContain('at least 8 characters');
      expect(String(error)).not.toContain('short\n');
    }));
});

describe('batten csr for several requests', () => {
  const nobody = (): ScriptedTerminal => scriptedTerminal({}, { interactive: false });
  interface Report {
    requests: { name: string; kind: string; publicKey: { sha256: string }; files: { key: string } }[];
  }
  const made = async (options: Options): Promise<Report['requests']> => {
    const { written } = await run(nobody(), { ...options, yes: true, json: true });
    return (JSON.parse(written) as Report).requests;
  };

  it('makes one with a key of its own for each of the six protocols', () =>
    inFolder(async (folder) => {
      const requests = await made({ ...complete(folder), protocol: 'all' });
      const names = protocols.map((protocol) => `owa-${protocol}`);
      expect(requests.map(({ name }) => name)).toEqual(names);
      expect(new Set(requests.map(({ publicKey }) => publicKey.sha256)).size).toBe(6);
      expect(readdirSync(join(folder, 'out'))).toHaveLength(18);
      for (const protocol of protocols) {
        const contact = readFileSync(join(folder, 'out', `owa-${protocol}.contact.txt`), 'utf8');
        expect(contact).toContain(`Protocol: ${protocol}`);
      }
    }));

  it('makes none where the files of one are there', () =>
    inFolder(async (folder) => {
      mkdirSync(join(folder, 'out'));
      writeFileSync(join(folder, 'out', 'owa-smtp.key.pem'), 'mine');
      await expect(made({ ...complete(folder), protocol: 'http,smtp' })).rejects.toThrow('owa-smtp.key.pem');
      expect(readdirSync(join(folder, 'out'))).toEqual(['owa-smtp.key.pem']);
    }));

  it('follows an answers file, whose files lie beside it, and an option goes before it', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'password'), `${password}\n`, { mode: 0o600 });
      const answers = join(folder, 'answers.yaml');
      writeFileSync(
        answers,
        [
          ...[
            'format: 1',
            'profile: modern',
            'protocol: [http, pop3]',
            'bits: 1024',
            'passwordFile: password',
          ],
          ...['organization: Example', 'fqdn: owa.example.com', 'san: [mail.example.com]', 'country: US'],
          ...[
            'state: Ohio',
            'locality: Dayton',
            'each:',
            '  pop3: {fqdn: pop.example.com, keyName: pop}',
            '',
          ],
        ].join('\n'),
      );
      const requests = await made({ answers, out: folder, locality: 'Zürich' });
      expect(requests).toMatchObject([
        { name: 'owa-http', locality: 'Zürich', alternativeNames: ['owa.example.com', 'mail.example.com'] },
        {
          name: 'pop',
          commonName: 'pop.example.com',
          alternativeNames: ['pop.example.com', 'mail.example.com'],
        },
      ]);
    }));

  it.each([
    ['format: 1\ncolour: red\n', 'Unrecognized key'],
    ['format: 2\n', 'at format'],
    ['format: 1\neach: {gopher: {fqdn: a.example.com}}\n', 'at each'],
    ['format: 1\neach: {__proto__: {fqdn: a.example.com}}\n', 'at each: Unrecognized key: "__proto__"'],
    ['format: 1\n__proto__: {}\n', 'Unrecognized key: "__proto__"'],
    ['[', 'cannot be read'],
  ])('refuses the answers file %j', (text, words) =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'answers.yaml'), text);
      await expect(made({ answers: join(folder, 'answers.yaml') })).rejects.toThrow(words);
    }),
  );

  it('renews with the key that is there, tells what changed, and keeps the earlier request', () =>
    inFolder(async (folder) => {
      const options = complete(folder);
      const [first] = await made(options);
      const { bits, ...rest } = options;
      expect(bits).toBe('1024');
      const [second] = await made({
        ...rest,
        key: first?.files.key ?? '',
        replace: true,
        san: 'mail.example.com',
      });
      expect(second).toMatchObject({
        kind: 'renewal',
        publicKey: first?.publicKey,
        differences: [{ what: 'other names', before: '-', after: 'mail.example.com' }],
      });
      const out = join(folder, 'out');
      expect(readFileSync(join(out, 'owa.contact.txt'), 'utf8')).toContain('Renewal: the key is that of');
      expect(readdirSync(join(out, 'retired', 'owa-20261124T101530Z'))).toHaveLength(3);
    }));

  it('calls a new key under an old name rekeying', () =>
    inFolder(async (folder) => {
      const options = complete(folder);
      await made(options);
      const terminal = nobody();
      await run(terminal, { ...options, yes: true, replace: true, digest: 'sha1' });
      const said = terminal.said.join('\n');
      expect(said).toContain('Rekeying: the key is new; a certificate for the earlier one does not fit it.');
      expect(said).toMatch(/key +1024 bits [0-9a-f]{16} -> 1024 bits [0-9a-f]{16}\n +digest +sha256 -> sha1/);
    }));

  it('refuses a key that is not encrypted, and says how to encrypt it', () =>
    inFolder(async (folder) => {
      const plain = join(folder, 'plain.pem');
      writeFileSync(
        plain,
        execFileSync('openssl', ['genrsa', '1024'], { stdio: ['ignore', 'pipe', 'ignore'] }),
      );
      await expect(made({ ...complete(folder), key: plain })).rejects.toThrow(/not encrypted.*openssl pkcs8/);
    }));

  it('refuses a key that the password does not open', () =>
    inFolder(async (folder) => {
      const options = complete(folder);
      const [first] = await made(options);
      writeFileSync(join(folder, 'password'), 'another password\n');
      const { bits, ...rest } = options;
      expect(bits).toBe('1024');
      await expect(made({ ...rest, key: first?.files.key ?? '', keyName: 'b' })).rejects.toThrow(
        'does not open the key',
      );
    }));

  it('asks once for the password of a key that is there, and for no length', () =>
    inFolder(async (folder) => {
      const [first] = await made(complete(folder));
      const terminal = scriptedTerminal({
        ...script(join(folder, 'out')),
        '--password-file': ['wrong password', password],
      });
      expect((await run(terminal, { key: first?.files.key ?? '' })).code).toBe(0);
      expect(terminal.refused).toEqual(['It does not open the key.']);
      expect(terminal.asked).not.toContain('--bits');
    }));
});

describe('batten csr of profile era', () => {
  const era: Record<string, Answer[]> = { '--profile': ['era'], '--unit': ['', 'IT'], '--digest': ['md5'] };

  it('demands a unit and plain letters, asks for no other names, and writes the form of Key Manager', () =>
    inFolder(async (folder) => {
      const terminal = scriptedTerminal({ ...script(folder), ...era, '--locality': ['Zürich', 'Zurich'] });
      expect((await run(terminal)).code).toBe(0);
      expect(terminal.refused).toEqual([
        'Give the organizational unit.',
        expect.stringContaining('Profile era takes only A-Z'),
      ]);
      expect(terminal.asked).not.toContain('--san');
      const text = readFileSync(join(folder, 'mail.req.pem'), 'utf8');
      expect(text).toMatch(
        /^Webmaster: \r\nPhone: \+1 555 0100\r\nServer: .*\r\n\r\nCommon-name: mail\.example\.com\r\nOrganization Unit: IT\r\n[^]*\r\n-----BEGIN NEW CERTIFICATE REQUEST-----\r\n/,
      );
    }));

  it('refuses other names', async () => {
    const options = { profile: 'era', san: 'mail.example.com', yes: true };
    await expect(run(scriptedTerminal({}, { interactive: false }), options)).rejects.toThrow(
      '--profile modern',
    );
  });
});

describe('batten csr and the name that users type', () => {
  it.each([
    [{ fqdn: 'ntex01.example.com' }, true],
    [{ fqdn: 'owa.example.com' }, false],
    [{ fqdn: '*.example.com' }, false],
    [{ fqdn: 'ntex01.example.com', san: 'OWA.example.com' }, false],
    [{ fqdn: 'pop.example.com', protocol: 'pop3' }, false],
  ])('%j: warned %s', (options, warned) =>
    inFolder(async (folder) => {
      const terminal = scriptedTerminal({}, { interactive: false });
      await run(terminal, { ...complete(folder), ...options, yes: true, owaName: 'owa.example.com' });
      expect(terminal.said.join('\n').includes('Users type owa.example.com')).toBe(warned);
    }),
  );
});
