// Before an incremental build: what was compiled from a source that is gone goes too, and without dist nothing counts as built.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

if (!existsSync(dist)) rmSync(join(root, '.cache/build.tsbuildinfo'), { force: true });
else
  for (const path of readdirSync(dist, { recursive: true })) {
    const source = path.replace(/\.js(\.map)?$/, '.ts');
    if (source !== path && !existsSync(join(root, source))) rmSync(join(dist, path));
  }
