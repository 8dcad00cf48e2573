import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { kind as directoryAttribute } from '../../src/resources/directory-attribute.js';
import { kind as metabaseValue } from '../../src/resources/metabase-value.js';
import { propertyName, type MetabaseData } from '../../src/resources/metabase/data.js';
import { dword, multiText, text } from '../../src/resources/registry/data.js';
import { kind as registryValue } from '../../src/resources/registry-value.js';
import { kind as service, startTypes } from '../../src/resources/service.js';
import { readScene } from '../../src/targets/lab/scene.js';
import { registryFile, type SeedValue } from './registry-file.js';

const scripts = join(import.meta.dirname, '../../scripts/peers');

/** A Wine prefix that looks like the lab's NT 4.0 server to a script of a kit. */
export interface WineServer {
  /** Its computer name: Wine takes this machine's, whatever its registry said before. */
  readonly name: string;
  /** Drive C of the server, as this machine sees it. */
  readonly drive: string;
  /** Copies a folder to C:\, as a person does with a floppy. */
  carry(from: string, name: string): void;
  /** Runs a script of a carried kit and gives the last line of its result file. */
  run(kit: string, script: string, ...words: readonly string[]): Promise<string>;
  /** Copies RESULT of a kit into the folder it came from. */
  bringBack(name: string, to: string): void;
  /** Writes a registry file behind the kit's back. */
  seed(values: readonly SeedValue[]): Promise<void>;
  /** Exports a key with Wine's own regedit, not through the stand-in. */
  exported(key: string): Promise<string>;
  /** The commands that the stand-ins were called with since the last reset. */
  calls(): readonly string[];
  /** Lines of the stand-ins' state. */
  state(): readonly string[];
  setState(lines: readonly string[]): void;
  /** Calls that begin so do nothing and say that all went well. */
  refuse(...calls: readonly string[]): void;
  /** The registry and the stand-ins' state as they were seeded; carried kits are gone. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** What is missing for it, with the command that installs it; undefined when all is there. */
export function wineMissing(): string | undefined {
  const install = 'apt install wine wine64 gcc-mingw-w64-x86-64-win32';
  for (const program of ['wine', 'wineboot', 'wineserver', 'x86_64-w64-mingw32-gcc', 'bash']) {
    if (spawnSync(program, ['--version']).error !== undefined) return `${program} is missing: ${install}`;
  }
  return undefined;
}

/** Sets a prefix up and seeds it with the lab's server. It is built once a run and copied: `wineboot` takes ten seconds. */
export async function startWineServer(): Promise<WineServer> {
  const folder = mkdtempSync(join(tmpdir(), 'batten-wine-'));
  await execa(join(scripts, 'wine-start.sh'), [folder], { stdin: 'ignore' });
  const prefix = join(folder, 'prefix');
  const drive = join(prefix, 'drive_c');
  const standin = (name: string): string => join(drive, 'standin', name);
  const realRegedit = readFileSync(join(folder, 'real-regedit'), 'utf8').trim();
  const hives = ['system.reg', 'user.reg', 'userdef.reg'];

  const wine = async (output: string, words: readonly string[]): Promise<void> => {
    await execa(join(scripts, 'wine-run.sh'), [folder, output, '240', ...words], {
      reject: false,
      stdin: 'ignore',
    });
  };
  const seed = async (values: readonly SeedValue[]): Promise<void> => {
    writeFileSync(standin('seed.reg'), registryFile(values));
    await wine(join(folder, 'seed.log'), [realRegedit, '/s', 'C:\\standin\\seed.reg']);
  };
  const stopServer = (): Promise<unknown> => execa(join(scripts, 'wine-stop.sh'), [folder]);

  const exported = async (key: string): Promise<string> => {
    const file = standin('exported.reg');
    rmSync(file, { force: true });
    await wine(join(folder, 'export.log'), [realRegedit, '/e', 'C:\\standin\\exported.reg', key]);
    return existsSync(file) ? readFileSync(file, 'utf16le') : '';
  };
  const named = await exported(`HKEY_LOCAL_MACHINE\\${nameKey.slice('HKLM\\'.length)}`);
  const name = /"ComputerName"="([^"]+)"/.exec(named)?.[1] ?? '';
  const scene = await labScene(name);
  await seed(scene.values);
  writeFileSync(standin('state.txt'), scene.state.map((line) => `${line}\r\n`).join(''));
  await stopServer();
  for (const file of [...hives]) cpSync(join(prefix, file), join(folder, file));
  cpSync(standin('state.txt'), join(folder, 'state.txt'));

  return {
    name,
    drive,
    carry(from, name) {
      mkdirSync(join(drive, name), { recursive: true });
      cpSync(from, join(drive, name), { recursive: true });
    },
    async run(kit, script, ...words) {
      const output = join(folder, `${kit}-${script}.log`);
      const command = ['cmd', '/c', `C:\\${kit}\\${script}`, ...words];
      const before = filesOf(join(drive, kit));
      const result = (): string => {
        const said = readFileSync(output, 'latin1').split(/\r?\n/);
        return said.findLast((line) => line.startsWith('RESULT=')) ?? said.join('\n');
      };
      await wine(output, command);
      // Under load Wine may fail to start a program. Where that was the script itself, nothing was said or written; where it
      // was a capture, the script stopped before it changed anything and asks to be run again, as a person would.
      const neverBegan = result() === '' && filesOf(join(drive, kit)) === before;
      const couldNotCapture =
        result().startsWith('RESULT=FAILED capture') && !existsSync(standin('refuse.txt'));
      if (neverBegan || couldNotCapture) await wine(output, command);
      return result();
    },
    bringBack(name, to) {
      cpSync(join(drive, name, 'RESULT'), join(to, 'RESULT'), { recursive: true });
    },
    seed,
    exported,
    calls: () => (existsSync(standin('calls.log')) ? linesOf(standin('calls.log')) : []),
    state: () => linesOf(standin('state.txt')),
    setState(lines) {
      writeFileSync(standin('state.txt'), lines.map((line) => `${line}\r\n`).join(''));
    },
    refuse(...calls) {
      writeFileSync(standin('refuse.txt'), calls.map((line) => `${line}\r\n`).join(''));
    },
    async reset() {
      await stopServer();
      for (const file of hives) cpSync(join(folder, file), join(prefix, file));
      for (const file of ['calls.log', 'refuse.txt', 'refused.log']) rmSync(standin(file), { force: true });
      cpSync(join(folder, 'state.txt'), standin('state.txt'));
      for (const name of readdirSync(drive)) {
        if (/^[CK]\d{3}$/.test(name)) rmSync(join(drive, name), { recursive: true, force: true });
      }
    },
    async stop() {
      await stopServer();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The names and times of all files of a folder, as one text. */
const filesOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`)
    .sort()
    .join('\n');

const nameKey = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName';

const linesOf = (path: string): readonly string[] =>
  readFileSync(path, 'latin1')
    .split(/\r?\n/)
    .filter((line) => line !== '');

interface Scene {
  readonly values: readonly SeedValue[];
  /** What the stand-ins answer: a line a value. */
  readonly state: readonly string[];
}

/** The lab's server, as far as a kit can see it. */
async function labScene(server: string): Promise<Scene> {
  const values: SeedValue[] = [];
  const state: string[] = ['policy minpwlen\t0', 'user Guest active\tYes', 'user Guest required\tNo'];
  state.push('user Administrator active\tYes', 'user Administrator required\tYes');
  const { resources } = await readScene('templates/lab/server.yaml');
  for (const { resource, reading } of resources) {
    if (reading.state !== 'present') continue;
    if (resource.kind === registryValue.name) {
      const found = registryValue.typed(reading);
      // Wine keeps these for itself
      const { key, name } = registryValue.addressOf(resource);
      if (found.state === 'present' && name !== 'SystemRoot' && key !== nameKey)
        values.push({ key, name, data: found.value });
    }
    if (resource.kind === service.name) {
      const { name } = service.addressOf(resource);
      const found = service.typed(reading);
      if (found.state !== 'present') continue;
      const { start, state: now, display = name, account, dependsOn } = found.value;
      const key = `HKLM\\SYSTEM\\CurrentControlSet\\Services\\${name}`;
      values.push({ key, name: 'Start', data: dword(startTypes.indexOf(start)) });
      values.push({ key, name: 'DisplayName', data: text(display) });
      if (account !== undefined) values.push({ key, name: 'ObjectName', data: text(account) });
      if (dependsOn !== undefined) values.push({ key, name: 'DependOnService', data: multiText(dependsOn) });
      state.push(`running ${name}\t${now === 'running' ? '+' : '-'}${display}`);
    }
    if (resource.kind === metabaseValue.name) {
      const { path, id } = metabaseValue.addressOf(resource);
      const found = metabaseValue.typed(reading);
      const name = propertyName(id);
      if (found.state === 'present' && name !== undefined)
        state.push(`metabase ${path.replace('/LM/', '')}/${name}\t${printed(found.value)}`);
    }
    if (resource.kind === directoryAttribute.name) {
      const { dn, attribute } = directoryAttribute.addressOf(resource);
      const found = directoryAttribute.typed(reading);
      const [object = '', container = '', ...above] = dn
        .replaceAll('NTEX01', server)
        .split(',')
        .map((part) => part.trim());
      // The program does not export every object (Q230788)
      if (found.state !== 'present' || /^cn=microsoft mta$/i.test(object)) continue;
      const base = [...above]
        .reverse()
        .map((part) => `/${part}`)
        .join('');
      const [value = ''] = found.value.values;
      const said = value === 'TRUE' ? '1' : value === 'FALSE' ? '0' : value;
      state.push(
        `object ${base}/${container}|${object.replace(/^cn=/i, '')}|Class-Of-It|${attribute}\t${said}`,
      );
    }
  }
  return { values, state };
}

function printed({ type, data }: MetabaseData): string {
  if (typeof data === 'number') return `(INTEGER) ${data}`;
  if (typeof data === 'string') return `(${type}) "${data}"`;
  return `(LIST) (${data.length} Items) ${data.map((item) => `"${item}"`).join(' ')}`;
}
