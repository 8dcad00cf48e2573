import { readFileSync } from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join, relative } from 'node:path';
import { tmpdir } from 'node:os';
import type { Disk } from './disk.js';
import { emptyFolder, halfWritten, isFolder, sync, type Node } from './disk.js';

/** Told of each moment between two calls of the file system, and of the middle of each write. */
export type OnMoment = (call: string, disk: Disk) => void;

type Call = (...given: readonly unknown[]) => Promise<unknown>;

/**
 * Follows every call that changes something in a folder while the work runs, by standing before Node's own functions.
 * What the program is told, and what lies in the folder, is what it is without that.
 */
export async function recordCalls(
  root: string,
  disk: Disk,
  onMoment: OnMoment,
  work: () => Promise<unknown>,
): Promise<void> {
  const recorder = new Recorder(root, disk, onMoment);
  const handle = await fs.open(join(tmpdir(), `batten-campaign-${process.pid}`), 'w');
  const handles = Object.getPrototypeOf(handle) as Record<string, Call>;
  await handle.close();
  const put = [
    standBefore(fs as unknown as Record<string, Call>, recorder.calls),
    standBefore(handles, recorder.handleCalls),
  ];
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    for (const back of put) back();
    syncBuiltinESMExports();
  }
}

type After = (given: readonly unknown[], result: unknown, self: unknown) => void;

function standBefore(on: Record<string, Call>, calls: Readonly<Record<string, After>>): () => void {
  const originals = Object.keys(calls).map((name) => [name, on[name]] as const);
  for (const [name, original] of originals) {
    if (original === undefined) continue;
    on[name] = async function (this: unknown, ...given) {
      const result = await original.apply(this, [...given]);
      calls[name]?.(given, result, this);
      return result;
    };
  }
  return () => {
    for (const [name, original] of originals) if (original !== undefined) on[name] = original;
  };
}

class Recorder {
  readonly #root: string;
  readonly #disk: Disk;
  readonly #onMoment: OnMoment;
  readonly #nodes = new WeakMap<object, Node>();

  constructor(root: string, disk: Disk, onMoment: OnMoment) {
    this.#root = root;
    this.#disk = disk;
    this.#onMoment = onMoment;
  }

  readonly calls: Readonly<Record<string, After>> = {
    open: ([path], handle) => {
      const inside = this.#inside(path);
      if (inside === undefined) return;
      const known = this.#disk.find(inside);
      const node = known ?? { data: Buffer.alloc(0), synced: Buffer.alloc(0) };
      this.#nodes.set(handle as object, node);
      if (known === undefined) {
        this.#disk.put(inside, node);
        this.#onMoment(`open ${inside}`, this.#disk);
      } else this.#lookAt(handle as FileHandle, node, `open ${inside}`);
    },
    writeFile: ([path]) => {
      const inside = this.#inside(path);
      if (inside === undefined) return;
      this.#disk.put(inside, { data: readFileSync(String(path)), synced: Buffer.alloc(0) });
      this.#onMoment(`writeFile ${inside}`, this.#disk);
    },
    rename: ([from, to]) => {
      const [old, name] = [this.#inside(from), this.#inside(to)];
      const node = old === undefined ? undefined : this.#disk.find(old);
      if (old === undefined || name === undefined || node === undefined) return;
      this.#disk.remove(old);
      this.#disk.put(name, node);
      this.#onMoment(`rename ${old} ${name}`, this.#disk);
    },
    link: ([from, to]) => {
      const [old, name] = [this.#inside(from), this.#inside(to)];
      const node = old === undefined ? undefined : this.#disk.find(old);
      if (name === undefined || node === undefined) return;
      this.#disk.put(name, node);
      this.#onMoment(`link ${name}`, this.#disk);
    },
    mkdir: ([path]) => {
      const inside = this.#inside(path);
      if (inside !== undefined) this.#makeFolders(inside);
    },
    rm: ([path]) => {
      this.#removeAll(this.#inside(path));
    },
    rmdir: ([path]) => {
      this.#removeAll(this.#inside(path));
    },
    unlink: ([path]) => {
      this.#removeAll(this.#inside(path));
    },
  };

  readonly handleCalls: Readonly<Record<string, After>> = {
    write: (_, __, handle) => {
      this.#lookAgain(handle as FileHandle, 'write');
    },
    writeFile: (_, __, handle) => {
      this.#lookAgain(handle as FileHandle, 'write');
    },
    truncate: (_, __, handle) => {
      this.#lookAgain(handle as FileHandle, 'truncate');
    },
    sync: (_, __, handle) => {
      const node = this.#nodes.get(handle as object);
      if (node === undefined) return;
      sync(node);
      this.#onMoment('sync', this.#disk);
    },
  };

  #lookAgain(handle: FileHandle, call: string): void {
    const node = this.#nodes.get(handle);
    if (node !== undefined) this.#lookAt(handle, node, call);
  }

  /** What is in the file now, seen past all buffers; half of what is new is a moment too. */
  #lookAt(handle: FileHandle, node: Node, call: string): void {
    if (isFolder(node)) return;
    const now = readFileSync(`/proc/self/fd/${handle.fd}`);
    if (now.equals(node.data)) return;
    const before = node.data;
    node.data = halfWritten(before, now);
    this.#onMoment(`half of ${call}`, this.#disk);
    node.data = now;
    this.#onMoment(call, this.#disk);
  }

  #makeFolders(path: string): void {
    const parts = path.split('/');
    for (let length = 1; length <= parts.length; length++) {
      const part = parts.slice(0, length).join('/');
      if (part === '' || this.#disk.find(part) !== undefined) continue;
      this.#disk.put(part, emptyFolder());
      this.#onMoment(`mkdir ${part}`, this.#disk);
    }
  }

  /** A folder is taken away name by name, and each of them may be the last. */
  #removeAll(path: string | undefined): void {
    const node = path === undefined ? undefined : this.#disk.find(path);
    if (path === undefined || node === undefined) return;
    if (isFolder(node)) for (const name of [...node.names.keys()]) this.#removeAll(`${path}/${name}`);
    this.#disk.remove(path);
    this.#onMoment(`remove ${path}`, this.#disk);
  }

  #inside(path: unknown): string | undefined {
    const inside = relative(this.#root, String(path));
    return inside.startsWith('..') ? undefined : inside;
  }
}
