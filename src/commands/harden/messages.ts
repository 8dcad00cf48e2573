import type { Wanted } from '../../engine/next.js';
import type { StepNote } from '../../journal/record.js';
import { plannedSteps, type History } from '../../journal/history.js';
import type { ServerState } from '../../engine/converge.js';
import { stages, stageTitles } from '../../model/stage.js';
import { effectWords } from '../../model/words.js';
import type { HowItEnded } from '../../wizard/walk.js';

/** How a session ended, and what its server's journal holds at that moment. */
export interface Ending {
  readonly how: HowItEnded | 'interrupted' | 'failed';
  readonly state: ServerState;
  /** What the session was about; all steps where it names none. */
  readonly wanted: Wanted;
  /** The command that goes on with it. */
  readonly again: string;
}

/** What is settled, what is open, and how to go on. */
export function closingLines({ how, state, wanted, again }: Ending): readonly string[] {
  const { history, steps } = state;
  const planned = plannedSteps(history);
  const open = planned.filter(({ id }) => steps.get(id)?.closed !== true);
  const left = open.filter((step) => isWanted(step, wanted));
  const rest = open.length > left.length ? [`${openSentence(open, planned)} Run ${again} to go on.`] : [];
  switch (how) {
    case 'finished':
      return [
        ...(open.length === 0 ? wholeSentences(state) : [settledSentence(planned, wanted)]),
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

/** Everything is settled only where all of it was read in this session, and nothing is left of any step. */
function wholeSentences({ steps }: ServerState): readonly string[] {
  const all = [...steps.values()];
  const partly = all.filter(({ standing }) => standing === 'partly');
  const unread = all.filter(({ standing, read }) => standing !== 'waived' && standing !== 'partly' && !read);
  if (partly.length === 0 && unread.length === 0) return ['Everything is settled.'];
  return [
    'Nothing is open.',
    ...(partly.length === 0 ? [] : [`Only in part: ${idsOf(partly)}; batten status names what is left.`]),
    ...(unread.length === 0
      ? []
      : [`Not read in this session, and as the journal has it: ${idsOf(unread)}.`]),
  ];
}

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

const idsOf = (steps: readonly { readonly id: string }[]): string => steps.map(({ id }) => id).join(', ');
