import { withAnswers, type GivenFacts } from '../../../discovery/asked-facts.js';
import { beginSession } from '../../../engine/session.js';
import { foldJournal } from '../../../journal/history.js';
import type { StepNote } from '../../../journal/record.js';
import type { Clock } from '../../../model/clock.js';
import type { Facts } from '../../../model/facts.js';
import { saySame } from '../../../model/same-facts.js';
import { defaultSoakDays } from '../../../model/soak.js';
import type { Stage } from '../../../model/stage.js';
import type { KitServer } from './importing.js';

interface Beginning {
  readonly target: { readonly url: string; readonly simulated: boolean; readonly clock: Clock };
  /** The whole plan, of which a kit carries a part. */
  readonly steps: readonly StepNote[];
  /** What the operator knows of the server. */
  readonly given: GivenFacts;
  /** Stages that are opened before their time. */
  readonly override?: { readonly stages: ReadonlySet<Stage>; readonly reason: string } | undefined;
}

/** Puts on record that a change kit is planned, and for which server; gives what is then known of it. */
export async function beginKitSession(
  { journal, facts: found }: Pick<KitServer, 'journal' | 'facts'>,
  { target, steps, given, override }: Beginning,
): Promise<Facts> {
  const before = foldJournal(journal.records);
  const soakDays = before.session?.soakDays ?? defaultSoakDays;
  await beginSession({ command: 'kit export', target, soakDays, steps }, journal);
  for (const stage of override?.stages ?? []) {
    if (override === undefined || before.overridden.has(stage)) continue;
    await journal.append({ type: 'soak-overridden', stage, reason: override.reason });
  }
  const facts = withAnswers(found, given, target.clock.now());
  if (before.facts === undefined || !saySame(before.facts, facts))
    await journal.append({ type: 'facts', facts });
  return facts;
}
