import { stageTitles, type Stage } from '../model/stage.js';
import { dayAndTime, duration } from '../model/words.js';
import type { Gate } from './gate.js';

/** Why a stage is not open, and when it will be, as one sentence. */
export function gateSentence(stage: Stage, gate: Gate & { readonly open: false }): string {
  const title = stageTitles[stage];
  const before = stageTitles[gate.stage];
  switch (gate.why) {
    case 'unsettled':
      return `${title} is not open: ${before} still has ${gate.steps.join(', ')} to settle.`;
    case 'restart':
      return (
        `${title} is not open: ${before} is not in force before the server is restarted (${gate.steps.join(', ')}). ` +
        'The waiting time begins then.'
      );
    case 'soak':
      return (
        `${title} opens ${dayAndTime(gate.until)}, in ${duration(gate.leftMs)}: the article waits a few days after ` +
        `${before}. Until then watch the event log for new errors.`
      );
    case 'clock':
      return (
        `${title} is not open: the clock shows ${dayAndTime(gate.now)}, but the journal already holds a record of ` +
        `${dayAndTime(gate.latest)}. Set the clock right, or go on with --override-soak REASON, which is recorded and overrides this wait alone.`
      );
  }
}
