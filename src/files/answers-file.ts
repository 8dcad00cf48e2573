import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { UsageError } from '../errors.js';

/** Reads a YAML file of answers and checks its shape. @throws UsageError that names the file and the member that does not fit */
export async function readAnswersFile<Answers>(path: string, schema: z.ZodType<Answers>): Promise<Answers> {
  const { parse } = await import('yaml');
  let data: unknown;
  try {
    data = parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new UsageError(`The answers file ${path} cannot be read: ${why}. Nothing was done.`, { cause });
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const at = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
  throw new UsageError(
    `The answers file ${path} does not fit${at}: ${issue?.message ?? 'invalid'}. Nothing was done.`,
  );
}
