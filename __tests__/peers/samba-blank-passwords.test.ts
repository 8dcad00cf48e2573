import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { z } from 'zod';
import { tryBlankPasswords } from '../../src/commands/assess/try-blank-passwords.js';
import { UnansweredError } from '../../src/errors.js';
import { batten, type Run } from '../support/batten.js';
import { temporaryFolder } from '../support/folder.js';
import { logOn } from '../support/samba-kind.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';
import { scriptedOperator } from '../support/scripted-operator.js';
import { startScriptedServer, type ScriptedServer } from '../support/scripted-rpc.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;
const said = missing === undefined ? '' : ` (${missing})`;

const document = z.object({
  blankPasswords: z.object({
    notTried: z.string().optional(),
    accounts: z.array(
      z.object({ rid: z.number(), name: z.string(), result: z.string(), reason: z.string().optional() }),
    ),
  }),
});

const tried = async (server: SambaServer, ...args: readonly string[]): Promise<Run & { state: string }> => {
  const state = await temporaryFolder();
  const target = `smb://${server.user}@${server.host}:${server.port}`;
  const line = ['assess', ...args, '--target', target, '--password-file', server.passwordFile, '--verbose'];
  return { ...(await batten(state, line)), state };
};

const trials = ({ stdout }: Run) => document.parse(JSON.parse(stdout)).blankPasswords;

/** Bad logons that the server counts, as pdbedit sees them. */
const counts = async (server: SambaServer): Promise<Readonly<Record<string, number>>> => {
  const names = ['Administrator', 'clerk', 'disabled', 'guest', 'open'];
  const found = await Promise.all(
    names.map(async (name) => {
      const about = await server.own('pdbedit', '-v', '-u', name);
      return [name, Number(/Bad password count\s*: (\d+)/.exec(about)?.[1] ?? NaN)] as const;
    }),
  );
  return Object.fromEntries(found);
};

/** An account with an empty password; smbd takes those only where it is told to. */
async function addOpen(server: SambaServer): Promise<void> {
  await execa('pdbedit', ['-s', join(server.folder, 'smb.conf'), '-a', '-t', '-u', 'open'], {
    input: '\n\n',
    env: {
      LD_PRELOAD: 'libnss_wrapper.so',
      NSS_WRAPPER_PASSWD: join(server.folder, 'passwd'),
      NSS_WRAPPER_GROUP: join(server.folder, 'group'),
    },
  });
}

describePeer(`Trials of empty passwords on a Samba server${said}`, () => {
  let server: SambaServer;
  const lockout = (threshold: number) =>
    server.own('pdbedit', '-P', 'bad lockout attempt', '-C', String(threshold));

  beforeAll(async () => {
    server = await startSambaServer('null passwords = yes', 'batten:guest = disabled');
    await addOpen(server);
    // smbd lets in whoever names an account with N, whatever the password.
    await server.own('pdbedit', '-r', '-u', 'guest', '-c', '[]');
  });
  afterAll(() => server.stop());

  it('are made on request only', async () => {
    expect((await tried(server, '--json')).stdout).not.toContain('blankPasswords');
    expect(await counts(server)).toEqual({ Administrator: 0, clerk: 0, disabled: 0, guest: 0, open: 0 });
  });

  it('find the empty one with one logon an account, and spare the one in use and those disabled', async () => {
    const run = await tried(server, '--json', '--try-blank-passwords');
    expect(run.exitCode).toBe(3);
    expect(trials(run).accounts).toEqual([
      { rid: 500, name: 'Administrator', result: 'not-tried', reason: 'it is the account in use' },
      { rid: 1002, name: 'clerk', result: 'refused' },
      { rid: 1003, name: 'guest', result: 'refused' },
      { rid: 1004, name: 'open', result: 'taken' },
    ]);
    expect(run.stderr.replace(/\s+/g, ' ')).toMatch(
      /is now tried on 3 accounts of NTEX01, one logon each\. Every one counts as a bad logon .* 50 bad logons lock/,
    );
    expect(await counts(server)).toEqual({ Administrator: 0, clerk: 1, disabled: 0, guest: 1, open: 0 });
    const files = readdirSync(run.state, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(run.state, name),
    );
    const kept = files.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path, 'utf8'));
    for (const text of [run.stdout, run.stderr, ...kept]) expect(text).not.toContain(server.password);
  });

  it('say what to do about it', async () => {
    await lockout(0);
    const { stdout, exitCode } = await tried(server, '--try-blank-passwords');
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /Bad logons lock no account out.* open 1004 empty: everybody can log on.*net user NAME \*/,
    );
    expect(exitCode).toBe(3);
  });

  it('leave an account alone that one more bad logon locks out, also where it came to that meanwhile', async () => {
    await server.own('pdbedit', '-z', '-u', 'clerk');
    await server.own('pdbedit', '-z', '-u', 'guest');
    await lockout(2);
    const target = await logOn(server);
    try {
      const survey = await target.blankPasswords?.survey();
      const clerk = survey?.toTry.find(({ name }) => name === 'clerk');
      if (clerk === undefined || survey === undefined) throw new Error('The account is not listed.');
      expect(survey.threshold).toBe(2);
      expect(await target.blankPasswords?.attempt(clerk, survey.threshold)).toMatchObject({
        result: 'refused',
      });
      expect(await target.blankPasswords?.attempt(clerk, survey.threshold)).toMatchObject({
        result: 'not-tried',
        reason: 'it has 1 bad logon, and 2 lock it out',
      });
    } finally {
      await target.close();
    }
    expect((await counts(server))['clerk']).toBe(1);
    const { accounts } = trials(await tried(server, '--json', '--try-blank-passwords'));
    expect(accounts.find(({ name }) => name === 'clerk')?.result).toBe('not-tried');
    expect(await counts(server)).toMatchObject({ clerk: 1, guest: 1 });
    expect(await server.own('pdbedit', '-v', '-u', 'clerk')).toMatch(/Account Flags:\s*\[U\s*\]/);
  });
});

describePeer(`Trials of empty passwords while Guest is enabled${said}`, () => {
  it('are not made at all', async () => {
    const server = await startSambaServer('null passwords = yes');
    try {
      await addOpen(server);
      const run = await tried(server, '--json', '--try-blank-passwords');
      expect(trials(run)).toEqual({
        notTried: expect.stringMatching(/^the guest account is enabled/),
        accounts: [],
      });
      expect(await counts(server)).toEqual({ Administrator: 0, clerk: 0, disabled: 0, guest: 0, open: 0 });
    } finally {
      await server.stop();
    }
  });
});

describePeer(`Trials of empty passwords on a scripted backup domain controller${said}`, () => {
  let server: ScriptedServer;
  beforeAll(async () => {
    server = await startScriptedServer('backup-controller.py');
  });
  afterAll(() => server.stop());

  const context = (terminal: ReturnType<typeof scriptedOperator>) => ({
    terminal,
    globals: { json: false, verbose: false },
    environment: {},
    write: () => undefined,
    signal: new AbortController().signal,
  });

  it('are refused where nobody can agree, as the count of bad logons is kept elsewhere', async () => {
    const nobody = tryBlankPasswords(server.target, context(scriptedOperator([], false)));
    await expect(nobody).rejects.toThrow(UnansweredError);
    await expect(nobody).rejects.toThrow(/EXAMPLE out is not known: this is a backup .*nothing was tried/);
    expect(server.calls('lsa.GetUserName')).toHaveLength(0);
  });

  it('wait for a yes, and take a logon as somebody else for no proof', async () => {
    const no = scriptedOperator([false]);
    expect(await tryBlankPasswords(server.target, context(no))).toMatchObject({
      notTried: 'the operator did not agree',
    });
    expect(server.calls('lsa.GetUserName')).toHaveLength(0);
    const { accounts } = await tryBlankPasswords(server.target, context(scriptedOperator([true])));
    expect(accounts.map(({ name, result }) => [name, result])).toEqual([
      ['Administrator', 'not-tried'],
      ['alpha', 'taken'],
      ['beta', 'cannot-tell'],
    ]);
  });
});

describe('Trials of empty passwords on other targets', () => {
  it.each(['lab:', 'hand:NTEX01', 'kit:nowhere'])('are a wrong use of %s', async (target) => {
    const run = await batten(await temporaryFolder(), [
      'assess',
      '--try-blank-passwords',
      '--target',
      target,
    ]);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(/logs on over the network.*Nothing was read or tried/);
  });
});
