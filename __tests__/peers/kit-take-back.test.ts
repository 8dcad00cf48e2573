import { expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeConsole, wanted } from '../support/kit-console.js';

describeConsole('taking a kit back', (at) => {
  it('takes single steps back with a kit of their own', async () => {
    await at.planned();
    expect(await at.trip.carryAndRun('K002', 'APPLY.CMD')).toBe('RESULT=APPLIED');
    at.trip.bringBack('K002');
    await at.trip.import();
    const written = await at.trip.batten(
      'kit',
      'undo',
      at.trip.kits,
      'services',
      'ntlm-session-security',
      '--yes',
    );
    expect(written.stdout).toContain('Undo kit K003');
    expect(existsSync(join(at.trip.kits, 'K003', 'UNDO.CMD'))).toBe(false);
    expect(await at.trip.carryAndRun('K003', 'APPLY.CMD')).toBe('RESULT=APPLIED');
    at.trip.bringBack('K003');
    expect(await at.trip.import()).toMatchObject({ exitCode: 0 });
    expect(await at.outcomeOf('services')).toBe('undone');
    expect(await at.outcomeOf('restrict-anonymous')).toBe('verified');
    expect(at.server.state()).toContain('running Alerter\t+Alerter');
    const status = await at.trip.batten('status', '--target', `kit:${at.trip.kits}`);
    expect(status.stdout).toContain('Nothing drifted since');
  });

  it('schedules the undo first where the operator may be locked out, and takes it off on confirmation', async () => {
    await at.planned('--dead-man');
    expect(await at.trip.carryAndRun('K002', 'APPLY.CMD')).toBe('RESULT=FAILED no-time-given');
    expect(await at.trip.run('K002', 'APPLY.CMD', '23:30')).toBe('RESULT=APPLIED');
    const calls = at.server.calls();
    const scheduled = calls.findIndex((call) => /^at 23:30 C:\\K002\\UNDO\.CMD [0-9a-f]{10}$/.test(call));
    expect(scheduled).toBeGreaterThan(-1);
    expect(scheduled).toBeLessThan(calls.findIndex((call) => call.startsWith('net stop')));
    expect(at.server.state().filter((line) => line.startsWith('job '))).toHaveLength(1);
    expect(await at.trip.run('K002', 'CONFIRM.CMD')).toMatch(/^RESULT=CONFIRMED/);
    expect(at.server.state().filter((line) => line.startsWith('job '))).toEqual([]);
  });

  it('takes a kit back that was never carried, and none that was', async () => {
    await at.planned();
    expect(await at.trip.batten('kit', 'withdraw', at.trip.kits, '--yes')).toMatchObject({ exitCode: 0 });
    expect(await at.outcomeOf('services')).toBe('skipped');
    expect((await at.history()).steps.get('services')?.standing).toEqual([]);
    await at.trip.export(...wanted);
    await at.trip.carryAndRun('K003', 'APPLY.CMD');
    at.trip.bringBack('K003');
    const refused = await at.trip.batten('kit', 'withdraw', at.trip.kits, '--yes');
    expect(refused).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('it was carried and run'),
    });
  });
});
