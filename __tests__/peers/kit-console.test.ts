import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importKit } from '../../src/commands/kit/import.js';
import { readJournal } from '../../src/journal/file.js';
import { foldJournal, type History } from '../../src/journal/history.js';
import { knownServers, journalPath } from '../../src/journal/servers.js';
import { dword } from '../../src/resources/registry/data.js';
import { temporaryFolder } from '../support/folder.js';
import { kitTrip, type KitTrip } from '../support/kit-trip.js';
import { scriptedTerminal } from '../support/scripted-terminal.js';
import { startWineServer, wineMissing, type WineServer } from '../support/wine-server.js';

const missing = wineMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);

const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
const longLsa = lsa.replace('HKLM', 'HKEY_LOCAL_MACHINE');

const steps = ['restrict-anonymous', 'services', 'guest-account', 'ntlm-session-security', 'account-lockout'];
const wanted = ['--beyond', ...steps.flatMap((step) => ['--step', step])];
const answers = { steps: { 'ntlm-session-security': { options: { demand: ['integrity'] } } } };

(missing === undefined ? describe : describe.skip)(
  `at the console of an isolated server${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let server: WineServer;
    let collected: KitTrip;
    let home: string;
    let trip: KitTrip;

    beforeAll(async () => {
      server = await startWineServer();
      home = await import('node:fs/promises').then(({ mkdtemp }) => mkdtemp('/tmp/batten-kit-'));
      collected = kitTrip(server, home, answers);
      await collected.export('--server', server.name, ...wanted);
      for (const kit of ['C001']) {
        expect(await collected.carryAndRun(kit, 'COLLECT.CMD')).toBe('RESULT=COLLECTED');
        collected.bringBack(kit);
      }
    });

    afterAll(async () => {
      rmSync(home, { recursive: true, force: true });
      await server.stop();
    });

    beforeEach(async () => {
      await server.reset();
      const state = await temporaryFolder();
      cpSync(home, state, { recursive: true });
      trip = kitTrip(server, state, answers);
    });

    /** Reads in what was collected and writes the change kit. */
    const planned = async (...options: readonly string[]): Promise<void> => {
      expect(await trip.import()).toMatchObject({ exitCode: 0 });
      const { exitCode, stderr } = await trip.export(...wanted, ...options);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    };

    const history = async (): Promise<History> => {
      const [known] = await knownServers(trip.state);
      return foldJournal((await readJournal(journalPath(known?.folder ?? ''))).records);
    };
    const outcomeOf = async (step: string): Promise<string | undefined> =>
      (await history()).steps.get(step)?.outcome;

    it('touches nothing where the server is not as it was read, and plans anew with what is there', async () => {
      await planned();
      await server.seed([{ key: lsa, name: 'RestrictAnonymous', data: dword(2) }]);
      expect(await trip.carryAndRun('K002', 'APPLY.CMD')).toMatch(/^RESULT=DRIFT B\d{3}\.REG$/);
      expect(server.calls().filter((call) => /net (stop|user Guest \/)|rundll32/.test(call))).toEqual([]);
      trip.bringBack('K002');
      const imported = await trip.import();
      expect(imported).toMatchObject({ exitCode: 1 });
      expect(imported.stdout).toContain('nothing was touched');
      expect(await outcomeOf('services')).toBe('failed');
      const again = await trip.export(...wanted);
      expect(again.stdout).toContain('Change kit K003');
      expect(readFileSync(join(trip.kits, 'K003', 'CHECK.TXT'), 'latin1')).toMatch(
        /RestrictAnonymous:\s+REG_DWORD\s+2\s+->\s+REG_DWORD\s+1/,
      );
    });

    it('says of each change whether it took, also where a tool said that all went well', async () => {
      await planned();
      server.refuse('net user Guest /');
      server.carry(join(trip.kits, 'K002'), 'K002');
      const inf = join(server.drive, 'K002', 'APPLY.INF');
      const lines = readFileSync(inf, 'latin1').split('\r\n');
      writeFileSync(inf, lines.filter((line) => !line.includes('"RestrictAnonymous"')).join('\r\n'));
      expect(await trip.run('K002', 'APPLY.CMD')).toMatch(/^RESULT=INEFFECTIVE 0\d\d 0\d\d$/);
      trip.bringBack('K002');
      expect(await trip.import()).toMatchObject({ exitCode: 1 });
      expect(await outcomeOf('restrict-anonymous')).toBe('failed');
      expect(await outcomeOf('guest-account')).toBe('failed');
      expect(await outcomeOf('services')).toBe('verified');
    });

    it('reads what stands after a power failure and changes nothing more; the undo brings all of it back', async () => {
      await planned();
      const before = await server.exported(longLsa);
      server.carry(join(trip.kits, 'K002'), 'K002');
      const script = join(server.drive, 'K002', 'APPLY.CMD');
      const whole = readFileSync(script, 'latin1');
      const written = whole.indexOf('\r\n', whole.indexOf('start "apply"')) + 2;
      writeFileSync(script, `${whole.slice(0, written)}exit\r\n`);
      await trip.run('K002', 'APPLY.CMD');
      trip.bringBack('K002');
      const cut = await trip.import();
      expect(cut.stderr).toMatch(/APPLY\.OUT: it has no end.*Nothing was recorded/s);

      writeFileSync(script, whole);
      expect(await trip.run('K002', 'APPLY.CMD')).toMatch(/^RESULT=HALF-RUN( 0\d\d)+$/);
      expect(server.calls().filter((call) => call.startsWith('net stop'))).toEqual([]);
      trip.bringBack('K002');
      expect(await trip.import()).toMatchObject({ exitCode: 1 });
      expect(await outcomeOf('restrict-anonymous')).toBe('verified');
      expect(await outcomeOf('guest-account')).toBe('failed');

      expect(await trip.run('K002', 'UNDO.CMD')).toBe('RESULT=UNDONE');
      trip.bringBack('K002');
      await trip.import();
      expect(await outcomeOf('restrict-anonymous')).toBe('undone');
      expect(await server.exported(longLsa)).toBe(before);
    });

    it('does nothing on another server', async () => {
      await planned();
      const key = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
      await server.seed([{ key, name: 'InstallDate', data: dword(1) }]);
      expect(await trip.carryAndRun('K002', 'APPLY.CMD')).toBe('RESULT=DRIFT server');
      trip.bringBack('K002');
      const { exitCode, stderr } = await trip.import();
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/was run on another server/);
    });

    it('takes single steps back with a kit of their own', async () => {
      await planned();
      expect(await trip.carryAndRun('K002', 'APPLY.CMD')).toBe('RESULT=APPLIED');
      trip.bringBack('K002');
      await trip.import();
      const written = await trip.batten(
        'kit',
        'undo',
        trip.kits,
        'services',
        'ntlm-session-security',
        '--yes',
      );
      expect(written.stdout).toContain('Undo kit K003');
      expect(existsSync(join(trip.kits, 'K003', 'UNDO.CMD'))).toBe(false);
      expect(await trip.carryAndRun('K003', 'APPLY.CMD')).toBe('RESULT=APPLIED');
      trip.bringBack('K003');
      expect(await trip.import()).toMatchObject({ exitCode: 0 });
      expect(await outcomeOf('services')).toBe('undone');
      expect(await outcomeOf('restrict-anonymous')).toBe('verified');
      expect(server.state()).toContain('running Alerter\t+Alerter');
      const status = await trip.batten('status', '--target', `kit:${trip.kits}`);
      expect(status.stdout).toContain('Nothing drifted since');
    });

    it('runs from several disks only when all of them were copied', async () => {
      await planned('--volume', '30k');
      const disks = readdirSync(join(trip.kits, 'K002')).filter((name) => name.startsWith('DISK'));
      expect(disks.length).toBeGreaterThan(1);
      const [first = '', ...others] = disks;
      server.carry(join(trip.kits, 'K002', first), 'K002');
      expect(await trip.run('K002', 'APPLY.CMD')).toMatch(/^RESULT=FAILED missing-/);
      for (const disk of others) server.carry(join(trip.kits, 'K002', disk), 'K002');
      expect(await trip.run('K002', 'APPLY.CMD')).toBe('RESULT=APPLIED');
    });

    it('schedules the undo first where the operator may be locked out, and takes it off on confirmation', async () => {
      await planned('--dead-man');
      expect(await trip.carryAndRun('K002', 'APPLY.CMD')).toBe('RESULT=FAILED no-time-given');
      expect(await trip.run('K002', 'APPLY.CMD', '23:30')).toBe('RESULT=APPLIED');
      const calls = server.calls();
      const scheduled = calls.findIndex((call) => /^at 23:30 C:\\K002\\UNDO\.CMD [0-9a-f]{10}$/.test(call));
      expect(scheduled).toBeGreaterThan(-1);
      expect(scheduled).toBeLessThan(calls.findIndex((call) => call.startsWith('net stop')));
      expect(server.state().filter((line) => line.startsWith('job '))).toHaveLength(1);
      expect(await trip.run('K002', 'CONFIRM.CMD')).toMatch(/^RESULT=CONFIRMED/);
      expect(server.state().filter((line) => line.startsWith('job '))).toEqual([]);
    });

    it('asks what was seen of a change by hand, and leaves it open until somebody says', async () => {
      await planned();
      expect(readFileSync(join(trip.kits, 'K002', 'CHECK.TXT'), 'latin1')).toContain('lockout threshold');
      await trip.carryAndRun('K002', 'APPLY.CMD');
      trip.bringBack('K002');
      await trip.import();
      expect(await outcomeOf('account-lockout')).toBe('carried');
      const [open] = (await history()).carried;
      const key = open?.resource.key ?? '';
      const terminal = scriptedTerminal({ [key]: ['there', '5'] });
      const globals = { json: false, verbose: false };
      const environment = { BATTEN_STATE: trip.state };
      const context = {
        terminal,
        globals,
        environment,
        write: () => undefined,
        signal: new AbortController().signal,
      };
      expect(await importKit(trip.kits, context)).toBe(0);
      expect(await outcomeOf('account-lockout')).toBe('verified');
    });

    it('takes a kit back that was never carried, and none that was', async () => {
      await planned();
      expect(await trip.batten('kit', 'withdraw', trip.kits, '--yes')).toMatchObject({ exitCode: 0 });
      expect(await outcomeOf('services')).toBe('skipped');
      expect((await history()).steps.get('services')?.standing).toEqual([]);
      await trip.export(...wanted);
      await trip.carryAndRun('K003', 'APPLY.CMD');
      trip.bringBack('K003');
      const refused = await trip.batten('kit', 'withdraw', trip.kits, '--yes');
      expect(refused).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('it was carried and run'),
      });
    });

    describe('refuses results that cannot be trusted, and records nothing of them', () => {
      const result = (name: string): string => join(trip.kits, 'C001', 'RESULT', name);
      const edit = (name: string, change: (text: string) => string): void => {
        writeFileSync(result(name), change(readFileSync(result(name), 'latin1')), 'latin1');
      };
      const refusal = async (): Promise<string> => {
        const { exitCode, stderr } = await trip.import();
        expect(exitCode).not.toBe(0);
        expect(readdirSync(trip.state)).not.toContain('servers');
        return stderr;
      };
      const anExport = (): string =>
        readdirSync(join(trip.kits, 'C001', 'RESULT')).find((name) =>
          readFileSync(result(name), 'latin1').includes('"Notification Packages"'),
        ) ?? '';

      it.each([
        [
          'cut off',
          () => {
            edit('COLLECT.OUT', (text) => text.slice(0, text.indexOf('RESULT=')));
          },
          /it has no end/,
        ],
        [
          'an export cut off',
          () => {
            edit(anExport(), (text) => text.slice(0, -40));
          },
          /edited or cut off/,
        ],
        [
          'an export edited',
          () => {
            edit(anExport(), (text) => text.replace('46,50', '47,50'));
          },
          /it was edited/,
        ],
        [
          'a witness cut off',
          () => {
            edit('COLLECT.ALL', (text) => text.slice(0, -200));
          },
          /cut off/,
        ],
        [
          'a missing file',
          () => {
            rmSync(result(anExport()));
          },
          /it is missing/,
        ],
        [
          'another kit',
          () => {
            edit('COLLECT.OUT', (text) => text.replaceAll(/(KIT|END)=\w+/g, '$1=0123456789'));
          },
          /is of kit 0123456789/,
        ],
        [
          'another plan',
          () => {
            edit('COLLECT.OUT', (text) => text.replace(/PLAN=\w+/, 'PLAN=0'));
          },
          /another plan/,
        ],
      ])('%s', async (_, spoil, reason) => {
        spoil();
        expect(await refusal()).toMatch(reason);
      });

      it('another server', async () => {
        const other = 'OTHER'.padEnd(server.name.length, 'X').slice(0, server.name.length);
        for (const name of readdirSync(join(trip.kits, 'C001', 'RESULT')).filter(
          (one) => !one.endsWith('.OUT'),
        )) {
          edit(name, (text) =>
            text.replaceAll(`"ComputerName"="${server.name}"`, `"ComputerName"="${other}"`),
          );
        }
        expect(await refusal()).toContain(`are of ${other}`);
      });

      it('results that a newer kit replaced, and results that were imported before', async () => {
        await trip.export('--collect', ...wanted);
        expect(await refusal()).toContain('stale');
        const state = await temporaryFolder();
        cpSync(home, state, { recursive: true });
        trip = kitTrip(server, state, answers);
        await trip.import();
        expect((await trip.import()).stderr).toContain('imported before');
      });

      it('a verdict on a change that the captured files do not bear out', async () => {
        await planned();
        await trip.carryAndRun('K002', 'APPLY.CMD');
        trip.bringBack('K002');
        const path = join(trip.kits, 'K002', 'RESULT', 'APPLY.OUT');
        const text = readFileSync(path, 'latin1');
        writeFileSync(
          path,
          text.replace('OK 001', 'NO 001').replace('RESULT=APPLIED', 'RESULT=INEFFECTIVE 001'),
        );
        expect((await trip.import()).stderr).toMatch(/says NO of change 001.*otherwise/s);
        expect(await outcomeOf('services')).toBe('carried');
      });
    });
  },
);
