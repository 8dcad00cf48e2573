import type { StepResult } from '../../engine/apply.js';
import { kindOf } from '../../model/kind.js';
import type { TaskResult } from '../../terminal/port.js';
import { wrap } from '../../terminal/layout.js';
import { count, outcomeWords, clockTime } from '../../model/words.js';

/** One line about how a step went. */
export function resultWords({ outcome, results }: StepResult, now: Date): TaskResult {
  const changes = count(results.length, 'change');
  if (outcome === 'verified') return { sign: 'ok', detail: `${changes}, read back ${clockTime(now)}` };
  if (outcome === 'partly') return { sign: 'note', detail: `${changes}, only in part` };
  if (outcome === 'attested') return { sign: 'ok', detail: `${changes}, ${outcomeWords.attested}` };
  return { sign: 'failed', detail: outcomeWords[outcome] };
}

/** What did not take, if anything did not. */
export function resultLines({ outcome, results, detail }: StepResult, width: number): readonly string[] {
  const last = results.at(-1);
  if (last === undefined || outcome === 'verified' || outcome === 'attested') return [];
  if (outcome === 'partly') return [...wrap(`  ~    ${detail ?? 'something is left'}`, width), ''];
  const earlier = results.length - 1;
  const { name } = kindOf(last.change.resource).describe(last.change.resource);
  return [
    ...wrap(`  !!   ${name}: ${last.detail ?? outcome}`, width),
    ...(earlier > 0
      ? [`       ${count(earlier, 'earlier change')} of this step ${earlier === 1 ? 'stands' : 'stand'}.`]
      : []),
    '',
  ];
}
