import { spawn, spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { acquireLock, type Holder } from '../../src/journal/lock.js';
import { thisProcess } from '../../src/journal/process-identity.js';
import { temporaryFolder } from '../support/folder.js';

const me: Holder = {
  ...thisProcess(),
  operator: 'root@workstation',
  command: 'batten harden',
  since: '2026-11-24T10:00:00.000Z',
};

/** The number of a process that has surely ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

const dead = (): Holder => ({ ...me, pid: deadPid() });

const left = (folder: string, content: unknown, name = 'lock.7'): Promise<void> =>
  writeFile(join(folder, name), JSON.stringify(content));

describe('the lock of a server', () => {
  it('is held by one process at a time, and the other is told who, since when, and that it runs', async () => {
    const folder = await temporaryFolder();
    const lock = await acquireLock(folder, me);
    const second = acquireLock(folder, { ...me, operator: 'eva@workstation' });
    await expect(second).rejects.toMatchObject({ exitCode: 5 });
    await expect(second).rejects.toThrow(
      new RegExp(
        `root@workstation, process ${process.pid} .*since 2026-11-24T10:00:00.000Z; that Batten is running`,
      ),
    );
    await lock.release();
    await (await acquireLock(folder, me)).release();
  });

  it('is taken over from a process that is no more, which is named', async () => {
    const folder = await temporaryFolder();
    const gone = dead();
    await left(folder, gone);
    const lock = await acquireLock(folder, me);
    expect(lock.tookOver).toEqual(gone);
    expect(await readdir(folder)).toEqual(['lock.8']);
    expect(JSON.parse(await readFile(join(folder, 'lock.8'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(me)),
    );
  });

  it('is taken over from an older Batten, whose file had no number', async () => {
    const folder = await temporaryFolder();
    const { pid, host, operator, command, since } = dead();
    await left(folder, { pid, host, operator, command, since }, 'lock');
    expect((await acquireLock(folder, me)).tookOver).toMatchObject({ pid });
  });

  it('is taken over where the number of its process belongs to another program by now', async () => {
    const folder = await temporaryFolder();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    try {
      await left(folder, { ...me, pid: stranger.pid, started: '1' });
      expect((await acquireLock(folder, me)).tookOver).toMatchObject({ pid: stranger.pid });
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  it('is taken over where the machine was started anew since, whatever has its number now', async () => {
    const folder = await temporaryFolder();
    await left(folder, { ...me, boot: 'another start' });
    expect((await acquireLock(folder, me)).tookOver).toMatchObject({ boot: 'another start' });
  });

  it('of another container or workstation is left alone: the way out is the file, not the process', async () => {
    for (const other of [
      { ...dead(), host: 'elsewhere' },
      { ...me, pidNamespace: 'pid:[1]', pid: 1 },
    ]) {
      const folder = await temporaryFolder();
      await left(folder, other);
      await expect(acquireLock(folder, me)).rejects.toThrow(
        /cannot be told from here. Where it surely does not, delete .*lock\.7 .*Do not end a process/,
      );
      expect(await readdir(folder)).toEqual(['lock.7']);
    }
  });

  it('goes to exactly one of many that ask at once, also when a dead one lies in the way', async () => {
    const folder = await temporaryFolder();
    await left(folder, dead());
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => acquireLock(folder, me)));
    expect(asked.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  it('is not given to one who looked before others held it and let it go', async () => {
    const folder = await temporaryFolder();
    await left(folder, dead());
    await (await acquireLock(folder, me)).release();
    await (await acquireLock(folder, me)).release();
    const lock = await acquireLock(folder, me);
    expect(await readdir(folder)).toEqual(['lock.10']);
    await lock.release();
  });

  it.each(['{"pid":', 'null', '[]', '{}', '17', '{"pid":"7"}'])(
    'that is damaged (%s) is not guessed at',
    async (text) => {
      const folder = await temporaryFolder();
      await writeFile(join(folder, 'lock.3'), text);
      await expect(acquireLock(folder, me)).rejects.toMatchObject({ exitCode: 5 });
    },
  );
});
