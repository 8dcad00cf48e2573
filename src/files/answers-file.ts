import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { UsageError } from '../errors.js';

/** One place of a file that does not fit, and what was wanted there. */
export interface Fault {
  /** `steps.password-policy.options.minimumLength`; empty for the file itself. */
  readonly at: string;
  readonly problem: string;
}

/**
 * Reads a YAML file of answers and checks its shape.
 * @param moreFaults looks at what the schema took, for what no schema sees
 * @throws UsageError that names the file and all that does not fit
 */
export async function readAnswersFile<Answers>(
  path: string,
  schema: z.ZodType<Answers>,
  moreFaults: (answers: Answers) => Promise<readonly Fault[]> = () => Promise.resolve([]),
): Promise<Answers> {
  const { parse } = await import('yaml');
  let data: unknown;
  try {
    // Warnings would go to standard error as they are, with what the file says
    data = parse(await readFile(path, 'utf8'), { logLevel: 'error' });
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new UsageError(`The answers file ${path} cannot be read: ${why}. Nothing was done.`, { cause });
  }
  const result = schema.safeParse(data);
  const faults = result.success ? await moreFaults(result.data) : result.error.issues.map(faultOf);
  if (result.success && faults.length === 0) return result.data;
  throw new UsageError(`The answers file ${path} does not fit${faultsText(faults)}. Nothing was done.`);
}

const faultOf = ({ path, message }: { path: readonly PropertyKey[]; message: string }): Fault => ({
  at: path.map(String).join('.'),
  problem: message,
});

/** ` at format: it has to be 1`, or all of them, numbered. */
function faultsText(faults: readonly Fault[]): string {
  const words = faults.map(({ at, problem }) => (at === '' ? problem : `${at}: ${problem}`));
  const [only] = words;
  if (words.length === 1 && only !== undefined) return faults[0]?.at === '' ? `: ${only}` : ` at ${only}`;
  return ` at ${words.length} places: ${words.map((one, index) => `(${index + 1}) ${one}`).join('; ')}`;
}
