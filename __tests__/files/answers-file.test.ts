import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { readAnswersFile } from '../../src/files/answers-file.js';
import { temporaryFolder } from '../support/folder.js';

it('says nothing of an answers file past the terminal: a tag that nobody knows would be shown as it stands', async () => {
  const path = join(await temporaryFolder(), 'answers.yaml');
  await writeFile(path, 'name: !!js/function x\u009b2J\u202e\n');
  const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  try {
    await readAnswersFile(path, z.strictObject({ name: z.string() }));
    expect(warned).not.toHaveBeenCalled();
  } finally {
    warned.mockRestore();
  }
});
