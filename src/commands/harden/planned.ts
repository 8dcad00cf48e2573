import { z } from 'zod';
import { differenceOf } from '../../model/identity.js';
import { UsageError } from '../../errors.js';
import type { Context } from '../../connect/context.js';
import type { OpenServer } from '../../connect/open-server.js';
import { wrap } from '../../terminal/layout.js';
import { missingFiles, type Answers } from '../../wizard/answers.js';
import { answersDifferences, differencesOf } from '../../wizard/plan/differences.js';
import { makePlan } from '../../wizard/plan/make-plan.js';
import { shortId, type Plan } from '../../wizard/plan/plan.js';
import { readPlan } from '../plan/plan-file.js';
import { planningOn } from '../plan/rehearsal.js';
import type { ScopeOptions } from '../plan/scope.js';

/**
 * A plan that a session is to follow.
 * @param given answers that are given beside it; they have to be those that it was made with
 * @throws UsageError where it is none, or where an option says otherwise
 */
export async function planToFollow(
  path: string,
  options: ScopeOptions & { readonly dryRun: boolean },
  given: Answers | undefined,
): Promise<Plan> {
  const conflicting = [
    options.stage !== undefined && '--stage',
    options.step !== undefined && '--step',
    options.soak !== undefined && '--soak',
    options.beyond && '--beyond',
    options.putBack === true && '--put-back',
    options.dryRun && '--dry-run',
  ].filter((name) => name !== false);
  if (conflicting.length > 0)
    throw new UsageError(
      `${conflicting.join(', ')} cannot be given with --plan: the plan says what is done. Leave it out, or make another plan with batten plan.`,
    );
  const plan = await readPlan(path);
  const others = given === undefined ? [] : answersDifferences(plan.answers, given);
  if (others.length > 0)
    throw new UsageError(
      `The plan ${shortId(plan.id)} was made with other answers. ${others.join(' ')} Nothing was done; leave --answers out, or make a new plan with batten plan.`,
    );
  const [missing] = await missingFiles(plan.answers, path);
  if (missing !== undefined)
    throw new UsageError(
      `The plan ${shortId(plan.id)} names a file in ${missing.at}: ${missing.problem}. Nothing was done.`,
    );
  return plan;
}

/** @throws UsageError that names the answers which nobody is there to give */
export function refuseUnanswered({ id, unanswered }: Plan): void {
  if (unanswered.length === 0) return;
  throw new UsageError(
    `The plan ${shortId(id)} needs answers that it was not made with: ${unanswered.join('; ')}. ` +
      'Nothing was done; make a new one with batten plan --answers FILE, or follow it in a terminal.',
  );
}

/**
 * Plans anew and holds that against the plan, before anything is written.
 * @throws UsageError where it is another server's, or anything has changed since
 */
export async function refuseStale(plan: Plan, server: OpenServer, context: Context): Promise<void> {
  const planned = identity.parse(plan.facts);
  const another = differenceOf(planned, server.facts);
  if (another !== undefined)
    throw new UsageError(
      `The plan ${shortId(plan.id)} is not of this server: ${another}. Nothing was written.`,
    );
  const { terminal } = context;
  // As it is now that nobody else can write to it
  const { records } = server.journal;
  const { plan: now } = await makePlan(await planningOn({ ...server, records }, plan, context));
  const differences = differencesOf(plan, now);
  const [first] = differences;
  if (first === undefined) return;
  terminal.say(
    `Since the plan ${shortId(plan.id)} was made:`,
    ...differences.flatMap((words) => wrap(`  ${words}`, terminal.width)),
    '',
  );
  const more = differences.length > 1 ? ` and ${differences.length - 1} more, named above` : '';
  throw new UsageError(
    `The plan ${shortId(plan.id)} is stale: ${first.replace(/\.$/, '')}${more}. Nothing was written. Make a new one with batten plan.`,
  );
}

/** By what a plan tells its server. */
const identity = z.object({
  name: z.string(),
  machineSid: z.string().exactOptional(),
  installDate: z.number().exactOptional(),
});
