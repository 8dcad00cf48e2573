import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { WorkstationError } from '../errors.js';
import { codeOf } from './error-code.js';

/** The new file stands complete on disk before it takes the old one's name. @throws WorkstationError */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    const code = codeOf(cause);
    throw new WorkstationError(
      `${path} cannot be written (${code}). Make room or give another folder with --state.`,
      {
        cause,
      },
    );
  }
}
