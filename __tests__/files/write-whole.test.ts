import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sweepDrafts, writeWhole } from '../../src/files/write-whole.js';
import { temporaryFolder } from '../support/folder.js';

describe('a file that is written whole', () => {
  it('takes the place of the old one, and leaves no draft', async () => {
    const folder = join(await temporaryFolder(), 'a', 'b');
    const path = join(folder, 'answers.yaml');
    await writeWhole(path, 'one');
    await writeWhole(path, 'two');
    expect(await readFile(path, 'utf8')).toBe('two');
    expect(await readdir(folder)).toEqual(['answers.yaml']);
  });

  it('of which a crash left half is swept, and nothing else', async () => {
    const folder = await temporaryFolder();
    await writeWhole(join(folder, 'answers.yaml'), 'one');
    await writeFile(join(folder, 'answers.yaml.4711.new'), 'ha');
    await sweepDrafts(folder);
    expect(await readdir(folder)).toEqual(['answers.yaml']);
  });
});
