import { expect, it } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dword } from '../../src/resources/registry/data.js';
import { describeConsole, wanted } from '../support/kit-console.js';

const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
const longLsa = lsa.replace('HKLM', 'HKEY_LOCAL_MACHINE');

describeConsole('a change kit', (at) => {
  it('touches nothing where the server is not as it was read, and plans anew with what is there', async () => {
    await at.planned();
    await at.server.seed([{ key: lsa, name: 'RestrictAnonymous', data: dword(2) }]);
    expect(await at.trip.carryAndRun('K002', 'APPLY.CMD')).toMatch(/^RESULT=DRIFT B\d{3}\.REG$/);
    expect(at.server.calls().filter((call) => /net (stop|user Guest \/)|rundll32/.test(call))).toEqual([]);
    at.trip.bringBack('K002');
    const imported = await at.trip.import();
    expect(imported).toMatchObject({ exitCode: 1 });
    expect(imported.stdout).toContain('nothing was touched');
    expect(await at.outcomeOf('services')).toBe('failed');
    const again = await at.trip.export(...wanted);
    expect(again.stdout).toContain('Change kit K003');
    expect(readFileSync(join(at.trip.kits, 'K003', 'CHECK.TXT'), 'latin1')).toMatch(
      /RestrictAnonymous:\s+REG_DWORD\s+2\s+->\s+REG_DWORD\s+1/,
    );
  });

  it('says of each change whether it took, also where a tool said that all went well', async () => {
    await at.planned();
    at.server.refuse('net user Guest /');
    at.server.carry(join(at.trip.kits, 'K002'), 'K002');
    const inf = join(at.server.drive, 'K002', 'APPLY.INF');
    const lines = readFileSync(inf, 'latin1').split('\r\n');
    writeFileSync(inf, lines.filter((line) => !line.includes('"RestrictAnonymous"')).join('\r\n'));
    expect(await at.trip.run('K002', 'APPLY.CMD')).toMatch(/^RESULT=INEFFECTIVE 0\d\d 0\d\d$/);
    at.trip.bringBack('K002');
    expect(await at.trip.import()).toMatchObject({ exitCode: 1 });
    expect(await at.outcomeOf('restrict-anonymous')).toBe('failed');
    expect(await at.outcomeOf('guest-account')).toBe('failed');
    expect(await at.outcomeOf('services')).toBe('verified');
  });

  it('reads what stands after a power failure and changes nothing more; the undo brings all of it back', async () => {
    await at.planned();
    const before = await at.server.exported(longLsa);
    at.server.carry(join(at.trip.kits, 'K002'), 'K002');
    const script = join(at.server.drive, 'K002', 'APPLY.CMD');
    const whole = readFileSync(script, 'latin1');
    const written = whole.indexOf('\r\n', whole.indexOf('start "apply"')) + 2;
    writeFileSync(script, `${whole.slice(0, written)}exit\r\n`);
    await at.trip.run('K002', 'APPLY.CMD');
    at.trip.bringBack('K002');
    const cut = await at.trip.import();
    expect(cut.stderr).toMatch(/APPLY\.OUT: it has no end.*Nothing was recorded/s);

    writeFileSync(script, whole);
    expect(await at.trip.run('K002', 'APPLY.CMD')).toMatch(/^RESULT=HALF-RUN( 0\d\d)+$/);
    expect(at.server.calls().filter((call) => call.startsWith('net stop'))).toEqual([]);
    at.trip.bringBack('K002');
    expect(await at.trip.import()).toMatchObject({ exitCode: 1 });
    expect(await at.outcomeOf('restrict-anonymous')).toBe('verified');
    expect(await at.outcomeOf('guest-account')).toBe('failed');

    expect(await at.trip.run('K002', 'UNDO.CMD')).toBe('RESULT=UNDONE');
    at.trip.bringBack('K002');
    await at.trip.import();
    expect(await at.outcomeOf('restrict-anonymous')).toBe('undone');
    expect(await at.server.exported(longLsa)).toBe(before);
  });

  it('does nothing on another server', async () => {
    await at.planned();
    const key = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
    await at.server.seed([{ key, name: 'InstallDate', data: dword(1) }]);
    expect(await at.trip.carryAndRun('K002', 'APPLY.CMD')).toBe('RESULT=DRIFT server');
    at.trip.bringBack('K002');
    const { exitCode, stderr } = await at.trip.import();
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/was run on another server/);
  });

  it('runs from several disks only when all of them were copied', async () => {
    await at.planned('--volume', '30k');
    const disks = readdirSync(join(at.trip.kits, 'K002')).filter((name) => name.startsWith('DISK'));
    expect(disks.length).toBeGreaterThan(1);
    const [first = '', ...others] = disks;
    at.server.carry(join(at.trip.kits, 'K002', first), 'K002');
    expect(await at.trip.run('K002', 'APPLY.CMD')).toMatch(/^RESULT=FAILED missing-/);
    for (const disk of others) at.server.carry(join(at.trip.kits, 'K002', disk), 'K002');
    expect(await at.trip.run('K002', 'APPLY.CMD')).toBe('RESULT=APPLIED');
  });
});
