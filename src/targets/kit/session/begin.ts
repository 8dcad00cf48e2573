import { withAnswers, type GivenFacts } from '../../../discovery/asked-facts.js';
import { soakDaysOf } from '../../../engine/gate.js';
import { beginSession } from '../../../engine/session.js';
import { foldJournal } from '../../../journal/history.js';
import type { StepNote } from '../../../journal/record.js';
import type { Clock } from '../../../model/clock.js';
import type { Facts } from '../../../model/facts.js';
import { saySame } from '../../../model/same-facts.js';
import type { Stage } from '../../../model/stage.js';
import type { KitServer } from './importing.js';

/** Reasons for opening stages that are not open. */
export interface KitOverrides {
  readonly stages: ReadonlySet<Stage>;
  /** Cuts the wait before them short. */
  readonly soak?: string | undefined;
  /** Opens them although steps before are open or not in force. */
  readonly order?: string | undefined;
}

interface Beginning {
  readonly target: { readonly url: string; readonly simulated: boolean; readonly clock: Clock };
  /** The whole plan, of which a kit carries a part. */
  readonly steps: readonly StepNote[];
  /** What the operator knows of the server. */
  readonly given: GivenFacts;
  readonly overrides: KitOverrides;
}

/** Puts on record that a change kit is planned, and for which server; gives what is then known of it. */
export async function beginKitSession(
  { journal, facts: found }: Pick<KitServer, 'journal' | 'facts'>,
  { target, steps, given, overrides: { stages, soak, order } }: Beginning,
): Promise<Facts> {
  const before = foldJournal(journal.records);
  const soakDays = soakDaysOf(before);
  await beginSession({ command: 'kit export', target, soakDays, steps }, journal);
  for (const stage of stages) {
    if (soak !== undefined) await journal.append({ type: 'soak-overridden', stage, reason: soak });
    if (order !== undefined) await journal.append({ type: 'order-overridden', stage, reason: order });
  }
  const facts = withAnswers(found, given, target.clock.now());
  if (before.facts === undefined || !saySame(before.facts, facts))
    await journal.append({ type: 'facts', facts });
  return facts;
}
