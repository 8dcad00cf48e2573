import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { headPath } from '../../../src/journal/head-file.js';
import { JournalFile } from '../../../src/journal/file.js';
import { SetClock } from '../../support/clock.js';
import { temporaryFolder } from '../../support/folder.js';
import { runHere } from '../../support/run-here.js';

const clock = new SetClock('2026-11-24T10:00:00Z');
let state: string;
let path: string;

async function append(...what: readonly string[]): Promise<void> {
  const journal = await JournalFile.open(path, { operator: 'root@workstation', version: '0.1.0' }, clock);
  for (const one of what) await journal.append({ type: 'restarted', what: one });
  await journal.close();
}

const headOf = (said: readonly string[]): string => /Its head is ([^.]+)\./.exec(said.join('\n'))?.[1] ?? '';

beforeEach(async () => {
  state = await temporaryFolder();
  path = join(state, 'servers', 'NTEX01', 'journal.jsonl');
  const journal = await JournalFile.open(path, { operator: 'root@workstation', version: '0.1.0' }, clock);
  await journal.append({ type: 'server', facts: { name: 'NTEX01' } });
  await journal.append({
    type: 'session',
    command: 'harden',
    target: 'lab:',
    simulated: true,
    soakDays: 3,
    steps: [],
  });
  await journal.close();
});

describe('batten journal verify', () => {
  it('says the head, and holds the journal to it after more was recorded', async () => {
    const first = await runHere(state, ['journal', 'verify']);
    expect(first.said.join('\n')).toContain('2 records, unbroken.');
    const head = headOf(first.said);
    expect(head).toMatch(/^2 [a-z]{5}-[a-z]{5}-[a-z]{5}$/);
    await append('server');
    const second = await runHere(state, ['journal', 'verify', '--head', head]);
    expect(second).toMatchObject({ exitCode: 0, error: undefined });
    expect(second.said.join('\n')).toContain(`It holds the head ${head}.`);
  });

  it('refuses a journal whose end is missing, even where nothing beside it tells', async () => {
    await append('one', 'two');
    const head = headOf((await runHere(state, ['journal', 'verify'])).said);
    const lines = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, `${lines.slice(0, 3).join('\n')}\n`);
    await rm(headPath(path));
    expect(await runHere(state, ['journal', 'verify'])).toMatchObject({ exitCode: 0 });
    const refused = await runHere(state, ['journal', 'verify', '--head', head]);
    expect(refused.exitCode).toBe(5);
    expect(refused.error).toContain('it holds 3 records, and held 4 then: its end was cut off');
  });

  it('takes no words that can be no head', async () => {
    expect(await runHere(state, ['journal', 'verify', '--head', 'lusab'])).toMatchObject({ exitCode: 2 });
  });
});
