import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../../errors.js';
import { codeOf } from '../../files/error-code.js';
import { writeNewFiles } from '../../files/write-new-files.js';
import type { Json } from '../../model/reading.js';
import { stages } from '../../model/stage.js';
import { answersFor } from '../../wizard/answers.js';
import { planId, type Plan } from '../../wizard/plan/plan.js';
import { stepGroups } from '../../wizard/plan/planned-step.js';
import { everyStep } from '../../../steps/catalogue.js';

const schema = 'batten/plan/1';

/** A plan as one JSON document. */
export const planDocument = (plan: Plan): string => JSON.stringify({ schema, ...plan }, null, 2);

/** Writes a plan into a new file. @throws UsageError where one of that name is there, WorkstationError */
export async function writePlan(path: string, plan: Plan): Promise<void> {
  await writeNewFiles(dirname(path), [{ path, text: `${planDocument(plan)}\n` }]);
}

/** Reads a plan that `batten plan --out` wrote. @throws UsageError where it is none, or no longer what was written */
export async function readPlan(path: string): Promise<Plan> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`The plan ${path} cannot be read (${codeOf(cause)}). Check --plan.`, { cause });
  }
  const result = planFile.safeParse(jsonIn(text));
  if (!result.success) {
    const [issue] = result.error.issues;
    const at = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
    throw new UsageError(
      `${path} is no plan that this Batten knows${at}: ${issue?.message ?? 'invalid'}. Make one with batten plan --out.`,
    );
  }
  const { schema: found, ...plan } = result.data;
  if (found !== schema)
    throw new UsageError(`${path} is a ${found} and no ${schema}. Make a new one with batten plan --out.`);
  if (planId(plan) !== plan.id)
    throw new UsageError(
      `The plan ${path} is not what Batten wrote: it was altered or damaged. Make a new one with batten plan --out.`,
    );
  return plan;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const json: z.ZodType<Json> = z.json();
const members = z.record(z.string(), json);
const settable = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('present'), value: json }),
  z.strictObject({ state: z.literal('absent') }),
]);

const change = z.strictObject({
  resource: z.strictObject({ kind: z.string(), key: z.string(), address: json }),
  before: settable,
  after: settable,
  by: z.enum(['batten', 'person', 'word']),
  place: z.string(),
  name: z.string(),
  now: z.string(),
  then: z.string(),
});

const step = z.strictObject({
  id: z.string(),
  stage: z.enum(stages),
  title: z.string(),
  group: z.enum(stepGroups),
  reason: z.string().exactOptional(),
  waived: z.strictObject({ reason: z.string(), until: z.string().exactOptional() }).exactOptional(),
  options: members,
  effect: z.union([z.enum(['at once', 'reboot']), z.strictObject({ restart: z.array(z.string()) })]),
  reversibility: z.enum(['automatic', 'guided', 'irreversible', 'none']),
  consent: z.boolean(),
  changes: z.array(change),
});

const planFile = z.strictObject({
  schema: z.string(),
  id: z.string(),
  made: z.iso.datetime(),
  version: z.string(),
  target: z.string(),
  journal: z.strictObject({ count: z.int(), checksum: z.string() }),
  server: z.string(),
  facts: members,
  answers: answersFor(everyStep),
  scope: z.strictObject({
    stage: z.enum(stages).exactOptional(),
    steps: z.array(z.string()).exactOptional(),
    beyond: z.boolean(),
    putBack: z.boolean(),
    soakDays: z.number(),
  }),
  steps: z.array(step),
  restarts: z.array(
    z.strictObject({
      after: z.string().exactOptional(),
      steps: z.array(z.string()),
      what: z.enum(['server', 'services']),
    }),
  ),
  waits: z.array(
    z.strictObject({ before: z.enum(stages), days: z.number(), unsettled: z.enum(stages).exactOptional() }),
  ),
  unanswered: z.array(z.string()),
});
