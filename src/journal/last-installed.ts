import type { JournalRecord } from './record.js';

/**
 * ISO time of the last installation that a journal knows of in the first stage, or of the last one taken off again:
 * a scan that is older says nothing about the server as it is.
 */
export function lastInstalled(records: readonly JournalRecord[]): string | undefined {
  const ofStage = new Set<string>();
  const intents = new Set<number>();
  let last: string | undefined;
  for (const record of records) {
    if (record.type === 'step-begun' && record.stage === 'os-updates') ofStage.add(record.step);
    if (record.type === 'intent' && record.resource.kind === 'software' && ofStage.has(record.step)) {
      intents.add(record.sequence);
    }
    if (record.type === 'outcome' && record.outcome === 'verified' && intents.has(record.intent))
      last = record.time;
  }
  return last;
}
