import type { Wanted } from '../../engine/next.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { templatePath } from '../../files/package-root.js';
import type { History } from '../../journal/history.js';
import { defaultSoakDays } from '../../model/soak.js';
import type { Step } from '../../model/step.js';
import { readInstalls } from '../../targets/lab/scene.js';
import { createTwin, twinOver } from '../../targets/lab/twin.js';
import { columns, wrap } from '../../terminal/layout.js';
import { refuseForeign, type Answers } from '../../wizard/answers.js';
import type { Decider } from '../../wizard/decider.js';
import { rehearse } from '../../wizard/rehearse.js';
import { changeLines } from '../../wizard/screens/step-page.js';
import { reviewLines } from '../../wizard/screens/review.js';
import type { Context } from '../../connect/context.js';
import { readServer } from '../../connect/open-server.js';
import { neverAsked, workstationDrivers } from '../../connect/workstation-drivers.js';

interface DryRun {
  readonly url: string;
  readonly steps: readonly Step[];
  readonly answers: Answers;
  /** That of the session without a terminal. */
  readonly decider: Decider;
  readonly wanted: Wanted;
}

/**
 * Rehearses the session on a twin that learns from the server whatever is asked of it, so that later steps see what
 * earlier ones did, and proves that undo brings everything back. Nothing is written, neither on the server nor in the
 * state folder.
 */
export async function dryRun(
  { url, steps, answers, decider, wanted }: DryRun,
  context: Context,
): Promise<ExitCode> {
  const { terminal, signal } = context;
  const server = await readServer(url, context, await workstationDrivers(neverAsked));
  try {
    const { target, facts, records, asks } = server;
    await refuseForeign(answers, target.census, facts);
    const installs = await readInstalls(templatePath('lab/installs.yaml'));
    const open: string[] = [];
    let problems = 0;
    const shown: Decider = {
      ...decider,
      review(stage, findings) {
        terminal.say(...reviewLines(stage, findings, [], terminal.width), '');
        return Promise.resolve('go');
      },
      async step(page) {
        const decision = await decider.step(page);
        const { finding, proof } = page;
        if (decision.decision !== 'apply' || finding.changes.length === 0) return decision;
        problems += proof?.problems.length ?? 0;
        terminal.say(
          finding.step.id,
          ...finding.changes.flatMap((change) => changeLines(change, terminal.width)),
          proof === undefined || proof.proved
            ? '  undo proved on the twin'
            : `  undo NOT proved: ${proof.problems.join('; ')}`,
          '',
        );
        return decision;
      },
    };
    const history = await rehearse({
      terminal,
      decider: shown,
      facts,
      target,
      records,
      asks,
      steps,
      wanted,
      signal,
      soakDays: defaultSoakDays,
      seen: new Map(),
      twin: twinOver(server.access, installs),
      discover: (known, access) => server.discover(known, access),
      twinOf: (readings) => Promise.resolve(createTwin(readings, installs)),
      unanswered: (what) => void open.push(what),
    });
    terminal.say(...leftLines(history, terminal.width));
    for (const line of open) terminal.say(...wrap(line, terminal.width), '');
    terminal.say(`Dry run: nothing was written, neither on ${facts.name} nor in the journal.`);
    return problems > 0 ? exitCode.failed : exitCode.done;
  } finally {
    await server.close();
  }
}

/** Steps that a session would leave open, and why. */
function leftLines(history: History, width: number): readonly string[] {
  const since = history.session?.sequence ?? 0;
  const left = [...history.steps.values()].filter(
    ({ sequence, outcome }) => sequence > since && (outcome === 'skipped' || outcome === 'failed'),
  );
  if (left.length === 0) return [];
  const rows = left.map(({ id, detail }) => [id, detail ?? 'skipped']);
  return ['Would be left open:', ...columns(rows, width), ''];
}
