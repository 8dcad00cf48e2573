import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kind as registryKind, type RegistryAddress } from '../../src/resources/registry-value.js';
import { dword, meaning, text, type RegistryData } from '../../src/resources/registry/data.js';
import { longKey, rootsOf } from '../../src/targets/kit/capture.js';
import { digestOf, type KitFolder } from '../../src/targets/kit/folder/kit-folder.js';
import type { KitEntry } from '../../src/targets/kit/folder/manifest.js';
import { fileOf, type Numbered } from '../../src/targets/kit/scripts/script.js';

const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Control';

/** What a run is to go wrong with; everything else is a script that does as it should. */
export interface Mishap {
  /** Changes, by number, that do not take. */
  readonly resists?: readonly string[];
  /** UNDO.CMD had begun before, so that it does not compare with what the change left. */
  readonly again?: boolean;
  /** Values that come out otherwise than they were meant, by number of the change. */
  readonly writes?: ReadonlyMap<string, RegistryData>;
  /** Instead of all of it: the script gives up with this result. */
  readonly givesUp?: string;
}

/**
 * An NT 4.0 console of a few registry values. It does to them what the kits' scripts do and leaves what they leave in
 * RESULT; that the scripts themselves do so is tried under Wine.
 */
export class PretendConsole {
  readonly #values = new Map<string, { readonly address: RegistryAddress; readonly data: RegistryData }>();

  readonly name: string;

  constructor(name = 'NTEX01') {
    this.name = name;
    this.set({ key: `${control}\\ComputerName\\ComputerName`, name: 'ComputerName' }, text(name));
  }

  set(address: RegistryAddress, data: RegistryData | undefined): void {
    const { key } = registryKind.resource(address);
    if (data === undefined) this.#values.delete(key);
    else this.#values.set(key, { address, data });
  }

  setNumber(key: string, name: string, value: number | undefined): void {
    this.set({ key, name }, value === undefined ? undefined : dword(value));
  }

  get(key: string, name: string): RegistryData | undefined {
    return this.#values.get(registryKind.resource({ key, name }).key)?.data;
  }

  collect(folder: KitFolder, entry: KitEntry, { givesUp }: Mishap = {}): void {
    const result = new ResultFiles(folder, entry, 'COLLECT');
    if (givesUp !== undefined) {
      result.end(givesUp);
      return;
    }
    result.capture('C', this.#captured('C', entry.captures));
    result.seal();
    result.end('COLLECTED');
  }

  /** Runs APPLY.CMD; it changes nothing where something it compares is not as it was read. */
  apply(folder: KitFolder, entry: KitEntry, mishap: Mishap = {}): void {
    const { givesUp } = mishap;
    const result = new ResultFiles(folder, entry, 'APPLY');
    if (givesUp !== undefined) {
      result.end(givesUp);
      return;
    }
    const before = this.#captured('B', entry.captures);
    const drift = result.compare(before, (numbered) => expected(folder, entry, numbered));
    if (drift.length > 0) {
      result.capture('B', before);
      result.seal();
      result.end(`DRIFT ${drift.join(' ')}`);
      return;
    }
    const bad = this.#change(entry, mishap, result);
    result.capture('A', this.#captured('A', entry.captures));
    result.seal();
    result.end(bad.length > 0 ? `INEFFECTIVE ${bad.join(' ')}` : 'APPLIED');
  }

  #change(entry: KitEntry, { resists = [], writes }: Mishap, result: ResultFiles): readonly string[] {
    const bad: string[] = [];
    for (const { number, resource, after } of entry.items.filter(({ by }) => by === 'kit')) {
      const other = writes?.get(number);
      const took = !resists.includes(number) && other === undefined;
      const to = registryKind.typed(after);
      const meant = to.state === 'present' ? to.value : undefined;
      if (!resists.includes(number)) this.set(registryKind.addressOf(resource), other ?? meant);
      if (!took) bad.push(number);
      result.line(`${took ? 'OK' : 'NO'} ${number}`);
    }
    return bad;
  }

  /** Runs UNDO.CMD of a change kit. */
  undo(folder: KitFolder, entry: KitEntry, { resists = [], givesUp, again = false }: Mishap = {}): void {
    const result = new ResultFiles(folder, entry, 'UNDO');
    if (givesUp !== undefined) {
      result.end(givesUp);
      return;
    }
    const now = this.#captured('N', entry.captures);
    const drift = again ? [] : result.compare(now, (numbered) => result.read(fileOf('A', numbered)));
    if (drift.length > 0) {
      result.capture('N', now);
      result.seal();
      result.end(`DRIFT ${drift.join(' ')}`);
      return;
    }
    for (const { number, resource, before, by } of [...entry.items].reverse()) {
      if (by === 'hand') continue;
      const to = registryKind.typed(before);
      if (resists.includes(number)) continue;
      this.set(registryKind.addressOf(resource), to.state === 'present' ? to.value : undefined);
    }
    const after = this.#captured('U', entry.captures);
    const left = result.compare(after, (numbered) => expected(folder, entry, numbered));
    result.capture('U', after);
    result.seal();
    result.end(left.length > 0 ? `UNDO-INCOMPLETE ${left.join(' ')}` : 'UNDONE');
  }

  #captured(letter: string, captures: readonly Numbered[]): readonly Captured[] {
    return captures.map((numbered) => {
      const { capture } = numbered;
      const file = fileOf(letter, numbered);
      if (capture.what === 'lines')
        return { numbered, file, bytes: this.#picked(capture.key, capture.names) };
      if (capture.what !== 'key') return { numbered, file, bytes: undefined };
      const tried = letter === 'C' ? rootsOf(capture.key) : [capture.key];
      const found = tried.map((key) => this.#exported(key)).find((bytes) => bytes !== undefined);
      return { numbered, file, bytes: found };
    });
  }

  /** As `regedit /e` writes it; nothing where the key is not there. */
  #exported(root: string): Buffer | undefined {
    const below = [...this.#values.values()].filter(({ address: { key } }) =>
      `${key.toLowerCase()}\\`.startsWith(`${root.toLowerCase()}\\`),
    );
    if (below.length === 0) return undefined;
    const keys = [...new Set([root, ...below.map(({ address }) => address.key)])].sort();
    const lines = keys.flatMap((key) => [
      `[${longKey(key)}]`,
      ...below
        .filter(({ address }) => address.key === key)
        .map(({ address, data }) => lineOf(address.name, data)),
      '',
    ]);
    return Buffer.from(['REGEDIT4', '', ...lines, ''].join('\r\n'), 'latin1');
  }

  #picked(key: string, names: readonly string[]): Buffer {
    const lines = names.flatMap((name, index) => {
      const data = this.get(key, name);
      return data === undefined ? [] : [`[${index + 2}]${lineOf(name, data)}`];
    });
    return Buffer.from([`[1][${longKey(key)}]`, ...lines, ''].join('\r\n'), 'latin1');
  }
}

interface Captured {
  readonly numbered: Numbered;
  readonly file: string;
  readonly bytes: Buffer | undefined;
}

function lineOf(name: string, data: RegistryData): string {
  const means = meaning(data);
  const head = name === '' ? '@' : `"${name}"`;
  return `${head}=${typeof means === 'number' ? `dword:${means.toString(16).padStart(8, '0')}` : JSON.stringify(means)}`;
}

function expected(folder: KitFolder, entry: KitEntry, { number }: Numbered): Buffer | undefined {
  const digest = entry.expected[number];
  const bytes = digest === undefined ? undefined : folder.blob(digest);
  return bytes === undefined ? undefined : Buffer.from(bytes);
}

/** The RESULT folder of one kit, as one script fills it. */
class ResultFiles {
  readonly #path: string;
  readonly #entry: KitEntry;
  readonly #phase: string;
  readonly #lines: string[];
  #captured: readonly Captured[] = [];

  constructor({ path, server }: KitFolder, entry: KitEntry, phase: string) {
    this.#entry = entry;
    this.#phase = phase;
    this.#path = join(path, entry.folder, 'RESULT');
    mkdirSync(this.#path, { recursive: true });
    const { id, plan } = entry;
    this.#lines = ['BATTEN 1', `KIT=${id}`, `PHASE=${phase}`, `PLAN=${plan}`, `SERVER=${server}`];
  }

  line(words: string): void {
    this.#lines.push(words);
  }

  read(file: string): Buffer {
    return readFileSync(join(this.#path, file));
  }

  /** Says of each capture whether it is as it was; gives those that are not. */
  compare(captured: readonly Captured[], was: (numbered: Numbered) => Buffer | undefined): readonly string[] {
    return captured.flatMap(({ numbered, file, bytes }) => {
      const before = was(numbered);
      if (numbered.capture.what !== 'key' || before === undefined) return [];
      const same = bytes !== undefined && digestOf(bytes) === digestOf(before);
      this.line(`${same ? 'SAME' : 'DIFF'} ${file}`);
      return same ? [] : [file];
    });
  }

  capture(letter: string, captured: readonly Captured[]): void {
    const old = readdirSync(this.#path).filter((name) => new RegExp(`^${letter}\\d{3}\\.`).test(name));
    for (const name of old) rmSync(join(this.#path, name));
    this.#captured = captured;
    for (const { file, bytes } of captured)
      if (bytes !== undefined) writeFileSync(join(this.#path, file), bytes);
  }

  seal(): void {
    const parts = this.#captured.flatMap(({ file, bytes }) =>
      bytes === undefined ? [] : [Buffer.from(`==== ${file}\r\n`), bytes],
    );
    const all = [Buffer.from('BATTEN 1\r\n'), ...parts, Buffer.from('==== END\r\n')];
    writeFileSync(join(this.#path, `${this.#phase}.ALL`), Buffer.concat(all));
  }

  end(result: string): void {
    const lines = [...this.#lines, `RESULT=${result}`, `END=${this.#entry.id}`, ''];
    writeFileSync(join(this.#path, `${this.#phase}.OUT`), lines.join('\r\n'));
  }
}
