import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { KitFolder } from '../../../src/targets/kit/folder/kit-folder.js';
import type { KitEntry } from '../../../src/targets/kit/folder/manifest.js';
import { dword, meaning, text as registryText } from '../../../src/resources/registry/data.js';
import { temporaryFolder } from '../../support/folder.js';
import { PretendConsole } from '../../support/pretend-console.js';
import { runHere, type RanHere } from '../../support/run-here.js';
import type { Answer } from '../../support/scripted-terminal.js';

const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';

/** A workstation with a folder of kits, and the console of the server that they are for. */
class Trip {
  readonly console = new PretendConsole();
  readonly state: string;
  readonly kits: string;

  constructor(state: string) {
    this.state = state;
    this.kits = join(state, 'kits');
    this.console.setNumber(lsa, 'Other', 1);
    const version = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
    this.console.setNumber(version, 'InstallDate', 1_000_000);
    this.console.set({ key: version, name: 'CSDVersion' }, registryText('Service Pack 6'));
  }

  run(words: readonly string[], answers?: Readonly<Record<string, readonly Answer[]>>): Promise<RanHere> {
    const [command = '', ...rest] = words;
    return runHere(this.state, ['kit', command, this.kits, ...rest], answers);
  }

  export(...options: readonly string[]): Promise<RanHere> {
    return this.run(['export', '--step', 'restrict-anonymous', '--override-order', 'a test', ...options]);
  }

  async last(): Promise<{ folder: KitFolder; entry: KitEntry }> {
    const folder = await KitFolder.open(this.kits);
    const entry = folder.kits.at(-1);
    if (entry === undefined) throw new Error('no kit was written');
    return { folder, entry };
  }

  async carry(script: 'collect' | 'apply' | 'undo'): Promise<void> {
    const { folder, entry } = await this.last();
    this.console[script](folder, entry);
  }

  /** Stands before the change kit. */
  async collect(): Promise<void> {
    await this.export('--server', 'ntex01');
    await this.carry('collect');
    expect(await this.run(['import'])).toMatchObject({ exitCode: 0, error: undefined });
  }

  async apply(): Promise<void> {
    await this.collect();
    await this.export('--yes');
    await this.carry('apply');
    expect(await this.run(['import'])).toMatchObject({ exitCode: 0, error: undefined });
  }

  async status(): Promise<unknown> {
    return JSON.parse(
      (await runHere(this.state, ['status', '--target', `kit:${this.kits}`, '--json'])).written,
    );
  }

  get restrictAnonymous(): unknown {
    const found = this.console.get(lsa, 'RestrictAnonymous');
    return found === undefined ? undefined : meaning(found);
  }
}

const trip = async (): Promise<Trip> => new Trip(await temporaryFolder());

const text = ({ said }: RanHere): string => said.join('\n');

describe('batten kit export', () => {
  it('writes a kit that reads first, and says how to carry it', async () => {
    const at = await trip();
    const ran = await at.export('--server', 'ntex01');
    expect(ran.exitCode).toBe(0);
    expect(text(ran)).toMatch(/^Collect kit C001 for NTEX01: \d+ captures/);
    expect(text(ran)).toContain(`Then: batten kit import ${at.kits}`);
    expect(readdirSync(join(at.kits, 'C001'))).toContain('COLLECT.CMD');
    // Nobody knows yet whose journal it would be
    expect(await at.status()).toMatchObject({ server: null });
  });

  it('writes the kit that changes once all was read, with its undo, and journals it before', async () => {
    const at = await trip();
    await at.collect();
    const ran = await at.export('--yes');
    expect(text(ran)).toMatch(/On the kit:\n +restrict-anonymous +1 change/);
    expect(text(ran)).toMatch(/Change kit K002 \(\w{10}\), with its undo\./);
    expect(readdirSync(join(at.kits, 'K002'))).toEqual(
      expect.arrayContaining(['APPLY.CMD', 'UNDO.CMD', 'CHECK.TXT']),
    );
    expect(await at.status()).toMatchObject({ carried: ['restrict-anonymous'] });
  });

  it('is asked before it is written, and writes nothing on a no', async () => {
    const at = await trip();
    await at.collect();
    const words = ['export', '--step', 'restrict-anonymous', '--override-order', 'a test'];
    const ran = await at.run(words, { '--yes': [false] });
    expect(text(ran)).toContain('No kit was written.');
    expect(await at.status()).toMatchObject({ carried: [] });
    expect(await at.run(words)).toMatchObject({ exitCode: 2, error: expect.stringContaining('--yes') });
  });

  it('gives the kit as a document with --json', async () => {
    const at = await trip();
    const collect = await at.export('--server', 'ntex01', '--json');
    expect(JSON.parse(collect.written)).toMatchObject({ schema: 'batten/kit/1', kit: { holds: 'collect' } });
    await at.carry('collect');
    const imported = await at.run(['import', '--json']);
    expect(JSON.parse(imported.written)).toMatchObject({
      schema: 'batten/kit-import/1',
      imported: [{ kit: 'C001', good: true }],
    });
    const change = await at.export('--yes', '--json');
    expect(JSON.parse(change.written)).toMatchObject({
      kit: { holds: 'change', steps: ['restrict-anonymous'] },
    });
  });

  it('reads everything anew where that is asked for', async () => {
    const at = await trip();
    await at.collect();
    expect(text(await at.export('--collect'))).toContain('Collect kit C002 for NTEX01');
  });

  it('has nothing to change where all is so already', async () => {
    const at = await trip();
    at.console.setNumber(lsa, 'RestrictAnonymous', 1);
    await at.collect();
    expect(text(await at.export('--yes'))).toContain('There is nothing for a kit to change.');
    expect(await at.status()).toMatchObject({
      steps: [{ id: 'restrict-anonymous', outcome: 'verified', standingChanges: 0 }],
    });
  });

  it('names what does not go on the kit: what the answers skip, and what is not open yet', async () => {
    const at = await trip();
    await at.collect();
    const answers = join(at.state, 'answers.yaml');
    await writeFile(answers, 'format: 1\nsteps:\n  restrict-anonymous: { do: skip }\n');
    const skipped = await at.export('--yes', '--answers', answers);
    expect(text(skipped)).toMatch(/Not on the kit:\n +restrict-anonymous +the answers say so/);

    const other = await trip();
    await other.collect();
    const waiting = await other.run(['export', '--step', 'restrict-anonymous', '--yes']);
    expect(text(waiting)).toMatch(/Not on the kit:\n +restrict-anonymous +Security changes is not open/);
  });

  it('writes no second kit while one is out', async () => {
    const at = await trip();
    await at.collect();
    await at.export('--yes');
    expect((await at.export('--yes')).error).toContain('Kit K002 is out: import its results first');
    expect((await at.run(['undo', '--all'])).error).toContain('Kit K002 is out');
  });

  it.each([
    [['--server', 'no server!'], "--server takes the server's computer name"],
    [['--server', 'NTEX01', '--volume', '3k'], '--volume takes a size such as 1440k'],
    [[], 'holds no kits yet'],
  ])('refuses %p', async (options, words) => {
    const at = await trip();
    expect(await at.export(...options)).toMatchObject({ exitCode: 2, error: expect.stringContaining(words) });
  });

  it('refuses the folder of another server', async () => {
    const at = await trip();
    await at.export('--server', 'NTEX01');
    expect((await at.export('--server', 'NTEX02')).error).toContain(
      'holds the kits of NTEX01, not of NTEX02',
    );
  });
});

describe('batten kit import and undo', () => {
  it('verify what was carried, and take it back by UNDO.CMD', async () => {
    const at = await trip();
    await at.apply();
    expect(at.restrictAnonymous).toBe(1);
    expect(await at.status()).toMatchObject({
      steps: [{ outcome: 'verified', standingChanges: 1 }],
      drift: [],
    });
    await at.carry('undo');
    const ran = await at.run(['import']);
    expect(text(ran)).toContain('K002, undo: UNDONE');
    expect(at.restrictAnonymous).toBeUndefined();
    expect(await at.status()).toMatchObject({ steps: [{ outcome: 'undone', standingChanges: 0 }] });
  });

  it('end with failure where a result is not good', async () => {
    const at = await trip();
    await at.collect();
    await at.export('--yes');
    const { folder, entry } = await at.last();
    at.console.apply(folder, entry, { resists: ['001'] });
    expect(await at.run(['import'])).toMatchObject({ exitCode: 1 });
  });

  it('take a step back by a kit of its own', async () => {
    const at = await trip();
    await at.apply();
    const ran = await at.run(['undo', 'restrict-anonymous', '--yes']);
    expect(text(ran)).toMatch(/before +absent\n +ours +REG_DWORD 1/);
    expect(text(ran)).toMatch(/Undo kit K003 \(\w{10}\): 1 change to take back\./);
    await at.carry('apply');
    await at.run(['import']);
    expect(at.restrictAnonymous).toBeUndefined();
    expect(await at.status()).toMatchObject({ steps: [{ outcome: 'undone' }] });
  });

  it('leave what somebody changed since, and say so', async () => {
    const at = await trip();
    await at.apply();
    at.console.set({ key: lsa, name: 'RestrictAnonymous' }, dword(2));
    await at.export('--collect');
    await at.carry('collect');
    await at.run(['import']);
    const ran = await at.run(['undo', '--all', '--yes']);
    expect(text(ran)).toMatch(/Left as it is:\n +RestrictAnonymous +it was changed since/);
    expect(text(ran)).toContain('There is nothing for a kit to take back.');
    expect(await at.status()).toMatchObject({ steps: [{ outcome: 'verified', standingChanges: 1 }] });
  });

  it('write no undo kit on a no', async () => {
    const at = await trip();
    await at.apply();
    await at.run(['undo', '--all'], { '--yes': [false] });
    expect((await at.last()).entry.holds).toBe('change');
    const json = await at.run(['undo', '--all', '--yes', '--json']);
    expect(JSON.parse(json.written)).toMatchObject({ kit: { holds: 'undo' } });
  });

  it('ask which steps', async () => {
    const at = await trip();
    await at.apply();
    expect((await at.run(['undo'])).error).toContain('Name the steps to take back (restrict-anonymous)');
  });
});

describe('a kit folder that is on no list, of a Batten that was stopped', () => {
  it('is written anew, for its owner alone', async () => {
    const at = await trip();
    await mkdir(join(at.kits, 'C001'), { recursive: true });
    await writeFile(join(at.kits, 'C001', 'COLLECT.CMD'), '');
    expect(await at.export('--server', 'ntex01')).toMatchObject({ exitCode: 0, error: undefined });
    const script = await stat(join(at.kits, 'C001', 'COLLECT.CMD'));
    expect(script.size).toBeGreaterThan(0);
    expect(script.mode & 0o077).toBe(0);
  });

  it('stays as it is where it came back with results', async () => {
    const at = await trip();
    await mkdir(join(at.kits, 'C001', 'RESULT'), { recursive: true });
    await writeFile(join(at.kits, 'C001', 'COLLECT.CMD'), '');
    await writeFile(join(at.kits, 'C001', 'RESULT', 'COLLECT.OUT'), 'RESULT=COLLECTED');
    expect((await at.export('--server', 'ntex01')).error).toMatch(/COLLECT.CMD exists already/);
    expect(readdirSync(join(at.kits, 'C001', 'RESULT'))).toEqual(['COLLECT.OUT']);
  });
});

describe('the head of the journal', () => {
  it('stands on the checklist, and a journal that lost its end since does not take the results', async () => {
    const at = new Trip(await temporaryFolder());
    await at.collect();
    const path = join(at.state, 'servers', 'NTEX01', 'journal.jsonl');
    const kept = join(at.state, 'journal.jsonl');
    await cp(path, kept);
    await at.export('--yes');
    const { folder, entry } = await at.last();
    expect(entry.head).toMatch(/^\d+ [a-z]{5}-[a-z]{5}-[a-z]{5}$/);
    expect(await readFile(join(folder.path, entry.folder, 'CHECK.TXT'), 'latin1')).toContain(
      `Journal  ${entry.head ?? ''}`,
    );
    await at.carry('apply');
    await cp(kept, path);
    await rm(path.replace('.jsonl', '.head'));
    expect(await at.run(['import'])).toMatchObject({
      exitCode: 5,
      error: expect.stringMatching(/not the one that K002 was planned with.*its end was cut off/),
    });
  });
});

describe('batten kit withdraw', () => {
  it('takes back a kit that was never carried, once that is confirmed', async () => {
    const at = await trip();
    await at.collect();
    await at.export('--yes');
    await at.run(['withdraw'], { '--yes': [false] });
    expect(await at.status()).toMatchObject({ carried: ['restrict-anonymous'] });
    const ran = await at.run(['withdraw', '--yes']);
    expect(text(ran)).toContain('K002 is withdrawn. Destroy every copy of it.');
    expect(await at.status()).toMatchObject({ carried: [], steps: [{ outcome: 'skipped' }] });
  });
});

describe('batten kit restarted', () => {
  it('puts in force what a kit wrote, by the word of a person, once that is given', async () => {
    const carried = await trip();
    await carried.apply();
    expect(await carried.status()).toMatchObject({ awaitingRestart: [{ step: 'restrict-anonymous' }] });
    await carried.run(['restarted'], { '--yes': [false] });
    expect(await carried.status()).toMatchObject({ awaitingRestart: [{ step: 'restrict-anonymous' }] });
    const told = await carried.run(['restarted', '--yes']);
    expect(text(told)).toContain('In force, by your word: restrict-anonymous.');
    expect(await carried.status()).toMatchObject({ awaitingRestart: [] });
    expect(text(await carried.run(['restarted']))).toContain('waits for a restart');
  });
});
