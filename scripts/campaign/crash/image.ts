import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Image } from './disk.js';

/** A folder as it lies there. */
export function readImage(root: string): Image {
  const image = new Map<string, Buffer | 'folder'>();
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  for (const entry of entries.sort((a, b) =>
    join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1,
  )) {
    const path = join(entry.parentPath, entry.name);
    image.set(path.slice(root.length + 1), entry.isDirectory() ? 'folder' : readFileSync(path));
  }
  return image;
}

/** Lays an image down in an empty folder. The locks in it are those of a process that is no more. */
export function layDown(image: Image, root: string): void {
  for (const [path, content] of image) {
    const place = join(root, path);
    if (content === 'folder') {
      mkdirSync(place, { recursive: true, mode: 0o700 });
      continue;
    }
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    writeFileSync(place, /\/lock(\.\d+)?$/.test(path) ? ofDeadProcess(content) : content, { mode: 0o600 });
  }
}

/** Linux gives no process a number this high unless it is told to. */
const ofDeadProcess = (lock: Buffer): Buffer =>
  Buffer.from(lock.toString('utf8').replace(/"pid":\d+/, '"pid":4194305'));
