import { defined } from '../../defined.js';
import { gateOf, plannedStages, stageSteps } from '../../engine/gate.js';
import { gateSentence } from '../../engine/gate-sentence.js';
import { isSettled, type History } from '../../journal/history.js';
import type { Clock } from '../../model/clock.js';
import { optionalStage, stages, stageTitles } from '../../model/stage.js';
import { outcomeWords } from '../../model/words.js';
import { columns } from '../../terminal/layout.js';
import type { Drift } from './drift.js';

/** What drifted since, with the kinds that can say so loaded; undefined where the server was not asked. */
export async function driftLines(
  drift: readonly Drift[] | undefined,
  width: number,
): Promise<readonly string[]> {
  if (drift === undefined) return ['Drift was not looked for: the server was not asked.'];
  if (drift.length === 0) return ['Nothing drifted since.'];
  const [{ kindOf }, { loadKinds }] = await Promise.all([
    import('../../model/kind.js'),
    import('../../resources/load-kinds.js'),
  ]);
  await loadKinds(drift.map(({ change }) => change.resource.kind));
  return [
    'Changed since Batten wrote it:',
    ...drift.flatMap(({ change, now }) => {
      const kind = kindOf(change.resource);
      const { name } = kind.describe(change.resource);
      return columns(
        [[change.step, `${name}: was left ${kind.show(change.now ?? change.after)}, is ${kind.show(now)}`]],
        width,
      );
    }),
  ];
}

/** How each step ended, a row a step. */
export function stepRows(history: History, width: number): readonly string[] {
  const rows = [...history.steps.values()]
    .filter((step) => step.outcome !== undefined)
    .map((step) => {
      const until = step.until === undefined ? '' : `, until ${step.until}`;
      const detail = step.detail === undefined ? '' : `: ${step.detail}`;
      return [step.id, `${step.outcome === undefined ? '' : outcomeWords[step.outcome]}${until}${detail}`];
    });
  return columns(rows, width);
}

/** What to do next, or what is waited for. */
export function nextSentence(
  history: History,
  { clock, soakDays }: { readonly clock: Clock; readonly soakDays: number },
): string {
  for (const stage of stages) {
    const unsettled = stageSteps(history, stage).filter(
      (id) => !isSettled(history.steps.get(id), clock.now()),
    );
    const [first] = unsettled;
    if (first === undefined) continue;
    const gate = gateOf(stage, history, clock, soakDays);
    if (!gate.open) return gateSentence(stage, gate);
    const again = stage === optionalStage ? 'batten --beyond' : 'batten';
    return `${first}, one of ${unsettled.length} open in ${stageTitles[stage]}. Run ${again} to go on.`;
  }
  return 'nothing; everything is settled. batten undo takes any step back.';
}

/** The document of --json. */
export function statusDocument(
  url: string,
  history: History,
  clock: Clock,
  soakDays: number,
  drift: readonly Drift[] | undefined,
): object {
  return {
    schema: 'batten/status/1',
    target: url,
    server: history.facts,
    simulated: history.session?.simulated ?? false,
    stages: plannedStages(history).map((stage) => ({
      stage,
      steps: stageSteps(history, stage),
      ...gateOf(stage, history, clock, soakDays),
    })),
    steps: [...history.steps.values()].map(({ id, stage, outcome, detail, until, time, standing }) => ({
      id,
      stage,
      outcome: outcome ?? null,
      time,
      standingChanges: standing.length,
      ...defined({ detail, until }),
    })),
    carried: history.carried.map((change) => change.step),
    underWay: history.open.map((change) => change.step),
    awaitingRestart: history.awaitingRestart,
    drift: drift?.map(({ change, now }) => ({ step: change.step, resource: change.resource, now })) ?? null,
  };
}
