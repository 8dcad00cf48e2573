import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { readAnswersFile, type Fault } from '../files/answers-file.js';
import { codeOf } from '../files/error-code.js';
import { contact } from '../certificates/request/contact.js';
import { givenFacts } from '../discovery/asked-facts.js';
import { refuseStrangers } from '../discovery/typed-accounts.js';
import { UsageError } from '../errors.js';
import type { Census } from '../model/census.js';
import type { Facts } from '../model/facts.js';
import type { Json } from '../model/reading.js';
import type { Step } from '../model/step.js';
import { optionFields } from './option-questions.js';

const json: z.ZodType<Json> = z.json();

const stepAnswer = z.strictObject({
  do: z
    .enum(['apply', 'skip', 'waive', 'put-back'])
    .default('apply')
    .describe('What to do with the step; put-back: apply it, also where somebody changed it since'),
  options: z.record(z.string(), json).optional().describe('Its options; what is not given takes its default'),
  attest: z.boolean().default(false).describe('The operator has seen to what the step asks and says so'),
  reason: z.string().min(3).optional().describe('Why it is waived'),
  rest: z.string().min(3).optional().describe('Why what cannot be done of it stays so'),
  until: z.iso.date().optional().describe('Last day of the waiver'),
  passwordFile: z
    .string()
    .optional()
    .describe('A file whose first line is the password that the step asks for'),
});

const general = z.strictObject({
  format: z.literal(1),
  consent: z.string().optional().describe("The server's name: consent to risky and irreversible steps"),
  letSoakPass: z.boolean().default(false).describe('On the lab only: let the waiting days pass at once'),
  restart: z.boolean().default(false).describe('On the lab only: restart when a stage ends'),
  facts: givenFacts.default({}).describe('What only a person knows about the server'),
  contact: contact.strict().optional().describe('Whom the certification authority may ask about a request'),
});

export type StepAnswer = z.infer<typeof stepAnswer>;
export type Answers = z.infer<typeof general> & { readonly steps: Readonly<Record<string, StepAnswer>> };

export const noAnswers: Answers = { ...general.parse({ format: 1 }), steps: {} };

/**
 * Reads an answers file and holds every answer against the step that it is for: what does not fit is known before
 * anything is read or written.
 * @throws UsageError that names the file and all that does not fit
 */
export async function readAnswers(path: string, steps: readonly Step[]): Promise<Answers> {
  const given = await readAnswersFile(path, answersFor(steps), (answers) => missingFiles(answers, path));
  const resolved = Object.entries(given.steps).map(([id, answer]) => [id, fromBeside(path, answer)] as const);
  return { ...given, steps: Object.fromEntries(resolved) };
}

/** The shape of an answers file. Its members are the steps and nothing else: a name that is none, `__proto__` too, does not fit. */
export function answersFor(steps: readonly Step[]): z.ZodType<Answers> {
  const members = steps.map((step) => [step.id, answerTo(step).exactOptional()] as const);
  const toSteps = z.strictObject(Object.fromEntries(members), {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `no step is called ${issue.keys.join(' or ')}; see batten steps list`
        : undefined,
  });
  return general.extend({ steps: toSteps.default({}) });
}

const answerTo = (step: Step): z.ZodType<StepAnswer> =>
  stepAnswer.extend({ options: optionsOf(step).optional() }).superRefine((answer, context) => {
    if (answer.do === 'waive' && answer.reason === undefined)
      context.addIssue({ code: 'custom', path: ['reason'], message: 'a waiver needs a reason' });
  });

/** The options as they were given: their defaults are the step's, and may be others by the time of a replay. */
const optionsOf = (step: Step): z.ZodType<Readonly<Record<string, Json>>> =>
  z
    .custom<Readonly<Record<string, Json>>>((given) => typeof given === 'object', 'options by name')
    .superRefine((given, context) => {
      for (const { path, message, code } of step.options.safeParse(given).error?.issues ?? [])
        context.addIssue({ code: 'custom', path: [...path], message: wanted(step, path, code, message) });
    });

/** What the step's own schema complains of, and beside it what would fit. */
function wanted(step: Step, path: readonly PropertyKey[], code: string, message: string): string {
  const fields = optionFields(step);
  const known = fields.map(({ name }) => name).join(', ');
  if (code === 'unrecognized_keys' && path.length === 0)
    return `${message}; ${known === '' ? `${step.id} has no options` : `its options are ${known}`}`;
  const field = fields.find(({ name }) => name === path[0]);
  if (field === undefined) return message;
  const range = field.choices.length > 0 ? field.choices.join(', ') : field.range;
  return `${message} (${field.label}${range === '' ? '' : `: ${range}`})`;
}

/** A password file is named from where the answers file stands, wherever Batten is run. */
const fromBeside = (path: string, answer: StepAnswer): StepAnswer =>
  answer.passwordFile === undefined
    ? answer
    : { ...answer, passwordFile: resolve(dirname(path), answer.passwordFile) };

/** Password files that answers name and nobody can read. @param path of the file that names them */
export async function missingFiles({ steps }: Answers, path: string): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const [id, answer] of Object.entries(steps)) {
    const { passwordFile } = fromBeside(path, answer);
    if (passwordFile === undefined) continue;
    await access(passwordFile, constants.R_OK).catch((cause: unknown) => {
      const problem = `${passwordFile} cannot be read (${codeOf(cause)})`;
      faults.push({ at: `steps.${id}.passwordFile`, problem });
    });
  }
  return faults;
}

/**
 * Holds answers against the server that was reached, before anything is written there.
 * @throws UsageError where they consent to what is done to another server, or name accounts that nobody knows there
 */
export async function refuseForeign(
  { consent, facts: given, steps }: Answers,
  census: Census | undefined,
  facts: Facts,
): Promise<void> {
  if (consent !== undefined && consent !== facts.name)
    throw new UsageError(
      `The answers do not fit: they consent to what is done to ${consent}, and this is ${facts.name}. ` +
        'Nothing was written; give the answers of this server, or leave consent out of them.',
    );
  const options = Object.values(steps).map((answer) => answer.options ?? {});
  await refuseStrangers([{ ...given }, ...options], census, facts);
}

/** The text of an answers file that replays these answers; it never holds a secret. */
export async function answersText(
  answers: Answers,
  server: string,
  date: Date,
  beyond: boolean,
): Promise<string> {
  const { stringify } = await import('yaml');
  const head =
    `# Replays the session on ${server} of ${date.toISOString().slice(0, 10)}:\n` +
    `# batten harden ${beyond ? '--beyond ' : ''}--answers THIS-FILE --yes. Passwords are not in here; name a passwordFile where one is asked for.\n`;
  return head + stringify(answers);
}
