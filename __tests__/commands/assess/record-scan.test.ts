import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { scanLines } from '../../../src/commands/assess/messages.js';
import { recordScan } from '../../../src/commands/assess/record-scan.js';
import { DataError, UsageError } from '../../../src/errors.js';
import type { Installed } from '../../../src/patches/missing.js';
import { kind } from '../../../src/resources/scan-result.js';
import { scanStore } from '../../../src/targets/workstation/scan-results.js';
import { temporaryFolder } from '../../support/folder.js';
import { labServer } from '../../support/lab-server.js';

const head = 'Machine Name\tProduct\tBulletin\tQ Number\tReason\tStatus';
const row = (host: string, bulletin: string, number: string, status = 'NOT Found') =>
  `${host} (192.0.2.25)\tWINDOWS NT4 SERVER SP6a\t${bulletin}\t${number}\t\t${status}`;

/** A server that is not the lab, with a folder of its own. */
async function realServer() {
  const { lab, facts, journal, apply } = await labServer();
  const target = { ...lab, simulated: false };
  return { server: { target, facts, folder: await temporaryFolder() }, journal, apply };
}

async function file(...lines: readonly string[]): Promise<string> {
  const path = join(await temporaryFolder(), 'scan.txt');
  await writeFile(path, lines.join('\r\n'));
  return path;
}

const nothing: Installed = new Map();
const scan = kind.resource({ id: 'missing-hotfixes' });

describe('assess --scan', () => {
  it('records what is open beside the journal, and tells it in words', async () => {
    const { server, journal } = await realServer();
    const path = await file(
      head,
      row('NTEX01', 'MS03-001', 'Q810833'),
      row('NTEX01', 'MS99-041', 'Q242294', 'Note'),
    );
    const match = await recordScan(path, server, journal.records, nothing);
    const [reading] = await scanStore(server.target, server.folder).read([scan]);
    expect(reading).toMatchObject({ value: { tool: 'mbsacli /hf -o tab', open: ['MS03-001', 'MS99-041'] } });
    expect(scanLines(match).join('\n')).toMatch(
      /^missing: MS03-001, Locator[^]*by hand: MS99-041, run the tool/,
    );
  });

  it('says so when nothing is left', async () => {
    const { server, journal } = await realServer();
    const path = await file(head, row('NTEX01', 'MS03-001', 'Q810833', 'Found'));
    expect(scanLines(await recordScan(path, server, journal.records, nothing))).toEqual([
      'The scan leaves nothing open.',
    ]);
  });

  it('counts only the rows of this server, and refuses a scan without any', async () => {
    const { server, journal } = await realServer();
    const mixed = await file(head, row('OTHER', 'MS03-001', 'Q810833'), row('ntex01', 'MS02-017', 'Q312895'));
    const { missing } = await recordScan(mixed, server, journal.records, nothing);
    expect(missing.map(({ bulletin }) => bulletin)).toEqual(['MS02-017']);
    const foreign = recordScan(
      await file(head, row('OTHER', 'MS03-001', 'Q810833')),
      server,
      journal.records,
      nothing,
    );
    await expect(foreign).rejects.toThrow(/is a scan of OTHER, not of NTEX01\. Nothing was recorded/);
  });

  it('refuses a file that is older than the last installation, and keeps the result from before', async () => {
    const { server, journal, apply } = await realServer();
    const clean = await file(head, row('NTEX01', 'MS03-001', 'Q810833', 'Found'));
    await recordScan(clean, server, journal.records, nothing);
    await apply('iis4-updates');
    const old = new Date('2003-03-01T00:00:00Z');
    await utimes(clean, old, old);
    await expect(recordScan(clean, server, journal.records, nothing)).rejects.toThrow(/Scan again/);
    const [reading] = await scanStore(server.target, server.folder).read([scan]);
    expect(reading).toMatchObject({ value: { open: [] } });
  });

  it('names a file that is not there or no scan in one line', async () => {
    const { server, journal } = await realServer();
    const missing = recordScan('/no/such/file', server, journal.records, nothing);
    await expect(missing).rejects.toThrow(UsageError);
    const letter = recordScan(await file('Dear customer,'), server, journal.records, nothing);
    await expect(letter).rejects.toThrow(DataError);
    await expect(letter).rejects.toThrow(/^[^\n]* is neither the text[^\n]*$/);
  });

  it("on the lab is of the lab's time, which runs ahead", async () => {
    const { lab, facts, journal, state } = await labServer();
    await lab.letPass(86_400_000 * 30);
    const path = await file(head, row('NTEX01', 'MS03-001', 'Q810833', 'Found'));
    await recordScan(path, { target: lab, facts, folder: state }, journal.records, nothing);
    const [reading] = (await lab.driver('scan-result')?.read([scan])) ?? [];
    const typed = kind.typed(reading ?? { state: 'absent' });
    const taken = typed.state === 'present' ? Date.parse(typed.value.taken ?? '') : 0;
    expect(taken - Date.now()).toBeGreaterThan(86_400_000 * 29);
  });
});
