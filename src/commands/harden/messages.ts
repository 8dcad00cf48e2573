import type { Wanted } from '../../engine/next.js';
import type { StepNote } from '../../journal/record.js';
import { isSettled, plannedSteps, type History } from '../../journal/history.js';
import { stages, stageTitles } from '../../model/stage.js';
import { effectWords } from '../../model/words.js';
import type { HowItEnded } from '../../wizard/walk.js';

/** How a session ended, and what its server's journal holds at that moment. */
export interface Ending {
  readonly how: HowItEnded | 'interrupted' | 'failed';
  readonly history: History;
  /** What the session was about; all steps where it names none. */
  readonly wanted: Wanted;
  readonly now: Date;
  /** The command that goes on with it. */
  readonly again: string;
}

/** What is settled, what is open, and how to go on. */
export function closingLines({ how, history, wanted, now, again }: Ending): readonly string[] {
  const planned = plannedSteps(history);
  const open = planned.filter(({ id }) => !isSettled(history.steps.get(id), now));
  const left = open.filter((step) => isWanted(step, wanted));
  const rest = open.length > left.length ? [`${openSentence(open, planned)} Run ${again} to go on.`] : [];
  switch (how) {
    case 'finished':
      return [
        open.length === 0 ? 'Everything is settled.' : settledSentence(planned, wanted),
        ...notInForce(history),
        ...rest,
        takesBack,
      ];
    case 'left':
      return [
        `Some steps were left open: ${idsOf(left)}. Run ${again} again to come back to them.`,
        ...rest,
        takesBack,
      ];
    case 'stopped':
      return [`Stopped here. Run ${again} again to go on from this point. ${takesBack}`];
    case 'waiting':
      return [
        `Stopped before a stage that is not open. Run ${again} again when it is; batten status shows the map. ${takesBack}`,
      ];
    case 'interrupted':
      return [`Interrupted. The journal knows how far it went: run ${again} again to go on. ${takesBack}`];
    case 'failed':
      return [
        `The session broke off. The journal knows how far it went: run ${again} again to go on. ${takesBack}`,
      ];
  }
}

const takesBack = 'batten undo takes any step back.';

/** What a session that went through was about: a whole stage by its name, chosen steps by theirs. */
function settledSentence(planned: readonly StepNote[], wanted: Wanted): string {
  if (wanted.steps === undefined && wanted.stage !== undefined)
    return `Settled: ${stageTitles[wanted.stage]}.`;
  const steps = planned.filter((step) => isWanted(step, wanted));
  return steps.length === 0 ? 'Nothing was chosen.' : `Settled: ${idsOf(steps)}.`;
}

function notInForce({ awaitingRestart }: History): readonly string[] {
  if (awaitingRestart.length === 0) return [];
  const steps = awaitingRestart.map(({ step, effect }) => `${step} (${effectWords(effect)})`);
  return [`Not in force yet: ${steps.join(', ')}.`];
}

function openSentence(open: readonly StepNote[], planned: readonly StepNote[]): string {
  const parts = stages.flatMap((stage) => {
    const { length } = open.filter((step) => step.stage === stage);
    return length === 0 ? [] : [`${length} in ${stageTitles[stage]}`];
  });
  return `Open: ${open.length} of ${planned.length} steps, ${parts.join(', ')}.`;
}

const isWanted = ({ id, stage }: StepNote, { steps, stage: only }: Wanted): boolean =>
  (steps?.has(id) ?? true) && (only === undefined || only === stage);

const idsOf = (steps: readonly StepNote[]): string => steps.map(({ id }) => id).join(', ');
