import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createWeb, type Server as Web } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authority, openssl, requestOf, type Authority } from '../support/authority.js';
import { batten, type Run } from '../support/batten.js';
import { nginxMissing, startNginx, type Nginx } from '../support/nginx.js';
import { freePort } from '../support/samba-server.js';

const missing = nginxMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const name = 'owa.example.com';

describePeer(`A certificate, from request to front${missing === undefined ? '' : ` (${missing})`}`, () => {
  let folder: string;
  let ca: Authority;
  let request: string;
  let key: string;
  let certificate: string;
  const at = (...parts: readonly string[]): string => join(folder, ...parts);
  const run = (...args: readonly string[]): Promise<Run> => batten(at('state'), args);
  const check = (file: string, ...more: readonly string[]): Promise<Run> =>
    run('certificate', 'check', file, '--request', request, '--chain', ca.certificate, ...more);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'batten-trip-'));
    ca = authority(folder);
    writeFileSync(at('password'), 'correct horse battery\n', { mode: 0o600 });
    writeFileSync(at('export-password'), 'export pass 1\n', { mode: 0o600 });
    const made = await run(
      ...['csr', '--yes', '--bits', '2048', '--fqdn', name, '--organization', 'Example', '--country', 'US'],
      ...['--state', 'Ohio', '--locality', 'Dayton', '--password-file', at('password'), '--out', at('made')],
    );
    expect(made.stderr).toBe('');
    [request, key] = [at('made', 'owa.req.pem'), at('made', 'owa.key.pem')];
    certificate = ca.sign(request, 'owa', { extensions: ['extendedKeyUsage=serverAuth'] });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is accepted for its request and its key, by both clocks', async () => {
    const more = [
      '--key',
      key,
      '--password-file',
      at('password'),
      '--server-time',
      new Date(Date.now() + 3_600_000).toISOString(),
    ];
    const { exitCode, stdout } = await check(certificate, ...more);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/ok +Key +Belongs to the request/);
    expect(stdout).toMatch(/ok +Name +Is for owa\.example\.com\./);
    expect(stdout).toMatch(/ok +Chain +Whole, signed by CN=Example CA/);
    expect(stdout.match(/ok +Date/g)).toHaveLength(2);
    expect(stdout).not.toContain('!!');
  });

  it.each([
    [
      'of another key',
      () => ca.sign(requestOf(folder, 'other').request, 'other'),
      /!! +Key +Belongs to another key/,
    ],
    ['that has expired', () => ca.sign(request, 'expired', { days: -1 }), /!! +Date +Expired on/],
    [
      'of another name',
      () => ca.sign(request, 'named', { names: ['www.example.com'] }),
      /!! +Name +Is not for owa\.example\.com, but\s+for www/,
    ],
    [
      'of an authority whose certificate is another one',
      () => authority(folder, '/O=Example/CN=Example CA', 'impostor').sign(request, 'broken'),
      /!! +Chain +The chain is broken: a certificate of CN=Example CA/,
    ],
    [
      'of an authority whose certificate is missing',
      () => authority(folder, '/CN=Nobody', 'nobody').sign(request, 'lost'),
      /!! +Chain +The chain is broken: the certificate of CN=Nobody is\s+missing/,
    ],
    [
      'for another purpose',
      () => ca.sign(request, 'mail', { extensions: ['extendedKeyUsage=emailProtection'] }),
      /!! +Purpose +May not stand for a server/,
    ],
  ])('is refused %s, in words of its own', async (_, sign, words) => {
    const { exitCode, stdout, stderr } = await check(sign());
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: '' });
    expect(stdout).toMatch(words);
    expect(stdout.match(/^ +!!/gm)).toHaveLength(1);
    expect(stdout).toContain('Do not install it: one check refuses it (!!).');
  });

  it('goes into files that OpenSSL and GnuTLS read, for their owner alone, and never over another', async () => {
    const out = at('exported');
    const write = (format: string): Promise<Run> =>
      run(
        ...['certificate', 'export', certificate, '--key', key, '--password-file', at('password')],
        ...['--export-password-file', at('export-password'), '--chain', ca.certificate],
        ...['--format', format, '--out', out],
      );
    for (const format of ['key-manager', 'pkcs12', 'pkcs12-old', 'proxy']) {
      const written = await write(format);
      expect({ code: written.exitCode, errors: written.stderr }).toEqual({ code: 0, errors: '' });
    }
    const again = await write('pkcs12');
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain('exists already, and nothing is written over it');
    const files = ['owa.net', 'owa.cer', 'owa.pfx', 'owa.old.pfx', 'owa.proxy-key.pem', 'owa.chain.pem'];
    for (const file of files) expect(statSync(join(out, file)).mode & 0o777).toBe(0o600);

    const modulus = openssl('x509', '-in', certificate, '-noout', '-modulus');
    const pass = `file:${at('export-password')}`;
    for (const [file, ...legacy] of [['owa.pfx'], ['owa.old.pfx', '-legacy']]) {
      const held = openssl('pkcs12', '-in', join(out, file ?? ''), '-passin', pass, '-nodes', ...legacy);
      writeFileSync(at('held.pem'), held);
      expect(openssl('rsa', '-in', at('held.pem'), '-noout', '-modulus')).toBe(modulus);
      expect(held.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
      const gnutls = execFileSync(
        'certtool',
        ['--p12-info', '--inder', '--infile', join(out, file ?? ''), '--password', 'export pass 1'],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
      );
      expect(gnutls).toContain('BEGIN CERTIFICATE');
      expect(gnutls).toContain('PRIVATE KEY');
    }
    const seen = execFileSync('certtool', ['--certificate-info', '--infile', join(out, 'owa.cer')], {
      encoding: 'utf8',
    });
    expect(seen).toContain(`DNSname: ${name}`);
    expect(readFileSync(join(out, 'owa.cer'), 'latin1')).toMatch(/^-----BEGIN CERTIFICATE-----\r\n/);
  });

  it('is not exported with the key of another', async () => {
    const other = ca.sign(requestOf(folder, 'foreign').request, 'foreign');
    const { exitCode, stderr } = await run(
      ...['certificate', 'export', other, '--key', key, '--password-file', at('password')],
      ...['--format', 'proxy', '--out', at('never')],
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain('belongs to another key');
  });

  describe('behind nginx', () => {
    let web: Web;
    const mail = new Map<MailService, Server>();
    let nginx: Nginx | undefined;
    let ports: Readonly<Record<'https' | 'redirect' | MailService, number>>;

    beforeAll(async () => {
      web = createWeb((asked, answer) => {
        answer.end(`plain ${asked.method ?? ''} ${asked.url ?? ''} for ${asked.headers.host ?? ''}`);
      });
      const webPort = await portOf(web);
      const behind: string[] = [];
      const free = async (service: MailService): Promise<number> => {
        const port = await freePort();
        const server = createServer((socket) => socket.end(greetings[service] + '\r\n'));
        mail.set(service, server);
        behind.push(`${service}=${port}:${await portOf(server)}`);
        return port;
      };
      ports = {
        https: await freePort(),
        redirect: await freePort(),
        imaps: await free('imaps'),
        pop3s: await free('pop3s'),
        smtps: await free('smtps'),
      };
      await run(
        ...['certificate', 'export', certificate, '--key', key, '--password-file', at('password')],
        ...['--chain', ca.certificate, '--format', 'proxy', '--out', at('proxy')],
      );
      const made = await run(
        ...['certificate', 'front', '--certificate', at('proxy', 'owa.chain.pem')],
        ...['--key', at('proxy', 'owa.proxy-key.pem'), '--server', '127.0.0.1', '--out', at('front')],
        ...['--serve', `https=${ports.https}:${webPort}`, `redirect=${ports.redirect}`],
        ...behind,
      );
      expect(made.stderr).toBe('');
      nginx = await startNginx(at('front', 'nginx.conf'), ports.https);
    });
    afterAll(async () => {
      await nginx?.stop();
      web.close();
      for (const server of mail.values()) server.close();
    });

    const connect = async (
      port: number,
      host: string,
      text: string,
    ): Promise<{ out: string; code: number }> => {
      const args = [
        's_client',
        '-connect',
        `127.0.0.1:${port}`,
        '-servername',
        host,
        '-verify_hostname',
        host,
      ];
      const running = promisify(execFile)(
        'openssl',
        [...args, '-CAfile', ca.certificate, '-verify_return_error', '-ign_eof'],
        { timeout: 200_000 },
      );
      // Where the handshake is refused, the client may have ended before anything is said to it.
      running.child.stdin?.on('error', () => undefined);
      running.child.stdin?.end(text);
      return running.then(
        ({ stdout }) => ({ out: stdout, code: 0 }),
        (error: unknown) => {
          const { stdout, stderr } = error as { stdout: string; stderr: string };
          return { out: stdout + stderr, code: 1 };
        },
      );
    };
    const get = (path: string): string =>
      `GET ${path} HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`;

    it('is served for its name over TLS, and the request reaches the server in clear text', async () => {
      const { out, code } = await connect(ports.https, name, get('/exchange/logon.asp'));
      expect(code).toBe(0);
      expect(out).toContain('Verify return code: 0 (ok)');
      expect(out).toContain(`Verified peername: ${name}`);
      expect(out).toContain(`plain GET /exchange/logon.asp for ${name}`);
    });

    it('lets nothing but Outlook Web Access through', async () => {
      const { out } = await connect(ports.https, name, get('/iisadmin/default.asp'));
      expect(out).toContain('404 Not Found');
      expect(out).not.toContain('plain GET');
    });

    it('gives nobody a certificate who asks for another name', async () => {
      const { out, code } = await connect(ports.https, 'mail.example.com', get('/exchange/'));
      expect(code).toBe(1);
      expect(out).toContain('unrecognized name');
    });

    it('leads http to https', async () => {
      const response = await fetch(`http://127.0.0.1:${ports.redirect}/exchange`, { redirect: 'manual' });
      expect(response.headers.get('location')).toBe(`https://${name}/exchange`);
    });

    it.each(['imaps', 'pop3s', 'smtps'] as const)('serves %s to a client of today', async (service) => {
      const { out } = await connect(ports[service], name, '');
      expect(out).toContain('Verify return code: 0 (ok)');
      expect(out).toContain(greetings[service]);
    });
  });
});

type MailService = 'imaps' | 'pop3s' | 'smtps';

/** What the servers behind the front say first. */
const greetings: Readonly<Record<MailService, string>> = {
  imaps: '* OK IMAP4 ready',
  pop3s: '+OK POP3 ready',
  smtps: '220 ntex01 ESMTP ready',
};

function portOf(server: Web | Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
