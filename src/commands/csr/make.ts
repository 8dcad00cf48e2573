import { defined } from '../../defined.js';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { hostNameProblem } from '../../certificates/request/host-name.js';
import { passwordCaution, passwordProblem } from '../../certificates/key/password.js';
import { readPasswordFile } from '../../files/password-file.js';
import { requestQuestions, type RequestAnswers } from '../../certificates/request/questions.js';
import { checkEncryptedKey, openKey } from '../../certificates/key/encrypted.js';
import { readRequestFiles } from '../../certificates/request/files.js';
import { inPlaceOf } from '../../certificates/request/retire.js';
import type { Clock } from '../../model/clock.js';
import {
  DataError,
  exitCode,
  UnansweredError,
  UsageError,
  WorkstationError,
  type ExitCode,
} from '../../errors.js';
import type { Context } from '../../connect/context.js';
import { systemClock } from '../../connect/system-clock.js';
import type { Terminal } from '../../terminal/port.js';
import { readCsrAnswers, type CsrAnswers } from './answers.js';
import { keyProblem, ordersOf, type Order } from '../../certificates/request/orders.js';
import { askRequest, isAsked, standingFile } from './questions.js';
import type { RequestDraft } from '../../certificates/request/draft.js';
import { documentOf, outcomeLines, summaryLines, type Made } from './messages.js';

export interface CsrOptions extends Readonly<Omit<RequestAnswers, 'protocol' | 'san'>> {
  readonly protocol?: readonly string[];
  readonly san?: readonly string[];
  readonly answers?: string;
  /** The file of an encrypted key to be used again. */
  readonly key?: string;
  readonly owaName?: string;
  readonly replace?: boolean;
  readonly yes?: boolean;
}

/**
 * `batten csr`: certificate requests and their private keys, from options, an answers file and questions.
 * @throws UsageError for an option that does not fit or a file that is there already, UnansweredError without a
 * terminal, WorkstationError where the files cannot be written
 */
export async function csr(
  options: CsrOptions,
  { terminal, globals, write }: Pick<Context, 'terminal' | 'globals' | 'write'>,
  clock: Clock = systemClock(),
): Promise<ExitCode> {
  const file = options.answers === undefined ? undefined : await readCsrAnswers(options.answers);
  const draft = await draftOf(options, globals.passwordFile ?? file?.passwordFile, file, terminal);
  if (!terminal.interactive) requireAll(options, draft);
  const ready = await askRequest(draft, terminal, (complete) => {
    if (options.yes === true) return Promise.resolve(true);
    terminal.say(...summaryLines(ordersOf(complete), complete.owaName));
    const count = ordersOf(complete).length;
    const message = count === 1 ? 'Make this key and request?' : `Make these ${count} keys and requests?`;
    return terminal.confirm({ message, answer: '--yes' }, true);
  });
  if (ready === undefined) {
    terminal.say('Nothing was written.');
    if (globals.json) write(documentOf([], ready));
    return exitCode.done;
  }
  refuseExisting(ready);
  const made = await makeAll(ordersOf(ready), terminal, clock);
  if (globals.json) write(documentOf(made, ready.owaName));
  else terminal.say(...outcomeLines(made, options.yes === true, ready.owaName));
  return exitCode.done;
}

/** What is known before anything is asked: options, the answers file, and with --yes the answers that stand by themselves. */
async function draftOf(
  { protocol, san, ...options }: CsrOptions,
  passwordFile: string | undefined,
  file: CsrAnswers | undefined,
  terminal: Terminal,
): Promise<RequestDraft> {
  const typed: RequestAnswers = {
    ...options,
    ...defined({ protocol: protocol?.join(','), san: san?.join(',') }),
  };
  const [keyPath, owaName] = [options.key ?? file?.key, options.owaName ?? file?.owaName];
  const keyFile = keyPath === undefined ? undefined : await readKeyFile(keyPath);
  const base = {
    ...defined({ each: file?.each, keyFile }),
    ...(owaName !== undefined && { owaName: checkedOwaName(owaName) }),
    ...defined({ replace: options.replace }),
  };
  const answers: RequestAnswers = {};
  for (const question of requestQuestions) {
    const { member, option, check, initial } = question;
    const usual = options.yes === true ? initial?.(answers) : undefined;
    const given = typed[member] ?? file?.answers[member];
    const answer = given ?? usual;
    if (answer === undefined) continue;
    if (!isAsked(question, { ...base, answers })) {
      if (given === undefined || given === '') continue;
      throw new UsageError(
        member === 'bits'
          ? `${option}: the key that is there has its length already. Leave this out.`
          : `${option}: a request of profile era cannot ask for this. Leave it out, or take --profile modern.`,
      );
    }
    const verdict = check(answer, answers);
    if (verdict !== true) throw new UsageError(`${option}: ${verdict}`);
    answers[member] = answer;
  }
  const draft = { ...base, answers };
  refuseExisting(draft);
  if (passwordFile === undefined) return draft;
  const option = '--password-file';
  const password = await readPasswordFile({
    path: passwordFile,
    option,
    warn: (line) => {
      terminal.say(line);
    },
  });
  const problem = passwordProblem(password);
  if (problem !== undefined) throw new UsageError(`${option}, first line of ${passwordFile}: ${problem}`);
  const caution = passwordCaution(password);
  if (caution !== undefined) terminal.say(caution);
  return keyFile === undefined
    ? { ...draft, password }
    : { ...draft, password, key: opened(keyFile, password) };
}

function checkedOwaName(name: string): string {
  const problem = hostNameProblem(name);
  if (problem !== undefined) throw new UsageError(`--owa-name: ${problem}`);
  return name;
}

type KeyFile = NonNullable<RequestDraft['keyFile']>;

async function readKeyFile(path: string): Promise<KeyFile> {
  try {
    const pem = await readFile(path, 'utf8');
    checkEncryptedKey(pem);
    return { path, pem };
  } catch (cause) {
    if (cause instanceof DataError) {
      throw new UsageError(
        `--key ${path}: ${cause.message} Encrypt a copy with openssl pkcs8 -topk8 -v2 aes-256-cbc and give that.`,
        { cause },
      );
    }
    throw new UsageError(`The key file ${path} cannot be read. Check --key.`, { cause });
  }
}

function opened({ path, pem }: KeyFile, password: string) {
  const key = openKey(pem, password);
  if (key === undefined)
    throw new UsageError(`The password does not open the key ${path}. Check --password-file.`);
  const problem = keyProblem(key);
  if (problem !== undefined) throw new UsageError(`The key ${path} ${problem}.`);
  return key;
}

function requireAll(options: CsrOptions, draft: RequestDraft): void {
  const missing = requestQuestions
    .filter((question) => draft.answers[question.member] === undefined && isAsked(question, draft))
    .map(({ option, initial }) => (initial?.(draft.answers) === undefined ? option : `${option} (or --yes)`));
  if (draft.password === undefined) missing.push('--password-file');
  if (options.yes !== true && missing.length === 0) missing.push('--yes');
  if (missing.length === 0) return;
  throw new UnansweredError(
    `There is no terminal to ask at, and these are not answered: ${missing.join(', ')}.`,
  );
}

function refuseExisting(draft: RequestDraft): void {
  const standing = standingFile(draft);
  if (standing === undefined) return;
  throw new UsageError(
    `${standing} exists already, and nothing is written over it. Choose another --key-name or --out, or retire it with --replace.`,
  );
}

/** One after another: what was made before a failure is whole and stays. */
async function makeAll(orders: readonly Order[], terminal: Terminal, clock: Clock): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (const order of orders) {
    const { bits, protocol } = order.details;
    const of = orders.length === 1 ? '' : ` for ${protocol} (${made.length + 1} of ${orders.length})`;
    const what = order.key === undefined ? `a key of ${bits} bits and its request` : 'a request for the key';
    try {
      made.push(await terminal.wait(`Making ${what}${of}`, () => make(order, clock)));
    } catch (error) {
      if (made.length === 0 || !(error instanceof Error)) throw error;
      const whole = made.map(({ created }) => basename(created.files.request)).join(', ');
      throw new WorkstationError(`${error.message} Made before it, and whole: ${whole}.`, { cause: error });
    }
  }
  return made;
}

async function make(order: Order, clock: Clock): Promise<Made> {
  const { folder, name } = order;
  const { createRequest } = await import('../../certificates/request/create.js');
  const found = await readRequestFiles(folder, name);
  const earlier = found.state === 'present' ? found.value : undefined;
  const when = clock.now();
  const created = await inPlaceOf(folder, name, when, () =>
    createRequest({ ...order, made: when, ...defined({ earlier }) }),
  );
  return { order, created };
}
