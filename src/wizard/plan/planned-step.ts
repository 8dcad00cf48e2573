import type { Change, Finding } from '../../engine/finding.js';
import { defined } from '../../defined.js';
import type { Effect, Reversibility } from '../../model/effect.js';
import { kindOf } from '../../model/kind.js';
import type { Json, Settable } from '../../model/reading.js';
import type { Resource } from '../../model/resource.js';
import type { Stage } from '../../model/stage.js';
import type { Step } from '../../model/step.js';
import type { Driver } from '../../targets/driver.js';
import { workstationKinds } from '../../targets/workstation/kinds.js';

/**
 * Steps by who brings them about, in the order in which they are shown. `left`: something would have to be done and is
 * not, for a reason. `nothing`: it is so already, or does not apply.
 */
export const stepGroups = ['automatic', 'by-hand', 'by-word', 'irreversible', 'left', 'nothing'] as const;

export type StepGroup = (typeof stepGroups)[number];

/** Who brings one change about: Batten, a person at the console, or the word of one. */
export type ChangedBy = 'batten' | 'person' | 'word';

export interface PlannedChange {
  readonly resource: Resource;
  readonly before: Settable;
  readonly after: Settable;
  readonly by: ChangedBy;
  /** Where it is and what it is called, and the readings as a person reads them. */
  readonly place: string;
  readonly name: string;
  readonly now: string;
  readonly then: string;
}

/** What is to become of one step. */
export interface PlannedStep {
  readonly id: string;
  readonly stage: Stage;
  readonly title: string;
  readonly group: StepGroup;
  /** For a step that is left, has nothing to do, or is done in part: why. */
  readonly reason?: string;
  /** A decision on record not to do it. */
  readonly waived?: { readonly reason: string; readonly until?: string };
  readonly options: Readonly<Record<string, Json>>;
  readonly effect: Effect;
  readonly reversibility: Reversibility;
  /** Whether the server's name has to be typed. */
  readonly consent: boolean;
  readonly changes: readonly PlannedChange[];
}

/** Whether the driver of a resource asks the operator. */
export type Asks = (resource: Resource) => Driver['asks'];

/** A step by what was found of it. @param left why it is not applied, where somebody or something decided so */
export function plannedStep(finding: Finding, asks: Asks, left?: string): PlannedStep {
  const { step, options, reason } = finding;
  const changes = finding.changes.map((change) => plannedChange(change, asks));
  const group = left === undefined ? groupOf(finding, changes) : 'left';
  const why = left ?? (group === 'nothing' ? doneWords(finding) : reason);
  return { ...textOf(step), group, options, changes, ...defined({ reason: why }) };
}

/** A step that nobody has looked at yet: what only a person can see is looked at when its turn comes. */
export const unseenStep = (step: Step): PlannedStep => ({
  ...textOf(step),
  group: 'by-hand',
  reason: 'looked at by hand when its turn comes',
  options: {},
  changes: [],
});

/** What a step says of itself. */
function textOf(step: Step): Omit<PlannedStep, 'group' | 'reason' | 'waived' | 'options' | 'changes'> {
  const { id, stage, title, effect, reversibility } = step;
  const consent = step.risky === true || reversibility === 'irreversible';
  return { id, stage, title, effect, reversibility, consent };
}

function plannedChange({ resource, before, after }: Change, asks: Asks): PlannedChange {
  const kind = kindOf(resource);
  const { place, name } = kind.describe(resource);
  // What is made on the workstation may ask for a password, and Batten makes it
  const here = workstationKinds.some((one) => one === resource.kind);
  const byPerson = kind.doneBy === 'operator' || (!here && asks(resource) !== undefined);
  const by = kind.byWord === true ? 'word' : byPerson ? 'person' : 'batten';
  return { resource, before, after, by, place, name, now: kind.show(before), then: kind.show(after) };
}

function groupOf({ step, state, checks, barred }: Finding, changes: readonly PlannedChange[]): StepGroup {
  if (barred === true) return 'left';
  if (changes.length === 0) {
    const isSo = checks.length > 0 && checks.every(({ met }) => met === true);
    return state === 'satisfied' || state === 'not-applicable' || (state === 'partly' && isSo)
      ? 'nothing'
      : 'left';
  }
  if (step.reversibility === 'irreversible') return 'irreversible';
  if (changes.every(({ by }) => by === 'word')) return 'by-word';
  return changes.some(({ by }) => by === 'person') ? 'by-hand' : 'automatic';
}

function doneWords({ state, reason }: Finding): string {
  const words = state === 'satisfied' ? 'already so' : state.replaceAll('-', ' ');
  return reason === undefined ? words : `${words}: ${reason}`;
}
