import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { harden } from '../../src/commands/harden/harden.js';
import { batten, type Run } from '../support/batten.js';
import { temporaryFolder } from '../support/folder.js';
import { namespaceMissing, startCabledServer, type CabledServer } from '../support/namespace.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';
import { scriptedTerminal } from '../support/scripted-terminal.js';
import { startWriteWatcher, type WriteWatcher } from '../support/write-watcher.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const noNamespace = namespaceMissing();
if (noNamespace !== undefined && process.env['CI'] === 'true') throw new Error(noNamespace);
const describeCable = noNamespace === undefined ? describe : describe.skip;

const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
const store = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem';
const steps = ['restrict-anonymous', 'recipient-limit'];

/** What a reader that shares no code with Batten sees of both steps; undefined where the value is not there. */
const seen = (server: SambaServer): Promise<readonly (string | undefined)[]> =>
  Promise.all(
    [
      [lsa, 'RestrictAnonymous'],
      [store, 'Max Recipients on Submit'],
    ].map((value) => server.netRegistry(['getvalueraw', ...value]).catch(() => undefined)),
  );

const open = async (state: string): Promise<boolean> => {
  const lines = (await readFile(join(state, 'servers/NTEX01/journal.jsonl'), 'utf8')).trim().split('\n');
  const count = (type: string): number => lines.filter((line) => line.includes(`"type":"${type}"`)).length;
  return count('intent') > count('outcome');
};

describePeer(
  `A server that stops while a session writes${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let server: SambaServer;
    let watcher: WriteWatcher;

    beforeAll(async () => {
      server = await startSambaServer();
      watcher = await startWriteWatcher(server.host, server.port);
    });
    afterAll(async () => {
      await watcher.close();
      await server.stop();
    });

    const run = (state: string, ...line: readonly string[]): Promise<Run> =>
      batten(state, [
        ...[...line, '--target', `smb://${server.user}@127.0.0.1:${watcher.port}`],
        ...['--password-file', server.passwordFile],
      ]);
    const session = (state: string): Promise<Run> =>
      run(
        state,
        ...['harden', '--yes', '--override-order', 'a test', ...steps.flatMap((id) => ['--step', id])],
      );

    it.each([
      ['request', 'not-written', /it was not\s+written/],
      ['answer', 'written', /it was written|it was\s+written/],
    ] as const)(
      'before its %s came through: one line, an open change, and the next session goes on and undo restores',
      async (held, _, words) => {
        const state = await temporaryFolder();
        watcher.interrupt(
          held,
          async () => {
            await server.cut();
            await watcher.close();
          },
          1,
        );
        const broken = await session(state);
        expect(broken.exitCode).toBe(1);
        expect(broken.stderr.trim().split('\n')).toHaveLength(1);
        expect(broken.stderr).toMatch(
          /^batten: The connection to smb:.* was lost while .*Run the same command again/,
        );
        expect(broken.stdout).toContain('The session broke off. The journal knows how far it went');
        expect(await open(state)).toBe(true);
        const verified = await run(state, 'journal', 'verify');
        expect(verified).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('unbroken') });

        await server.start();
        await watcher.open();
        expect(await seen(server)).toEqual([
          expect.stringContaining('1'),
          held === 'answer' ? expect.stringContaining('100') : undefined,
        ]);
        const next = await session(state);
        expect(next.stdout).toMatch(/The last session on NTEX01 was\s+failed|broke off/);
        expect(next.stdout).toMatch(/Max Recipients on Submit[\s\S]*intended/);
        expect(next.stdout).toMatch(words);
        expect(next.exitCode).toBe(0);
        expect(await seen(server)).toEqual([expect.stringContaining('1'), expect.stringContaining('100')]);
        expect(await open(state)).toBe(false);
        expect(await run(state, 'undo', '--all', '--yes')).toMatchObject({ exitCode: 0 });
        expect(await seen(server)).toEqual([undefined, undefined]);
      },
    );
  },
);

describeCable(
  `A cable that is pulled while a session writes${noNamespace === undefined ? '' : ` (${noNamespace})`}`,
  () => {
    let server: CabledServer;
    let watcher: WriteWatcher;

    beforeAll(async () => {
      server = await startCabledServer();
      watcher = await startWriteWatcher(server.host, server.port);
    });
    afterAll(async () => {
      await watcher.close();
      await server.stop();
    });

    it('is said in time; another machine at the address is refused; the right one is gone on with', async () => {
      const state = await temporaryFolder();
      const target = `smb://${server.user}@127.0.0.1:${watcher.port}`;
      const session = (limits = {}): ReturnType<typeof harden> =>
        harden(
          { step: steps, yes: true, dryRun: false, beyond: false, overrideOrder: 'a test' },
          {
            terminal: scriptedTerminal({}, { interactive: false }),
            globals: { target, passwordFile: server.passwordFile, state, json: false, verbose: false },
            environment: {},
            write: () => undefined,
            signal: new AbortController().signal,
            limits,
          },
        );
      watcher.interrupt('request', () => server.pullCable(), 1);
      await expect(session({ timeoutMs: 6000 })).rejects.toThrow(
        /did not answer within 6 seconds while|was lost while/,
      );
      expect(await open(state)).toBe(true);

      await server.cut();
      await server.plugCable();
      const other = await server.startAnother();
      await watcher.open();
      try {
        await expect(session()).rejects.toMatchObject({
          exitCode: 5,
          message: expect.stringMatching(/was NTEX01 \(machine SID .*, not .*Nothing was touched/),
        });
        expect(await seen(other)).toEqual([undefined, undefined]);
      } finally {
        await other.stop();
      }

      await server.start();
      expect(await session()).toBe(0);
      expect(await seen(server)).toEqual([expect.stringContaining('1'), expect.stringContaining('100')]);
      const undone = await batten(state, [
        ...['undo', '--all', '--yes', '--target', target, '--password-file', server.passwordFile],
      ]);
      expect(undone).toMatchObject({ exitCode: 0 });
      expect(await seen(server)).toEqual([undefined, undefined]);
    });
  },
);
