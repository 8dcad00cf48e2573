import { stageTitles, type Stage } from '../model/stage.js';
import { dayAndTime, duration } from '../model/words.js';
import type { ClockAhead } from './clock-ahead.js';
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
        `${before}. Until then watch the event log for new errors.${gate.ahead === undefined ? '' : ` ${aheadSentences(gate.ahead)}`}`
      );
    case 'clock':
      return (
        `${title} is not open: the clock shows ${dayAndTime(gate.now)}, but the journal already holds a record of ` +
        `${dayAndTime(gate.latest)}. Set the clock right, or go on with --override-soak REASON, which is recorded and overrides this wait alone.`
      );
  }
}

function aheadSentences({ milliseconds, witness }: ClockAhead): string {
  const by = duration(milliseconds);
  return witness === 'server'
    ? `This workstation's clock has run ${by} ahead of the server's own, whose time counts.`
    : `This workstation's clock has run ${by} ahead of the time that it counted itself: it was set forward, or the machine was paused. ` +
        'Where it was paused, go on with --override-soak REASON, which is recorded.';
}
