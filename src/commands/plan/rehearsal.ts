import { templatePath } from '../../files/package-root.js';
import { version } from '../../files/version.js';
import type { Context } from '../../connect/context.js';
import type { ReadServer } from '../../connect/open-server.js';
import { readInstalls } from '../../targets/lab/scene.js';
import { createTwin, twinOver } from '../../targets/lab/twin.js';
import type { Answers } from '../../wizard/answers.js';
import { followAnswers } from '../../wizard/follow-answers.js';
import type { Planning } from '../../wizard/plan/make-plan.js';
import type { PlanScope } from '../../wizard/plan/plan.js';
import { chooseSteps } from '../../../steps/catalogue.js';

/** What a plan of a server is made with: a twin that learns from the server whatever is asked of it. */
export async function planningOn(
  server: ReadServer,
  { answers, scope }: { readonly answers: Answers; readonly scope: PlanScope },
  { terminal, signal }: Pick<Context, 'terminal' | 'signal'>,
): Promise<Planning> {
  const installs = await readInstalls(templatePath('lab/installs.yaml'));
  const { target, facts, records, asks } = server;
  const decider = followAnswers({
    answers,
    yes: true,
    putBack: scope.putBack,
    warn: (line) => {
      terminal.say(line);
    },
  });
  return {
    answers,
    scope,
    version: version(),
    rehearsal: {
      terminal,
      decider,
      facts,
      target,
      records,
      asks,
      signal,
      steps: chooseSteps(scope.beyond),
      soakDays: scope.soakDays,
      seen: new Map(),
      twin: twinOver(server.access, installs),
      discover: (known, access) => server.discover(known, access),
      twinOf: (readings) => Promise.resolve(createTwin(readings, installs)),
    },
  };
}
