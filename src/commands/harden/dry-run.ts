import { exitCode, type ExitCode } from '../../errors.js';
import { count } from '../../model/words.js';
import type { Context } from '../../connect/context.js';
import { readServer } from '../../connect/open-server.js';
import { neverAsked, workstationDrivers } from '../../connect/workstation-drivers.js';
import { refuseForeign, type Answers } from '../../wizard/answers.js';
import { makePlan, type Visit } from '../../wizard/plan/make-plan.js';
import type { PlanScope } from '../../wizard/plan/plan.js';
import { planLines } from '../../wizard/screens/plan.js';
import { planningOn } from '../plan/rehearsal.js';

/**
 * Shows the plan of the session, and proves on a twin that undo brings everything back. Nothing is written, neither on
 * the server nor in the state folder.
 */
export async function dryRun(
  url: string,
  planned: { readonly answers: Answers; readonly scope: PlanScope },
  context: Context,
): Promise<ExitCode> {
  const { terminal } = context;
  const server = await readServer(url, context, await workstationDrivers(neverAsked));
  try {
    const { target, facts } = server;
    await refuseForeign(planned.answers, target.census, facts);
    const { plan, visits } = await makePlan(await planningOn(server, planned, context));
    terminal.say(...planLines(plan, terminal.width));
    const { problems, lines } = proofs(visits);
    terminal.say(...lines);
    terminal.say(`Dry run: nothing was written, neither on ${facts.name} nor in the journal.`);
    return problems > 0 ? exitCode.failed : exitCode.done;
  } finally {
    await server.close();
  }
}

function proofs(visits: readonly Visit[]): { readonly problems: number; readonly lines: readonly string[] } {
  const applied = visits.filter(
    ({ page, decision }) => decision.decision === 'apply' && page.finding.changes.length > 0,
  );
  const unproved = applied.flatMap(({ page: { finding, proof } }) =>
    (proof?.problems ?? []).map((problem) => `${finding.step.id}: undo NOT proved: ${problem}`),
  );
  const proved = `undo proved on the twin: ${count(applied.length, 'step')}`;
  return { problems: unproved.length, lines: unproved.length > 0 ? unproved : [proved] };
}
