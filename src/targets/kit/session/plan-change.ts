import { applyStep } from '../../../engine/apply.js';
import { assess, type OptionsOf } from '../../../engine/assess.js';
import type { Finding } from '../../../engine/finding.js';
import { endStep } from '../../../engine/session.js';
import type { Clock } from '../../../model/clock.js';
import type { Facts } from '../../../model/facts.js';
import type { Step } from '../../../model/step.js';
import type { PlannedWrite } from './build.js';
import { chooseForKit, type Left } from './choose.js';
import type { KitServer } from './importing.js';

export interface PlannedChanges {
  /** What goes on the kit. */
  readonly apply: readonly Finding[];
  readonly writes: readonly PlannedWrite[];
  /** What does not, and why. */
  readonly left: readonly Left[];
}

interface Planning {
  readonly steps: readonly Step[];
  readonly optionsOf: OptionsOf;
  readonly facts: Facts;
  readonly clock: Clock;
  /** Steps that the answers file skips or waives. */
  readonly declined: ReadonlySet<string>;
  /** True where the steps were named one by one. */
  readonly named: boolean;
}

/** Plans a change kit with what was last imported, and records the steps that need none. */
export async function planChangeKit(
  { journal, access }: Pick<KitServer, 'journal' | 'access'>,
  { steps, optionsOf, facts, clock, declined, named }: Planning,
): Promise<PlannedChanges> {
  const findings = await assess(steps, optionsOf, facts, access);
  const { records } = journal;
  const { chosen, left } = chooseForKit(findings, { records, clock, server: facts.name, declined, named });
  for (const finding of chosen.satisfied) {
    const { step, state, reason } = finding;
    if (state === 'satisfied') await applyStep({ ...finding, changes: [] }, facts, journal, access);
    else await endStep(step, { outcome: 'not-applicable', detail: reason }, journal);
  }
  const writes = chosen.apply.flatMap(({ step, changes }) =>
    changes.map(({ resource, before, after }): PlannedWrite => ({
      step: step.id,
      action: 'apply',
      resource,
      before,
      after,
    })),
  );
  return { apply: chosen.apply, writes, left };
}
