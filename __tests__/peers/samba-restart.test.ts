import { mkdtempSync, rmSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { harden } from '../../src/commands/harden/harden.js';
import { batten, battenBin } from '../support/batten.js';
import { drive } from '../support/drive.js';
import { logOn } from '../support/samba-kind.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';
import { startScriptedServer } from '../support/scripted-rpc.js';
import { scriptedTerminal } from '../support/scripted-terminal.js';
import { key, Terminal } from '../support/terminal.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;
const said = missing === undefined ? '' : ` (${missing})`;

describePeer(`A restart that Batten asks for${said}`, () => {
  it('is winreg InitiateSystemShutdown: a minute ahead, with words, forcing nobody, and up again', async () => {
    const peer = await startScriptedServer('restart.py');
    try {
      await peer.target.startRestart?.();
      const [call, ...others] = peer.calls('winreg.InitiateSystemShutdown');
      expect(others).toEqual([]);
      expect(call?.text).toMatch(/timeout\s+: 0x0000003c \(60\)/);
      expect(call?.text).toContain("'Batten: the operator asked for a restart.'");
      // No server name; the last six bytes are the seconds, force applications: no, restart: yes.
      expect(call?.stub).toMatch(/^00000000.*3c0000000001$/);
      await expect(peer.target.startRestart?.()).rejects.toThrow(/is shutting down/);
    } finally {
      await peer.stop();
    }
  });
});

describePeer(`When a server was started${said}`, () => {
  it('is told by its Server service and its clock together, in the time of this machine', async () => {
    const peer = await startScriptedServer('running.py');
    try {
      const before = Date.now();
      const started = await peer.target.startedAt?.();
      expect(started?.getTime()).toBeGreaterThanOrEqual(before - 60 * 86_400_000);
      expect(started?.getTime()).toBeLessThanOrEqual(Date.now() - 60 * 86_400_000);
      const [call] = peer.calls('srvsvc.NetServerStatisticsGet');
      expect(call?.text).toContain("'LanmanServer'");
    } finally {
      await peer.stop();
    }
  });

  it('stays open where the server does not say since when its Server service counts', async () => {
    const server = await startSambaServer();
    const target = await logOn(server);
    try {
      expect(await target.startedAt?.()).toBeUndefined();
    } finally {
      await target.close();
      await server.stop();
    }
  });
});

/** Goes on until the restart question is asked, and chooses. */
async function answerRestart(terminal: Terminal, choice: string): Promise<void> {
  // Before its choices are drawn: the drive would answer it.
  await drive(terminal, /\? Restart the server\?/);
  await terminal.waitFor('> Not now');
  while (!terminal.screen().includes(`> ${choice}`)) {
    terminal.write(key.down);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  terminal.write(key.enter);
}

describePeer(`The restart question of the wizard${said}`, () => {
  let server: SambaServer;
  let state: string;
  let asked: string;
  let target: string;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'batten-restart-'));
    const script = join(folder, 'shutdown');
    asked = join(folder, 'asked');
    // smbd runs it with the message, the time, -r for a restart, and -f where programs are forced
    await writeFile(script, `#!/bin/sh\nprintf '%s|' "$@" > '${asked}'\n`);
    await chmod(script, 0o755);
    server = await startSambaServer(`shutdown script = ${script} "%z" %t %r %f`);
    target = `smb://${server.user}@${server.host}:${server.port}`;
    state = join(folder, 'state');
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dirname(state), { recursive: true, force: true });
  });

  const wizard = (...ids: readonly string[]): Terminal =>
    new Terminal(
      process.execPath,
      [
        ...[battenBin, 'harden', '--override-order', 'a test', '--target', target],
        ...['--password-file', server.passwordFile, ...ids.flatMap((id) => ['--step', id])],
      ],
      { cols: 80, rows: 45, env: { BATTEN_STATE: state } },
    );

  it('is asked when what was written waits for a restart, and may be answered with not now', async () => {
    const terminal = wizard('restrict-anonymous');
    await answerRestart(terminal, 'Not now');
    await terminal.waitFor(/Not in force before a restart: restrict-anonymous/);
    expect((await terminal.exited).exitCode).toBe(0);
  });

  it('is given up in time where the server does not come back, and that is journalled as no restart', async () => {
    const terminal = scriptedTerminal({ restart: ['at-console'] });
    const session = harden(
      { step: ['restrict-anonymous'], yes: false, dryRun: false, beyond: false, overrideOrder: 'a test' },
      {
        terminal,
        globals: { target, passwordFile: server.passwordFile, state, json: false, verbose: false },
        environment: {},
        write: () => undefined,
        signal: new AbortController().signal,
        limits: { patience: { toGoMs: 100_000, toComeBackMs: 1000, betweenMs: 100 } },
      },
    );
    const ended = expect(session).rejects.toThrow(
      /smb:\/\/127\.0\.0\.1:\d+ did not come back within 1 seconds\. Look at its console/,
    );
    while (!terminal.said.some((line) => line.startsWith('Waiting for the server'))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await server.cut();
    await ended;
    await server.start();
    const journal = await readFile(join(state, 'servers/NTEX01/journal.jsonl'), 'utf8');
    expect(journal).not.toContain('"restarted"');
    // The server's own clock, which is this machine's
    expect(journal).toMatch(/"type":"session".*"serverTime":"20\d\d-/);
    expect(journal).toContain('"failed"');
  });

  it('waits while it is restarted at its console, logs on again, and reads back', async () => {
    const terminal = wizard('restrict-anonymous');
    await answerRestart(terminal, 'I restart it');
    await terminal.waitFor(/Waiting for the server to go down and come back/);
    await server.cut();
    await server.start();
    await terminal.waitFor(/ok +restrict-anonymous: read back after the restart/);
    expect((await terminal.exited).exitCode).toBe(0);
    expect(terminal.screen()).toContain('Settled: restrict-anonymous.');
  });

  it('lets Batten ask the server to restart, and goes on when it is back', async () => {
    const terminal = wizard('restrict-remote-registry');
    await answerRestart(terminal, 'Batten restarts');
    await terminal.waitFor(/Waiting for the server to go down and come back/);
    expect(await readFile(asked, 'utf8')).toMatch(/^Batten__the_operator_asked_for_a_restart_\|[^|]*\|-r\|$/);
    await server.cut();
    await server.start();
    await terminal.waitFor(/ok +restrict-remote-registry: read back after the restart/);
    expect((await terminal.exited).exitCode).toBe(0);
  });

  it('may be told that the server was restarted while no session looked', async () => {
    const undone = await batten(state, [
      ...['undo', 'restrict-anonymous', '--yes', '--target', target],
      ...['--password-file', server.passwordFile],
    ]);
    expect(undone).toMatchObject({ exitCode: 0, stderr: '' });
    const terminal = wizard('restrict-anonymous');
    await answerRestart(terminal, 'It was restarted');
    await terminal.waitFor(/ok +restrict-anonymous: read back after the restart/);
    expect((await terminal.exited).exitCode).toBe(0);
  });
});
