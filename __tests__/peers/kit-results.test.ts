import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importKit } from '../../src/commands/kit/import.js';
import { describeConsole, wanted } from '../support/kit-console.js';
import { scriptedTerminal } from '../support/scripted-terminal.js';

describeConsole('what a kit brings back', (at) => {
  it('asks what was seen of a change by hand, and leaves it open until somebody says', async () => {
    await at.planned();
    expect(readFileSync(join(at.trip.kits, 'K002', 'CHECK.TXT'), 'latin1')).toContain('lockout threshold');
    await at.trip.carryAndRun('K002', 'APPLY.CMD');
    at.trip.bringBack('K002');
    await at.trip.import();
    expect(await at.outcomeOf('account-lockout')).toBe('carried');
    const [open] = (await at.history()).carried;
    const key = open?.resource.key ?? '';
    const terminal = scriptedTerminal({ [key]: ['there', '5'] });
    const globals = { json: false, verbose: false };
    const environment = { BATTEN_STATE: at.trip.state };
    const context = {
      terminal,
      globals,
      environment,
      write: () => undefined,
      signal: new AbortController().signal,
    };
    expect(await importKit(at.trip.kits, context)).toBe(0);
    expect(await at.outcomeOf('account-lockout')).toBe('verified');
  });

  it('tells the accounts and groups of the server by name, and where that comes from', async () => {
    expect(await at.trip.import()).toMatchObject({ exitCode: 0 });
    const { facts } = await at.history();
    expect(facts).toMatchObject({
      listedAccounts: ['Administrator', 'backup adm', 'Guest', 'Müller'],
      listedGroups: [
        { name: 'Administrators', global: false },
        { name: 'Backup Operators', global: false },
        { name: 'Büro', global: false },
      ],
      sources: { listedGroups: { from: 'capture' }, exchange: { from: 'capture' } },
    });
    // The members come with the next kit that reads, and cost no way of their own
    await at.trip.export('--collect', ...wanted);
    expect(await at.trip.carryAndRun('C002', 'COLLECT.CMD')).toBe('RESULT=COLLECTED');
    at.trip.bringBack('C002');
    expect(await at.trip.import()).toMatchObject({ exitCode: 0 });
    const { facts: after } = await at.history();
    expect(after?.listedGroups?.[0]?.members).toEqual([
      'Administrator',
      'EXAMPLE\\Domain Admins',
      'EXAMPLE\\ExchSrv',
    ]);
    // Out of what admin.exe exports
    expect(after).toMatchObject({
      otherServersOfSite: [],
      siteConnections: [
        `Internet Mail Connector (${at.server.name})`,
        `Microsoft Mail Connector (${at.server.name})`,
      ],
      sources: { otherServersOfSite: { from: 'capture' } },
    });
  });

  describe('refuses results that cannot be trusted, and records nothing of them', () => {
    const result = (name: string): string => join(at.trip.kits, 'C001', 'RESULT', name);
    const edit = (name: string, change: (text: string) => string): void => {
      writeFileSync(result(name), change(readFileSync(result(name), 'latin1')), 'latin1');
    };
    const refusal = async (): Promise<string> => {
      const { exitCode, stderr } = await at.trip.import();
      expect(exitCode).not.toBe(0);
      expect(readdirSync(at.trip.state)).not.toContain('servers');
      return stderr;
    };
    const anExport = (): string =>
      readdirSync(join(at.trip.kits, 'C001', 'RESULT')).find((name) =>
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
      const other = 'OTHER'.padEnd(at.server.name.length, 'X').slice(0, at.server.name.length);
      for (const name of readdirSync(join(at.trip.kits, 'C001', 'RESULT')).filter(
        (one) => !one.endsWith('.OUT'),
      )) {
        edit(name, (text) =>
          text.replaceAll(`"ComputerName"="${at.server.name}"`, `"ComputerName"="${other}"`),
        );
      }
      expect(await refusal()).toContain(`are of ${other}`);
    });

    it('results that a newer kit replaced, and results that were imported before', async () => {
      await at.trip.export('--collect', ...wanted);
      expect(await refusal()).toContain('stale');
      await at.again();
      await at.trip.import();
      expect((await at.trip.import()).stderr).toContain('imported before');
    });

    it('a verdict on a change that the captured files do not bear out', async () => {
      await at.planned();
      await at.trip.carryAndRun('K002', 'APPLY.CMD');
      at.trip.bringBack('K002');
      const path = join(at.trip.kits, 'K002', 'RESULT', 'APPLY.OUT');
      const text = readFileSync(path, 'latin1');
      writeFileSync(
        path,
        text.replace('OK 001', 'NO 001').replace('RESULT=APPLIED', 'RESULT=INEFFECTIVE 001'),
      );
      expect((await at.trip.import()).stderr).toMatch(/says NO of change 001.*otherwise/s);
      expect(await at.outcomeOf('services')).toBe('carried');
    });
  });
});
