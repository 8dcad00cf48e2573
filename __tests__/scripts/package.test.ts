import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { packageRoot } from '../../src/files/package-root.js';
import { temporaryFolder } from '../support/folder.js';

/** What other programs leave in the folders that are packed. */
const leftBehind = [
  'templates/samba/agent/__pycache__/session.cpython-311.pyc',
  'templates/samba/agent/session.pyc',
  'dist/src/cli/bin.js.map',
  'dist/src/cli/bin.d.ts',
  'dist/tsconfig.build.tsbuildinfo',
];

describe('the package', () => {
  let packed: readonly string[];

  beforeAll(async () => {
    const copy = await temporaryFolder();
    for (const name of await readdir(packageRoot()))
      if (!/^(node_modules|\.|coverage)/.test(name))
        await cp(join(packageRoot(), name), join(copy, name), { recursive: true });
    for (const path of leftBehind) {
      await mkdir(join(copy, path, '..'), { recursive: true });
      await writeFile(join(copy, path), '');
    }
    const { stdout } = await execa('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: copy });
    const [described] = JSON.parse(stdout) as readonly { files: readonly { path: string }[] }[];
    packed = described?.files.map(({ path }) => path) ?? [];
  });

  it('holds the program and its templates, what npm always packs, and nothing else', () => {
    const expected = [
      /^(package\.json|README\.md|LICENSE)$/,
      /^dist\/(src|steps)\/[\w/-]+\.js$/,
      /^templates\/front\/[\w-]+\.conf$/,
      /^templates\/lab\/[\w-]+\.(yaml|txt)$/,
      /^templates\/samba\/agent\/\w+\.py$/,
    ];
    expect(packed.filter((path) => !expected.some((pattern) => pattern.test(path)))).toEqual([]);
    for (const pattern of expected) expect(packed.some((path) => pattern.test(path))).toBe(true);
  });

  it('names no place on the network', async () => {
    const about: unknown = JSON.parse(await readFile(join(packageRoot(), 'package.json'), 'utf8'));
    expect(about).toMatchObject({ author: 'The Batten authors', license: 'MIT' });
    for (const name of ['homepage', 'repository', 'bugs']) expect(about).not.toHaveProperty(name);
  });
});
