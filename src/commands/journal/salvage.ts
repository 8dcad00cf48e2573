import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Context } from '../../connect/context.js';
import { systemClock } from '../../connect/system-clock.js';
import { stepBegun } from '../../engine/session.js';
import { exitCode, JournalError, UsageError, type ExitCode } from '../../errors.js';
import { codeOf } from '../../files/error-code.js';
import { version } from '../../files/version.js';
import { writeWhole } from '../../files/write-whole.js';
import { readJournal } from '../../journal/file.js';
import { HeadFile, readHead } from '../../journal/head-file.js';
import { headWords, missingSince } from '../../journal/head.js';
import { holderNow } from '../../journal/holder-now.js';
import { acquireLock } from '../../journal/lock.js';
import { parseJournal } from '../../journal/parse.js';
import { keepBeside } from '../../journal/rescue.js';
import { salvage, type Salvaged } from '../../journal/salvage.js';
import { operatorName } from '../../journal/state-folder.js';
import { everyStep } from '../../../steps/catalogue.js';
import { salvageLines } from './messages.js';

/**
 * Puts a whole journal in the place of a damaged one, and keeps the damaged one beside it.
 * @throws UsageError where nothing is damaged, JournalError where too little can be read
 */
export async function salvageJournal(
  file: string,
  { yes }: { readonly yes: boolean },
  context: Context,
): Promise<ExitCode> {
  const { terminal } = context;
  const path = resolve(file);
  if (basename(path) !== 'journal.jsonl')
    throw new UsageError(`${path} is not a journal. Name the journal.jsonl that the error named.`);
  const now = systemClock().now().toISOString();
  const lock = await acquireLock(dirname(path), holderNow('batten journal salvage'));
  try {
    const bytes = await bytesOf(path);
    await refuseWhole(path);
    const found = salvage(bytes, await missingEnd(path, bytes), {
      operator: operatorName(),
      version: version(),
      time: now,
      begun(id) {
        const step = everyStep.find((one) => one.id === id);
        return step === undefined ? undefined : stepBegun(step, {});
      },
    });
    terminal.say(...salvageLines(path, found));
    const message = 'Put what can be read in its place? The damaged one is kept beside it.';
    if (!yes && (await terminal.confirm({ message, answer: '--yes' }, false)) !== true) return exitCode.done;
    const kept = await keepBeside(path, 'damaged', bytes);
    await putInPlace(path, found);
    terminal.say(
      `The damaged journal is kept as ${kept}.`,
      'Run batten status next: it holds the journal against the server.',
    );
    return exitCode.done;
  } finally {
    await lock.release();
  }
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new UsageError(`${path} cannot be read (${codeOf(cause)}).`, { cause });
  }
}

async function refuseWhole(path: string): Promise<void> {
  try {
    await readJournal(path);
  } catch (error) {
    if (error instanceof JournalError) return;
    throw error;
  }
  throw new UsageError(`${path} is whole: there is nothing to salvage.`);
}

/** What the head beside a journal says is missing at its end; a journal that is damaged before that says it itself. */
async function missingEnd(path: string, bytes: Buffer): Promise<string | undefined> {
  const head = await readHead(path);
  if (head === undefined) return undefined;
  try {
    return missingSince(parseJournal(bytes, path).links, headWords(head));
  } catch {
    const lines = bytes.toString('latin1').split('\n').length - 1;
    return lines < head.count ? `it held ${head.count} records` : undefined;
  }
}

async function putInPlace(path: string, { text, count, last }: Salvaged): Promise<void> {
  // The head comes second: with the old one the new journal is refused, and salvaging it again mends that.
  await writeWhole(path, text);
  const head = await HeadFile.open(path);
  await head.write({ count, checksum: last });
  await head.close();
}
