import { isWait } from '../engine/gate.js';
import type { Move } from '../engine/next.js';
import { foldJournal } from '../journal/history.js';
import { defaultSoakDays } from '../model/soak.js';
import { stages, stageTitles, type Stage } from '../model/stage.js';
import { count } from '../model/words.js';
import { gateLines } from './screens/gate.js';
import { mapLines } from './screens/map.js';
import { stateOf, type Session } from './session.js';

/** Before a stage that is not open: says why, and asks what now. An override is on record before it counts. */
export async function waitForStage(
  session: Session,
  move: Move & { move: 'wait' },
): Promise<'on' | 'waiting' | 'stopped'> {
  const { terminal, decider, target, journal } = session;
  if (move.gate.why === 'soak' && move.gate.cutShort === true) {
    await recordShortSoak(session, stageAfter(move.gate.stage));
    return 'on';
  }
  const history = foldJournal(journal.records);
  // Where nothing was done yet, the map of the beginning still stands on the screen.
  const done = history.records.at(-1)?.type !== 'session' && history.records.at(-1)?.type !== 'facts';
  if (done) terminal.say(...mapLines(stateOf(session), target, session.soakDays, terminal.width), '');
  terminal.say(...gateLines(move.stage, move.gate, terminal.width), '');
  const decision = await decider.wait(move.stage, move.gate, target.letPass !== undefined);
  if (decision.decision === 'stop') return 'waiting';
  if (decision.decision === 'override') {
    const { reason } = decision;
    await journal.append(
      isWait(move.gate)
        ? { type: 'soak-overridden', stage: stageAfter(move.gate.stage), reason }
        : { type: 'order-overridden', stage: move.stage, reason },
    );
    return 'on';
  }
  if (move.gate.why === 'soak' && target.letPass !== undefined) {
    await target.letPass(move.gate.leftMs + 60_000);
    terminal.say(
      `The lab's clock now shows ${target.clock.now().toISOString().slice(0, 16).replace('T', ' ')}.`,
      '',
    );
    return 'on';
  }
  return 'waiting';
}

/** The stage that a wait keeps shut: not always the one that is wanted, which may come after it. */
const stageAfter = (stage: Stage): Stage => stages[stages.indexOf(stage) + 1] ?? stage;

/** A wait that is shorter than the article's few days is an override like any other, with who and when. */
async function recordShortSoak({ journal, terminal, soakDays }: Session, stage: Stage): Promise<void> {
  const reason = `a wait of ${count(soakDays, 'day')} instead of ${defaultSoakDays} (--soak ${soakDays})`;
  await journal.append({ type: 'soak-overridden', stage, reason });
  terminal.say(`${stageTitles[stage]} opens before its time, which is recorded: ${reason}.`, '');
}
