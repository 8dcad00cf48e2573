import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { readAnswersFile } from '../files/answers-file.js';
import { contact } from '../certificates/request/contact.js';
import { givenFacts } from '../discovery/asked-facts.js';
import { UsageError } from '../errors.js';
import type { Json } from '../model/reading.js';

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

const answersFile = z.strictObject({
  format: z.literal(1),
  consent: z.string().optional().describe("The server's name: consent to risky and irreversible steps"),
  letSoakPass: z.boolean().default(false).describe('On the lab only: let the waiting days pass at once'),
  restart: z.boolean().default(false).describe('On the lab only: restart when a stage ends'),
  facts: givenFacts.default({}).describe('What only a person knows about the server'),
  contact: contact.optional().describe('Whom the certification authority may ask about a request'),
  steps: z.record(z.string(), stepAnswer).default({}),
});

export type Answers = z.infer<typeof answersFile>;
export type StepAnswer = z.infer<typeof stepAnswer>;

export const noAnswers: Answers = answersFile.parse({ format: 1 });

/** Reads and checks an answers file. @throws UsageError that names the file and the member that does not fit */
export async function readAnswers(path: string, stepIds: readonly string[]): Promise<Answers> {
  const given = await readAnswersFile(path, answersFile);
  const unknown = Object.keys(given.steps).find((id) => !stepIds.includes(id));
  if (unknown !== undefined) {
    throw new UsageError(
      `The answers file ${path} names a step ${unknown} that does not exist. See batten steps list.`,
    );
  }
  // A password file is named from where the answers file stands, wherever Batten is run.
  const steps = Object.entries(given.steps).map(([id, answer]) => {
    const { passwordFile } = answer;
    return [
      id,
      passwordFile === undefined ? answer : { ...answer, passwordFile: resolve(dirname(path), passwordFile) },
    ];
  });
  return { ...given, steps: Object.fromEntries(steps) as Answers['steps'] };
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
