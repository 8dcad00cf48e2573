import { z } from 'zod';
import type { Sign } from '../../../patches/patch.js';
import { seeFile, type Edition, type SignSight } from '../../../patches/signs.js';
import type { Reading } from '../../../model/reading.js';
import { meaning, type RegistryData } from '../../../resources/registry/data.js';
import type { Agent } from '../connection/agent.js';
import { readProgramFile, type ProgramFile } from './program-file.js';
import { RegistryValueDriver } from './registry-value.js';

/** What was seen of a sign; `doubt` says why nothing was, where that leaves the package open. */
export interface Seen {
  readonly sight: SignSight;
  readonly doubt?: string;
}

type Place = Readonly<{ key: string; name: string }>;

const exchange: Place = { key: 'HKLM\\SOFTWARE\\Microsoft\\Exchange\\Setup', name: 'Services' };

/** Its version resource has the language of Windows NT 4.0: MFC and the Accessibility kit (Q196787) go by such resources. */
const languageFile = '%SystemRoot%\\System32\\Ntdll.dll';
const english = 0x0409;
const neutral = 0;

/** Terminal Server Edition counts its builds 4.0.1381.33000 and up (patches, terminal-server-builds). */
const firstTerminalServerBuild = 33_000;

const keyStates = z.array(
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('present') }),
    z.object({ state: z.literal('absent') }),
    z.object({ state: z.literal('unreadable'), reason: z.string() }),
  ]),
);

/** Keys looked for in one request, so that its time limit still means something on a slow line. */
const batch = 50;

/** The signs of packages as a server shows them at one moment: values and keys are read at once, each file once. */
export class ServerSigns {
  readonly #agent: Agent;
  readonly #reachesFiles: boolean;
  readonly #values = new Map<string, Reading<RegistryData>>();
  readonly #keys = new Map<string, z.infer<typeof keyStates>[number]>();
  readonly #files = new Map<string, Promise<ProgramFile>>();

  constructor(agent: Agent, reachesFiles: boolean) {
    this.#agent = agent;
    this.#reachesFiles = reachesFiles;
  }

  /** Reads all that these signs have in the registry. @throws TargetError */
  async lookUp(signs: readonly Sign[]): Promise<void> {
    const places = [
      exchange,
      ...signs.flatMap((sign) => ('registry' in sign ? [{ key: sign.registry, name: sign.name }] : [])),
    ];
    const readings = await new RegistryValueDriver(this.#agent).read(places);
    places.forEach((place, index) => {
      const reading = readings[index];
      if (reading !== undefined) this.#values.set(nameOf(place), reading);
    });
    const names = [...new Set(signs.flatMap((sign) => ('anyKey' in sign ? sign.anyKey : [])))];
    for (let start = 0; start < names.length; start += batch) {
      await this.#lookUpKeys(names.slice(start, start + batch));
    }
  }

  async #lookUpKeys(names: readonly string[]): Promise<void> {
    const found = await this.#agent.request({
      operation: 'findKeys',
      parameters: { keys: names },
      result: keyStates.length(names.length),
      doing: `looking for ${names.length} registry ${names.length === 1 ? 'key' : 'keys'}`,
    });
    names.forEach((name, index) => {
      const state = found[index];
      if (state !== undefined) this.#keys.set(name, state);
    });
  }

  /** @param sign one of those that were looked up @throws TargetError */
  async see(sign: Sign): Promise<Seen> {
    if ('look' in sign) return openTo(`only a person can see whether ${sign.look}`);
    if ('anyKey' in sign) return this.#seeKeys(sign.anyKey);
    if ('registry' in sign) return this.#seeValue(sign);
    if ('exists' in sign) return exists(sign.exists, await this.#file(sign.exists));
    return this.#seeVersion(sign);
  }

  #seeKeys(names: readonly string[]): Seen {
    const found = names.map((name) => this.#keys.get(name));
    if (found.some((one) => one?.state === 'present')) return { sight: 'there' };
    if (found.every((one) => one?.state === 'absent')) return { sight: 'not-there' };
    return openTo(`${names.join(' or ')} was not shown`);
  }

  #seeValue(sign: Extract<Sign, { registry: string }>): Seen {
    const place = { key: sign.registry, name: sign.name };
    const reading = this.#values.get(nameOf(place));
    if (reading?.state === 'absent') return { sight: 'not-there' };
    const means = reading?.state === 'present' ? meaning(reading.value) : undefined;
    const wanted = 'data' in sign ? sign.data : sign.contains;
    if (typeof means !== typeof wanted) return openTo(`${sign.name} of ${sign.registry} cannot be read`);
    const [found, sought] = [String(means).toLowerCase(), String(wanted).toLowerCase()];
    return { sight: ('data' in sign ? found === sought : found.includes(sought)) ? 'there' : 'not-there' };
  }

  async #seeVersion(sign: Extract<Sign, { file: string }>): Promise<Seen> {
    const file = await this.#file(sign.file);
    if (file.state !== 'present') return exists(sign.file, file);
    if (file.version === undefined) return openTo(`${sign.file} does not tell its version`);
    const edition = await this.#edition();
    if (typeof edition === 'string') return openTo(edition);
    const { version, language } = file.version;
    if (language !== english && language !== neutral) {
      return openTo(`${sign.file} is not English, and the numbers that Batten knows are`);
    }
    return { sight: seeFile(sign, version, edition) };
  }

  /** What the numbers of the catalogue need, or why they cannot be held against this server's files. */
  async #edition(): Promise<Edition | string> {
    const file = await this.#file(languageFile);
    const version = file.state === 'present' ? file.version : undefined;
    if (version === undefined) return `${languageFile} does not tell the language of the server`;
    if (version.language !== english)
      return 'the server is not English, and the numbers that Batten knows are';
    const build = Number(version.version.split('.').at(-1));
    return build < firstTerminalServerBuild
      ? { english: true, terminalServer: false }
      : 'Terminal Server Edition numbers its files in another way';
  }

  #file(named: string): Promise<ProgramFile> {
    const path = this.#pathOf(named);
    if (!this.#reachesFiles) return unreadable('files are reached on port 139 alone');
    if (path === undefined) return unreadable(`where ${named} is was not found out`);
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const file = readProgramFile(this.#agent, path);
    this.#files.set(path, file);
    return file;
  }

  /** The agent knows %SystemRoot%; undefined where a name stands for a folder that the server does not tell. */
  #pathOf(named: string): string | undefined {
    const [, variable = '', rest = ''] = /^%(\w+)%(\\.*)$/.exec(named) ?? [];
    if (variable === '' || variable === 'SystemRoot') return named;
    const folder = this.#values.get(nameOf(exchange));
    const means = folder?.state === 'present' ? meaning(folder.value) : undefined;
    return variable === 'EXCHSRVR' && typeof means === 'string' && /^[a-z]:\\/i.test(means)
      ? means.replace(/\\$/, '') + rest
      : undefined;
  }
}

const exists = (path: string, file: ProgramFile): Seen =>
  file.state === 'unreadable'
    ? openTo(`${path}: ${file.reason}`)
    : { sight: file.state === 'present' ? 'there' : 'not-there' };

const openTo = (doubt: string): Seen => ({ sight: 'cannot-tell', doubt });

const unreadable = (reason: string): Promise<ProgramFile> => Promise.resolve({ state: 'unreadable', reason });

const nameOf = ({ key, name }: Place): string => `${key}\\\\${name}`;
