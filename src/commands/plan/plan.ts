import { exitCode, type ExitCode } from '../../errors.js';
import type { Context } from '../../connect/context.js';
import { readServer } from '../../connect/open-server.js';
import { neverAsked, workstationDrivers } from '../../connect/workstation-drivers.js';
import { noAnswers, readAnswers, refuseForeign } from '../../wizard/answers.js';
import { makePlan } from '../../wizard/plan/make-plan.js';
import { planLines } from '../../wizard/screens/plan.js';
import { everyStep } from '../../../steps/catalogue.js';
import { planDocument, writePlan } from './plan-file.js';
import { planningOn } from './rehearsal.js';
import { scopeOf, type ScopeOptions } from './scope.js';

interface PlanOptions extends ScopeOptions {
  readonly answers?: string;
  readonly out?: string;
}

/**
 * Reads the server and shows all that a session would do there. Nothing is written but the file of `--out`.
 * @throws UsageError where an answer does not fit, or the file is there already
 */
export async function showPlan(options: PlanOptions, context: Context): Promise<ExitCode> {
  const scope = scopeOf(options);
  const answers = options.answers === undefined ? noAnswers : await readAnswers(options.answers, everyStep);
  const { terminal, globals, write } = context;
  const server = await readServer(globals.target ?? 'lab:', context, await workstationDrivers(neverAsked));
  try {
    await refuseForeign(answers, server.target.census, server.facts);
    const { plan } = await makePlan(await planningOn(server, { answers, scope }, context));
    if (options.out !== undefined) await writePlan(options.out, plan);
    if (globals.json) write(planDocument(plan));
    else {
      terminal.say(...planLines(plan, terminal.width));
      terminal.say(...whatNow(options.out, server.facts.name));
    }
    return exitCode.done;
  } finally {
    await server.close();
  }
}

const whatNow = (file: string | undefined, server: string): readonly string[] =>
  file === undefined
    ? [`Nothing was written on ${server}. Keep the plan with --out FILE, or begin with batten harden.`]
    : [
        `Nothing was written on ${server}. The plan is in ${file}; batten harden --plan ${file} does it, and nothing else.`,
      ];
