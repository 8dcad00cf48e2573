import { z } from 'zod';
import type { Agent } from '../connection/agent.js';
import { fileVersion, type FileVersion, type ReadPart } from './file-version.js';

/** Bytes fetched at a time: the headers of a program, or the first levels of its resources, in one request. */
const window = 4096;

const item = z.discriminatedUnion('state', [
  z.object({ state: z.literal('present'), bytes: z.string().regex(/^([0-9a-f]{2})*$/) }),
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('unreadable'), reason: z.string() }),
]);

export type ProgramFile =
  /** `version`: undefined where the file carries none. */
  | { readonly state: 'present'; readonly version: FileVersion | undefined }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly reason: string };

/** Looks at a file of the server and what version it says it has. @throws TargetError */
export async function readProgramFile(agent: Agent, path: string): Promise<ProgramFile> {
  const fetch = (offset: number, length: number): Promise<z.infer<typeof item>> =>
    agent.request({
      operation: 'readFilePart',
      parameters: { path, offset, length: Math.max(length, window) },
      result: item,
      doing: `reading ${path}`,
    });
  const first = await fetch(0, window);
  if (first.state !== 'present') return first;
  let fetched = { from: 0, bytes: Buffer.from(first.bytes, 'hex') };
  const part: ReadPart = async (offset, length) => {
    const within = (): Buffer =>
      fetched.bytes.subarray(Math.max(offset - fetched.from, 0), offset - fetched.from + length);
    if (offset >= fetched.from && within().length === length) return within();
    const next = await fetch(offset, length);
    // A file that goes away or is locked meanwhile ends here, as a file that was cut off does.
    fetched = {
      from: offset,
      bytes: next.state === 'present' ? Buffer.from(next.bytes, 'hex') : Buffer.alloc(0),
    };
    return within();
  };
  return { state: 'present', version: await fileVersion(part) };
}
