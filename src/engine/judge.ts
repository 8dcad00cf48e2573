import { kindOf } from '../model/kind.js';
import type { ChangeOutcome } from '../model/outcome.js';
import type { Reading, Settable } from '../model/reading.js';
import type { Resource } from '../model/resource.js';

/** What came of one change. */
export interface Judgement {
  readonly outcome: ChangeOutcome;
  /** What was read back. */
  readonly now: Reading;
  readonly detail?: string;
}

interface Judged {
  readonly resource: Resource;
  readonly before: Reading;
  readonly after: Settable;
}

interface Circumstances {
  /** What the write itself complained of. */
  readonly problem?: string | undefined;
  /** Why nothing may have been written at all: said where the resource reads as before. */
  readonly unwritten?: string | undefined;
}

/** What a reading says about a change that was to be made. Only what reads back as intended is verified. */
export function judge(
  { resource, before, after }: Judged,
  now: Reading,
  { problem, unwritten }: Circumstances = {},
): Judgement {
  const kind = kindOf(resource);
  if (now.state === 'unreadable') return { outcome: 'unverified', now, detail: now.reason };
  if (kind.equal(now, after)) return { outcome: kind.byWord === true ? 'attested' : 'verified', now };
  if (problem !== undefined) return { outcome: 'failed', now, detail: problem };
  if (unwritten !== undefined && kind.equal(now, before))
    return { outcome: 'failed', now, detail: unwritten };
  return { outcome: 'ineffective', now, detail: `wrote ${kind.show(after)}, reads ${kind.show(now)}` };
}
