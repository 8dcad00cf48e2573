import { defined } from '../../../defined.js';
import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Settable } from '../../../model/reading.js';
import type { Resource } from '../../../model/resource.js';
import { BattenError, DataError, UsageError, WorkstationError } from '../../../errors.js';
import { codeOf } from '../../../files/error-code.js';
import { makeFolder } from '../../../files/make-folder.js';
import { writeNewFiles } from '../../../files/write-new-files.js';
import { writeWhole } from '../../../files/write-whole.js';
import { identityOf } from '../capture.js';
import { evidenceOf, type CapturedFile, type Evidence } from './evidence.js';
import { refuseUnfit, type KitFiles } from './kit-files.js';
import { kitKinds } from '../kinds/index.js';
import { manifestSchema, type EvidenceEntry, type KitEntry, type Manifest } from './manifest.js';
import { parseRegistryExport } from './registry-export.js';
import type { Numbered } from '../scripts/script.js';
import type { ResultFiles } from '../session/results.js';

/** A `kit:` folder on the workstation: the kits that were written, and what they brought back. */
export class KitFolder {
  readonly path: string;
  #manifest: Manifest;
  readonly #blobs = new Map<string, Uint8Array>();

  private constructor(path: string, manifest: Manifest) {
    this.path = path;
    this.#manifest = manifest;
  }

  /** @throws UsageError where the folder holds no kits, DataError where its list of kits is damaged */
  static async open(folder: string): Promise<KitFolder> {
    const found = await KitFolder.find(folder);
    if (found !== undefined) return found;
    throw new UsageError(
      `${resolve(folder)} holds no kits yet. batten kit export ${folder} --server NAME writes the first one, which reads the server.`,
    );
  }

  /** The same, or undefined where there are no kits yet. @throws DataError */
  static async find(folder: string): Promise<KitFolder | undefined> {
    const path = resolve(folder);
    const text = await readFile(manifestPath(path), 'utf8').catch((cause: unknown) => {
      if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR') return undefined;
      throw new WorkstationError(`${manifestPath(path)} cannot be read (${codeOf(cause)}).`, { cause });
    });
    if (text === undefined) return undefined;
    const manifest = parseManifest(text, manifestPath(path));
    const opened = new KitFolder(path, manifest);
    await opened.#loadBlobs();
    return opened;
  }

  /** A new folder of kits for a server. */
  static create(folder: string, server: string): KitFolder {
    return new KitFolder(resolve(folder), { format: 1, server, kits: [], evidence: [], seen: [] });
  }

  get server(): string {
    return this.#manifest.server;
  }

  get kits(): readonly KitEntry[] {
    return this.#manifest.kits;
  }

  get evidenceEntries(): readonly EvidenceEntry[] {
    return this.#manifest.evidence;
  }

  /** All that was brought back, newest per capture. */
  evidence(): Evidence {
    return evidenceOf(this.#manifest.evidence.map((entry) => this.#captured(entry)));
  }

  /** What a person saw of a resource since it was last captured. */
  seen(resource: Resource): Settable | undefined {
    return this.#manifest.seen.find((one) => one.resource.key === resource.key)?.reading;
  }

  async keepSeen(resource: Resource, reading: Settable): Promise<void> {
    const others = this.#manifest.seen.filter((one) => one.resource.key !== resource.key);
    await this.#save({ ...this.#manifest, seen: [...others, { resource, reading }] });
  }

  bytesOf(entry: EvidenceEntry): Uint8Array | undefined {
    return entry.digest === undefined ? undefined : this.#blobs.get(entry.digest);
  }

  blob(digest: string): Uint8Array | undefined {
    return this.#blobs.get(digest);
  }

  /** `K002`: the next kit's folder. */
  nextName(letter: string): string {
    return `${letter}${String(this.#manifest.kits.length + 1).padStart(3, '0')}`;
  }

  /**
   * Writes a kit that passes the linter, and keeps it in the list of kits.
   * @throws DataError when it does not pass
   */
  async add(entry: KitEntry, volumes: readonly KitFiles[]): Promise<void> {
    volumes.forEach(refuseUnfit);
    const home = join(this.path, entry.folder);
    try {
      // One that is not on the list was being written when something stopped Batten, unless it came back with results
      const isLeft = (await names(home)).length > 0 && (await this.results(entry)).size === 0;
      if (isLeft) await rm(home, { recursive: true, force: true });
      for (const [index, files] of volumes.entries()) {
        const folder = volumes.length === 1 ? home : join(home, `DISK${index + 1}`);
        await makeFolder(folder);
        await writeNewFiles(
          folder,
          [...files].map(([name, text]) => ({ path: join(folder, name), text })),
        );
      }
      await makeFolder(join(home, 'RESULT'));
    } catch (cause) {
      if (cause instanceof BattenError) throw cause;
      throw new WorkstationError(`The kit cannot be written to ${home} (${codeOf(cause)}).`, { cause });
    }
    await this.#save({ ...this.#manifest, kits: [...this.#manifest.kits, entry] });
  }

  /** What came back for a kit, wherever a floppy left it: names are compared without case. */
  async results({ folder }: KitEntry): Promise<ResultFiles> {
    const home = join(this.path, folder);
    const result = (await names(home)).find((name) => name.toUpperCase() === 'RESULT');
    const files = new Map<string, Uint8Array>();
    if (result === undefined) return files;
    for (const name of await names(join(home, result))) {
      const bytes = await readFile(join(home, result, name)).catch(() => undefined);
      if (bytes !== undefined) files.set(name.toUpperCase(), bytes);
    }
    return files;
  }

  /** Replaces what is known by fresh captures; an export also stands for missing keys below it. */
  async keep(captures: readonly Numbered[], files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const entries = new Map(this.#manifest.evidence.map((entry) => [identityOf(entry.capture), entry]));
    for (const { number, capture } of captures) {
      const bytes = files.get(number);
      if (bytes === undefined) {
        entries.set(identityOf(capture), { capture });
        continue;
      }
      const digest = await this.#keepBlob(bytes);
      const root = capture.what === 'key' ? parseRegistryExport(bytes, identityOf(capture)).root : undefined;
      entries.set(identityOf(capture), { capture, digest, ...defined({ root }) });
      if (root === undefined) continue;
      for (const [identity, entry] of entries) {
        if (entry.root?.toLowerCase() === root.toLowerCase())
          entries.set(identity, { ...entry, digest, root });
      }
    }
    // What was captured now is newer than what somebody saw before
    const fresh = new Set(captures.map(({ capture }) => identityOf(capture)));
    const seen = this.#manifest.seen.filter(({ resource }) => {
      const read = kitKinds.get(resource.kind)?.captures(resource, { name: this.server }) ?? [];
      return !read.some((capture) => fresh.has(identityOf(capture)));
    });
    await this.#save({ ...this.#manifest, evidence: [...entries.values()], seen });
  }

  /** Goes back to what was known before. */
  async restore(entries: readonly EvidenceEntry[]): Promise<void> {
    await this.#save({ ...this.#manifest, evidence: [...entries] });
  }

  async setState(id: string, state: KitEntry['state']): Promise<void> {
    const kits = this.#manifest.kits.map((kit) => (kit.id === id ? { ...kit, state } : kit));
    await this.#save({ ...this.#manifest, kits });
  }

  /** Takes the files of a kit away that was never carried. */
  async remove({ folder }: KitEntry): Promise<void> {
    await rm(join(this.path, folder), { recursive: true, force: true });
  }

  #captured(entry: EvidenceEntry): CapturedFile {
    const bytes = this.bytesOf(entry);
    return { capture: entry.capture, ...defined({ bytes }) };
  }

  async #keepBlob(bytes: Uint8Array): Promise<string> {
    const digest = digestOf(bytes);
    if (!this.#blobs.has(digest)) {
      await writeWhole(join(this.path, 'batten', 'evidence', digest), bytes);
      this.#blobs.set(digest, bytes);
    }
    return digest;
  }

  async #loadBlobs(): Promise<void> {
    const digests = new Set([
      ...this.#manifest.evidence.flatMap(({ digest }) => digest ?? []),
      ...this.#manifest.kits.flatMap(({ expected }) => Object.values(expected)),
    ]);
    for (const digest of digests) {
      const file = join(this.path, 'batten', 'evidence', digest);
      const bytes = await readFile(file).catch(() => undefined);
      if (bytes === undefined || digestOf(bytes) !== digest) {
        throw new DataError(
          `${file} is missing or was changed: it is what the server held when a kit read it. ` +
            'Put it back, or begin anew with another folder.',
        );
      }
      this.#blobs.set(digest, bytes);
    }
  }

  async #save(manifest: Manifest): Promise<void> {
    await writeWhole(manifestPath(this.path), `${JSON.stringify(manifest, null, 1)}\n`);
    this.#manifest = manifest;
  }
}

export const digestOf = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

const manifestPath = (path: string): string => join(path, 'batten', 'kits.json');

const names = (path: string): Promise<readonly string[]> => readdir(path).catch(() => []);

function parseManifest(text: string, path: string): Manifest {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new DataError(`${path} is damaged. Begin anew with another folder.`, { cause });
  }
  const result = manifestSchema.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new DataError(
    `${path} does not fit at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}.`,
  );
}
