import { advise, nextSteps, type Advice } from '../certificates/advice.js';
import { contact as contactSchema, type Contact } from '../certificates/contact.js';
import type { CreatedRequest } from '../certificates/create-request.js';
import { passwordCaution } from '../certificates/password.js';
import { readPasswordFile } from '../certificates/password-file.js';
import { requestQuestions, type RequestAnswers } from '../certificates/questions.js';
import { occupied, requestFiles } from '../certificates/request-files.js';
import { newRequest, type NewRequest } from '../certificates/subject.js';
import type { Clock } from '../engine/clock.js';
import { exitCode, UnansweredError, UsageError, type ExitCode } from '../errors.js';
import type { back } from '../terminal/port.js';
import { type Terminal } from '../terminal/port.js';
import { askRequest, type RequestDraft } from './csr-questions.js';

export interface CsrOptions extends Readonly<RequestAnswers> {
  readonly passwordFile?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * `batten csr`: a certificate request and its private key, from options and questions.
 * @param write takes the one document of --json for standard output
 * @throws UsageError for an option that does not fit or a file that is there already, UnansweredError without a
 * terminal, WorkstationError where the files cannot be written
 */
export async function csr(
  options: CsrOptions,
  terminal: Terminal,
  clock: Clock,
  write: (document: string) => void,
): Promise<ExitCode> {
  const draft = await draftOf(options, terminal);
  if (!terminal.interactive) requireAll(options, draft);
  const ready = await askRequest(draft, terminal, (complete) =>
    options.yes === true ? Promise.resolve(true) : agree(complete, terminal),
  );
  if (ready === undefined) {
    terminal.say('Nothing was written.');
    if (options.json === true) write(documentOf({ made: false }));
    return exitCode.done;
  }
  const { folder, name, details, contact, password } = orderOf(ready);
  refuseExisting(folder, name);
  const { createRequest } = await import('../certificates/create-request.js');
  const created = await terminal.wait(`Making a key of ${details.bits} bits and its request`, () =>
    createRequest({ folder, name, details, contact, password, made: clock.now() }),
  );
  if (options.json === true) write(documentOf(report(details, created)));
  else terminal.say(...outcome(ready, created.publicKey, options.yes === true));
  return exitCode.done;
}

/** What is known before anything is asked: options, and with --yes the answers that stand by themselves. */
async function draftOf(options: CsrOptions, terminal: Terminal): Promise<RequestDraft> {
  const answers: RequestAnswers = {};
  for (const { member, option, check, initial } of requestQuestions) {
    const answer = options[member] ?? (options.yes === true ? initial : undefined);
    if (answer === undefined) continue;
    const verdict = check(answer);
    if (verdict !== true) throw new UsageError(`${option}: ${verdict}`);
    answers[member] = answer;
  }
  if (answers.out !== undefined && answers.keyName !== undefined) {
    refuseExisting(answers.out, answers.keyName);
  }
  if (options.passwordFile === undefined) return { answers };
  const { password, exposed } = await readPasswordFile(options.passwordFile);
  if (exposed) terminal.say('Others than its owner may read the password file; chmod 600 closes it.');
  const caution = passwordCaution(password);
  if (caution !== undefined) terminal.say(caution);
  return { answers, password };
}

function requireAll(options: CsrOptions, { answers, password }: RequestDraft): void {
  const missing = requestQuestions
    .filter(({ member }) => answers[member] === undefined)
    .map(({ option, initial }) => (initial === undefined ? option : `${option} (or --yes)`));
  if (password === undefined) missing.push('--password-file');
  if (options.yes !== true && missing.length === 0) missing.push('--yes');
  if (missing.length === 0) return;
  throw new UnansweredError(
    `There is no terminal to ask at, and these are not answered: ${missing.join(', ')}.`,
  );
}

function refuseExisting(folder: string, name: string): void {
  const [standing] = occupied(requestFiles(folder, name));
  if (standing === undefined) return;
  throw new UsageError(
    `${standing} exists already, and nothing is written over it. Choose another --key-name or --out.`,
  );
}

interface Order {
  readonly folder: string;
  readonly name: string;
  readonly details: NewRequest;
  readonly contact: Contact;
  readonly password: string;
}

/** Each answer has passed its own check, so only a fault of Batten itself can make this throw. */
function orderOf({ answers, password }: RequestDraft): Order {
  const { out = '', keyName = '', fqdn, bits, contact, email, phone, ...rest } = withoutEmpty(answers);
  return {
    folder: out,
    name: keyName,
    details: newRequest.parse({ ...rest, commonName: fqdn, bits: Number(bits) }),
    contact: contactSchema.parse(withoutEmpty({ contact, email, phone })),
    password: password ?? '',
  };
}

const withoutEmpty = (
  answers: Readonly<Record<string, string | undefined>> | RequestAnswers,
): RequestAnswers =>
  Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== undefined && answer !== ''));

async function agree(draft: RequestDraft, terminal: Terminal): Promise<boolean | typeof back> {
  const { folder, name, details, contact } = orderOf(draft);
  const files = requestFiles(folder, name);
  terminal.say(
    '',
    `Request for ${details.commonName} (${details.protocol})`,
    ...subjectLines(details),
    ...Object.entries(contact).map(
      ([member, text]) => `  ${member.padEnd(14)}${text} (beside the request only)`,
    ),
    `  ${'key'.padEnd(14)}RSA ${details.bits} bits, request signed with ${details.digest}`,
    `  ${'files'.padEnd(14)}${[files.request, files.key, files.contact].join(', ')}`,
    ...adviceLines(advise(details)),
  );
  return terminal.confirm({ message: 'Make this key and request?', answer: '--yes' }, true);
}

const subjectLines = ({ organization, unit, country, state, locality }: NewRequest): readonly string[] =>
  Object.entries({ organization, unit, country, state, locality }).flatMap(([member, text]) =>
    text === undefined ? [] : [`  ${member.padEnd(14)}${text}`],
  );

const adviceLines = (advice: readonly Advice[]): readonly string[] =>
  advice.map(({ text }) => `  note: ${text}`);

/** Shows the folder as it was given: that has been checked for characters that a terminal would obey. */
function outcome(draft: RequestDraft, publicKey: string, unasked: boolean): readonly string[] {
  const { folder, name, details } = orderOf(draft);
  const files = requestFiles(folder, name);
  return [
    `Request      ${files.request}`,
    `Private key  ${files.key}`,
    `Contact      ${files.contact}`,
    `Public key   SHA-256 ${publicKey}`,
    'Read back from disk: the signature holds, the names are as given, and the password opens the key.',
    'The password is stored nowhere. Without it the key and its certificate are lost.',
    ...(unasked ? adviceLines(advise(details)) : []),
    '',
    'What comes next:',
    ...nextSteps(details, files.request).map((step, index) => `  ${index + 1}. ${step}`),
  ];
}

const report = (details: NewRequest, { files, publicKey }: CreatedRequest): object => ({
  made: true,
  ...details,
  files,
  publicKey: { sha256: publicKey },
  warnings: advise(details),
  next: nextSteps(details, files.request),
});

const documentOf = (content: object): string =>
  `${JSON.stringify({ schema: 'batten/csr/1', ...content }, undefined, 2)}\n`;
