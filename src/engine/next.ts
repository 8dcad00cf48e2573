import type { History } from '../journal/history.js';
import type { Clock } from '../model/clock.js';
import type { ServerState } from './converge.js';
import { gateOf, stageSteps, type Gate } from './gate.js';
import { stages, type Stage } from '../model/stage.js';

/** The next thing a session has to do, computed from the journal and what was read: nothing else is remembered. */
export type Move =
  /** Changes whose outcome is not on record: look at the server first. */
  | { readonly move: 'recover' }
  | { readonly move: 'step'; readonly step: string; readonly stage: Stage }
  /** The next stage is not open yet. */
  | { readonly move: 'wait'; readonly stage: Stage; readonly gate: Gate & { readonly open: false } }
  /** Everything that this session is about is settled, or was left for now. */
  | { readonly move: 'finish'; readonly left: readonly string[] };

export interface Wanted {
  /** Only these steps; undefined: all. */
  readonly steps?: ReadonlySet<string>;
  readonly stage?: Stage;
  /** True where no stage stays shut: for a rehearsal, which writes nothing. */
  readonly beforeOpen?: boolean;
}

export function nextMove(state: ServerState, clock: Clock, soakDays: number, wanted: Wanted = {}): Move {
  const { history } = state;
  if (history.open.length > 0) return { move: 'recover' };
  const left: string[] = [];
  for (const stage of stages) {
    if (wanted.stage !== undefined && wanted.stage !== stage) continue;
    const unsettled = stageSteps(history, stage).filter(
      (id) => (wanted.steps?.has(id) ?? true) && state.steps.get(id)?.closed !== true,
    );
    const todo = unsettled.filter((id) => !leftInThisSession(history, id) && !isCarried(history, id));
    left.push(...unsettled.filter((id) => !todo.includes(id)));
    const [step] = todo;
    if (step === undefined) continue;
    const gate: Gate = wanted.beforeOpen === true ? { open: true } : gateOf(stage, state, clock, soakDays);
    if (!gate.open) return left.length > 0 ? { move: 'finish', left } : { move: 'wait', stage, gate };
    return { move: 'step', step, stage };
  }
  return { move: 'finish', left };
}

/** Skipped, or ended badly and left so, since this session began: not asked again before the next one. */
function leftInThisSession(history: History, id: string): boolean {
  const step = history.steps.get(id);
  if (step?.outcome === undefined) return false;
  return step.sequence > (history.session?.sequence ?? 0);
}

/** On a kit whose results are not back: applying it a second time would spoil what its undo knows. */
const isCarried = (history: History, id: string): boolean =>
  history.carried.some((change) => change.step === id);
