import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { batten, battenBin } from '../support/batten.js';
import { inFolder, password } from '../support/certificate-orders.js';
import { key, Terminal } from '../support/terminal.js';

describe('batten csr in a terminal of 80 columns', () => {
  it('judges answers as they are typed, and makes the request in the end', () =>
    inFolder(async (folder) => {
      const options = ['--profile', 'era', '--protocol', 'http', '--out', 'made', '--key-name', 'owa'];
      const names = ['--organization', 'Example', '--unit', 'IT', '--state', 'Ohio', '--locality', 'Dayton'];
      const rest = ['--contact', '', '--email', '', '--phone', '', '--bits', '1024', '--digest', 'md5'];
      const known = ['--owa-name', 'owa.example.com'];
      const terminal = new Terminal(
        process.execPath,
        [battenBin, 'csr', ...options, ...names, ...rest, ...known],
        { cols: 80, rows: 40, cwd: folder },
      );
      try {
        await terminal.waitFor('Password for the private key');
        terminal.write(`${password}${key.enter}`);
        await terminal.waitFor('The same password again');
        terminal.write(`${password}${key.enter}`);
        await terminal.waitFor('? Fully qualified name');
        terminal.write('https://owa');
        await terminal.waitFor('Give the host name alone, without http://');
        terminal.write(`${key.backspace.repeat(11)}ntex01.example.com`);
        await terminal.waitFor(/note: Users type owa\.example\.com, which is not among/);
        terminal.write(`${key.backspace.repeat(18)}owa.example.com`);
        await terminal.waitFor(/owa\.example\.com\n {2}ok/);
        terminal.write(key.enter);
        await terminal.waitFor('? Country');
        terminal.write('us');
        await terminal.waitFor('Write the country in capitals: US.');
        terminal.write(`${key.backspace.repeat(2)}US${key.enter}`);
        await terminal.waitFor('Make this key and request?');
        terminal.write(key.enter);
        expect((await terminal.exited).exitCode).toBe(0);
        const screen = await terminal.waitFor('What comes next:');
        expect(screen).not.toContain(password);
        expect(Math.max(...screen.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
        expect(readdirSync(join(folder, 'made'))).toEqual(['owa.contact.txt', 'owa.key.pem', 'owa.req.pem']);
      } finally {
        terminal.kill();
      }
    }));
});

describe('batten csr on the command line', () => {
  it('takes --state as the state or province, and --protocol and --san more than once', () =>
    inFolder(async (folder) => {
      const run = await batten(folder, [
        ...['csr', '--yes', '--bits', '1024', '--fqdn', 'owa.example.com', '--organization', 'Example'],
        ...['--country', 'US', '--state', 'Ohio', '--locality', 'Dayton', '--out', folder],
        ...['--protocol', 'http', '--protocol', 'smtp', '--san', 'a.example.com', '--san', 'b.example.com'],
      ]);
      expect(run).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('answered: --password-file.'),
      });
    }));

  it('shows no password and no key on any stream', () =>
    inFolder(async (folder) => {
      const passwordFile = join(folder, 'password');
      execFileSync('sh', ['-c', `umask 077; printf '%s\\n' "$1" >"$2"`, '-', password, passwordFile]);
      const run = await batten(folder, [
        ...['csr', '--yes', '--bits', '1024', '--fqdn', 'owa.example.com', '--organization', 'Example'],
        ...['--country', 'US', '--state', 'Ohio', '--locality', 'Dayton', '--out', join(folder, 'made')],
        ...[
          '--password-file',
          passwordFile,
          '--protocol',
          'http',
          '--protocol',
          'smtp',
          '--json',
          '--verbose',
        ],
      ]);
      expect(run.exitCode).toBe(0);
      expect(JSON.parse(run.stdout)).toMatchObject({
        requests: [{ name: 'owa-http', state: 'Ohio' }, { name: 'owa-smtp' }],
      });
      expect(run.stdout + run.stderr).not.toMatch(/correct horse|PRIVATE KEY/);
    }));
});
