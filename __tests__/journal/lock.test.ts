import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { acquireLock, type Holder } from '../../src/journal/lock.js';
import { temporaryFolder } from '../support/folder.js';

const me: Holder = {
  pid: process.pid,
  host: 'workstation',
  operator: 'root@workstation',
  command: 'batten harden',
  since: '2026-11-24T10:00:00.000Z',
};

/** The number of a process that has surely ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('the lock of a server', () => {
  it('is held by one process at a time, and the other is told who, since when, and that it lives', async () => {
    const folder = await temporaryFolder();
    const lock = await acquireLock(folder, me);
    const second = acquireLock(folder, { ...me, operator: 'eva@workstation' });
    await expect(second).rejects.toMatchObject({ exitCode: 5 });
    await expect(second).rejects.toThrow(
      new RegExp(
        `root@workstation, process ${process.pid} .*since 2026-11-24T10:00:00.000Z; that process is running`,
      ),
    );
    await lock.release();
    await (await acquireLock(folder, me)).release();
  });

  it('is taken over from a process that is no more, which is named', async () => {
    const folder = await temporaryFolder();
    const dead = { ...me, pid: deadPid() };
    await writeFile(join(folder, 'lock'), JSON.stringify(dead));
    const lock = await acquireLock(folder, me);
    expect(lock.tookOver).toEqual(dead);
    expect(JSON.parse(await readFile(join(folder, 'lock'), 'utf8'))).toEqual(me);
  });

  it('of another workstation is left alone, for nobody here can tell whether it lives', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'lock'), JSON.stringify({ ...me, host: 'elsewhere', pid: deadPid() }));
    await expect(acquireLock(folder, me)).rejects.toThrow(/on elsewhere; whether it lives cannot be told/);
  });

  it('goes to exactly one of many that ask at once, also when a dead one lies in the way', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'lock'), JSON.stringify({ ...me, pid: deadPid() }));
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => acquireLock(folder, me)));
    expect(asked.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  it('that is damaged is not guessed at', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'lock'), '{"pid":');
    await expect(acquireLock(folder, me)).rejects.toMatchObject({ exitCode: 5 });
  });
});
