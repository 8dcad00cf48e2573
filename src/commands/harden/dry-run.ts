import { assess } from '../../engine/assess.js';
import { proveUndo } from '../../engine/twin-proof.js';
import type { Wanted } from '../../engine/next.js';
import { stages } from '../../model/stage.js';
import type { Step } from '../../model/step.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { templatePath } from '../../files/package-root.js';
import { MemoryStore } from '../../targets/store.js';
import { labDriver } from '../../targets/lab/installs.js';
import { readInstalls } from '../../targets/lab/scene.js';
import type { Decider } from '../../wizard/decider.js';
import { changeLines } from '../../wizard/screens/step-page.js';
import { reviewLines } from '../../wizard/screens/review.js';
import type { Context } from '../../connect/context.js';
import { readServer } from '../../connect/open-server.js';
import { workstationDrivers } from '../../connect/workstation-drivers.js';

/**
 * Runs the whole plan on a twin that is seeded from the server's readings, so that later steps see what earlier ones
 * did, and proves that undo brings everything back. Nothing is written, neither on the server nor in the state folder.
 */
export async function dryRun(
  url: string,
  steps: readonly Step[],
  decider: Decider,
  wanted: Wanted,
  context: Context,
): Promise<ExitCode> {
  const { terminal } = context;
  const server = await readServer(url, context, await workstationDrivers(decider));
  try {
    const chosen = steps.filter(
      (step) =>
        (wanted.steps?.has(step.id) ?? true) && (wanted.stage === undefined || wanted.stage === step.stage),
    );
    const optionsOf: Decider['optionsOf'] = (step) => decider.optionsOf(step);
    const first = await assess(chosen, optionsOf, server.facts, server.access);
    const seeds = first.flatMap(({ checks }) =>
      checks.map(({ expectation, reading }) => ({ resource: expectation.resource, reading })),
    );
    const store = new MemoryStore(seeds);
    const twin = labDriver(store, await readInstalls(templatePath('lab/installs.yaml')));
    let problems = 0;
    for (const stage of stages) {
      const ofStage = chosen.filter((step) => step.stage === stage);
      if (ofStage.length === 0) continue;
      terminal.say(
        ...reviewLines(stage, await assess(ofStage, optionsOf, server.facts, twin), [], terminal.width),
        '',
      );
      for (const step of ofStage) {
        const [finding] = await assess([step], optionsOf, server.facts, twin);
        if (finding === undefined || finding.changes.length === 0) continue;
        const proof = await proveUndo(finding.changes, twin);
        problems += proof.problems.length;
        terminal.say(
          step.id,
          ...finding.changes.flatMap((change) => changeLines(change, terminal.width)),
          proof.proved ? '  undo proved on the twin' : `  undo NOT proved: ${proof.problems.join('; ')}`,
          '',
        );
        for (const { resource, after } of finding.changes) await twin.write(resource, after);
      }
    }
    terminal.say(`Dry run: nothing was written, neither on ${server.facts.name} nor in the journal.`);
    return problems > 0 ? exitCode.failed : exitCode.done;
  } finally {
    await server.close();
  }
}
