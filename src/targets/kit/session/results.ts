import { DataError } from '../../../errors.js';
import { identityOf } from '../capture.js';
import type { KitSign } from '../kinds/kit-kind.js';
import { fileOf, type Numbered, type Phase } from '../scripts/script.js';

/** What came back in RESULT, by name in capitals: floppies and their drivers disagree about case. */
export type ResultFiles = ReadonlyMap<string, Uint8Array>;

export interface PhaseResult {
  /** `APPLIED`, `DRIFT` …: the first word. */
  readonly result: string;
  /** The words behind it. */
  readonly about: readonly string[];
  /** What the script said of each change. */
  readonly items: ReadonlyMap<string, 'OK' | 'NO'>;
  /** What was compared, and what the script said of it. */
  readonly compared: ReadonlyMap<string, 'SAME' | 'DIFF' | 'LOST'>;
}

export interface Expected {
  readonly id: string;
  readonly plan: string;
}

/**
 * Reads the result file of one script.
 * @throws DataError for one that is cut off, edited, or of another kit; the message says which
 */
export function readPhase(files: ResultFiles, phase: Phase, { id, plan }: Expected): PhaseResult {
  const name = `${phase}.OUT`;
  const bytes = files.get(name);
  if (bytes === undefined)
    throw new DataError(`There is no ${name} among the results. Carry the whole RESULT folder back.`);
  const lines = new TextDecoder('windows-1252').decode(bytes).split('\r\n');
  const member = (word: string): readonly string[] =>
    lines.flatMap((line) => (line.startsWith(`${word}=`) ? [line.slice(word.length + 1).trim()] : []));
  if (lines[0]?.trim() !== 'BATTEN 1') throw refused(name, 'its first line is not that of a result');
  const [kit] = member('KIT');
  if (kit !== id) throw refused(name, `it is of kit ${kit ?? 'unknown'}, and kit ${id} was asked for`);
  const results = member('RESULT');
  const [end] = member('END');
  if (results.length === 0 || end !== id || lines.at(-1) !== '') {
    throw refused(
      name,
      `it has no end: it was cut off, or the script was stopped. Run ${phase}.CMD once more on the server, which changes ` +
        'nothing more and says what stands, and carry RESULT back',
    );
  }
  const [first = ''] = results;
  if (results.length !== 1) throw refused(name, 'it has more than one result');
  const [result = '', ...about] = first.split(/\s+/);
  // A script that gave up before it looked at anything says no more than that
  if (result !== 'ERROR' && member('PLAN')[0] !== plan) {
    throw refused(name, `it is of another plan (${member('PLAN')[0] ?? 'none'}) than the kit (${plan})`);
  }
  const said = <Word extends string>(words: readonly Word[]): ReadonlyMap<string, Word> =>
    new Map(
      lines.flatMap((line): readonly (readonly [string, Word])[] => {
        const [word, what] = line.trim().split(' ');
        const known = words.find((one) => one === word);
        return known === undefined || what === undefined ? [] : [[what, known]];
      }),
    );
  return { result, about, items: said(['OK', 'NO']), compared: said(['SAME', 'DIFF', 'LOST']) };
}

/**
 * The files of one capture, checked against the second witness that the script made of them at once: a file that was
 * changed or cut off on its way no longer agrees with it.
 * @throws DataError that names the file
 */
export function capturedFiles(
  files: ResultFiles,
  phase: Phase,
  letter: string,
  captures: readonly Numbered[],
): ReadonlyMap<string, Uint8Array> {
  const name = `${phase}.ALL`;
  const witness = files.get(name);
  if (witness === undefined)
    throw new DataError(`There is no ${name} among the results. Carry the whole RESULT folder back.`);
  const all = Buffer.from(witness);
  const found = new Map<string, Uint8Array>();
  let at = startsAt(all, 0, 'BATTEN 1\r\n');
  for (const numbered of captures) {
    const file = fileOf(letter, numbered);
    const head = at === undefined ? undefined : startsAt(all, at, `==== ${file}\r\n`);
    const bytes = files.get(file);
    if (head === undefined) {
      if (bytes !== undefined)
        throw refused(file, `${name} does not know it: it was added, or ${name} was cut off`);
      continue;
    }
    if (bytes === undefined) throw refused(file, `it is missing, and ${name} knows it`);
    const end = head + bytes.length;
    if (!all.subarray(head, end).equals(bytes) || startsAt(all, end, '==== ') === undefined) {
      throw refused(
        file,
        `it differs from what the script wrote into ${name} at the same time: it was edited or cut off`,
      );
    }
    found.set(numbered.number, bytes);
    at = end;
  }
  if (at === undefined || startsAt(all, at, '==== END\r\n') !== all.length) {
    throw refused(name, 'it does not agree with the captured files: something was edited or cut off');
  }
  return found;
}

/** Whether the evidence says what the script said of its comparisons. @throws DataError that names what was edited */
export function checkCompared(
  { compared }: PhaseResult,
  captures: readonly Numbered[],
  letter: string,
  bytesOf: { readonly one: ReadonlyMap<string, Uint8Array>; readonly other: ReadonlyMap<string, Uint8Array> },
): void {
  for (const numbered of captures) {
    const file = fileOf(letter, numbered);
    const said = compared.get(file);
    const [one, other] = [bytesOf.one.get(numbered.number), bytesOf.other.get(numbered.number)];
    if (said === undefined || said === 'LOST' || one === undefined || other === undefined) continue;
    const same = Buffer.from(one).equals(other);
    if (same !== (said === 'SAME')) {
      throw refused(file, `the result says ${said} and the file says otherwise: one of them was edited`);
    }
  }
}

/** What the script should have said of a change, from the same evidence. */
export function judgeKitSigns(
  signs: readonly KitSign[],
  captures: readonly Numbered[],
  before: ReadonlyMap<string, Uint8Array>,
  after: ReadonlyMap<string, Uint8Array>,
): 'OK' | 'NO' {
  const fine = signs.every((sign) => {
    const numbered = captures.find(({ capture }) => identityOf(capture) === identityOf(sign.capture));
    const bytes = numbered && after.get(numbered.number);
    if (bytes === undefined) return false;
    if ('differs' in sign) {
      const was = before.get(numbered?.number ?? '');
      return was !== undefined && !Buffer.from(was).equals(bytes);
    }
    const lines = Buffer.from(bytes).toString('latin1').split('\n');
    return lines.some((line) => line.includes(sign.words)) === sign.there;
  });
  return fine ? 'OK' : 'NO';
}

const startsAt = (all: Buffer, at: number, words: string): number | undefined => {
  const end = at + words.length;
  return all.toString('latin1', at, end) === words ? end : undefined;
};

const refused = (file: string, why: string): DataError =>
  new DataError(`The results were not imported: ${file}: ${why}. Nothing was recorded.`);
