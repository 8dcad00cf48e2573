import type { Context } from '../../connect/context.js';
import { systemClock } from '../../connect/system-clock.js';
import { targetUrl } from '../../connect/target-url.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { serverOfTarget } from '../../journal/servers.js';
import { stateFolder } from '../../journal/state-folder.js';
import { effectWords } from '../../model/words.js';
import type { Driver } from '../../targets/driver.js';
import { wrap } from '../../terminal/layout.js';
import { mapLines } from '../../wizard/screens/map.js';
import { findDrift } from './drift.js';
import { driftLines, nextSentence, statusDocument, stepRows } from './messages.js';

/** Stages, soak, what is applied, and what drifted since. Reads the lab; a real server only where a password is given. */
export async function status(context: Context): Promise<ExitCode> {
  const { terminal, globals } = context;
  const url = await targetUrl(globals.target ?? 'lab:');
  const state = stateFolder(globals.state, context.environment);
  const known = await serverOfTarget(state, url);
  if (known === undefined) {
    if (globals.json)
      context.write(JSON.stringify({ schema: 'batten/status/1', target: url, server: null }, null, 2));
    else
      terminal.say(
        `No session was held on ${url} yet. Run ${url.startsWith('kit:') ? `batten kit export ${url.slice(4)}` : 'batten'} to begin one.`,
      );
    return exitCode.done;
  }
  const { history } = known;
  const soakDays = history.session?.soakDays ?? 0;
  const { label, clock, driver, close } = await look(url, state, context);
  const drift = driver === undefined ? undefined : await findDrift(history, driver);
  await close();
  if (globals.json) {
    context.write(JSON.stringify(statusDocument(url, history, clock, soakDays, drift), null, 2));
    return exitCode.done;
  }
  terminal.say(...mapLines(history, { label, clock }, soakDays, terminal.width), '');
  terminal.say(...stepRows(history, terminal.width), '');
  if (known.tornBytes > 0)
    terminal.say('The last line of the journal was cut off; the next session sets it aside.', '');
  if (history.open.length > 0) {
    const names = [...new Set(history.open.map((change) => change.step))].join(', ');
    terminal.say(
      ...wrap(
        `Under way when the last session ended: ${names}. Run batten to look and go on.`,
        terminal.width,
      ),
      '',
    );
  }
  if (history.carried.length > 0) {
    const names = [...new Set(history.carried.map((change) => change.step))].join(', ');
    terminal.say(...wrap(`On a kit whose results are not back: ${names}.`, terminal.width), '');
  }
  if (history.awaitingRestart.length > 0) {
    const waiting = history.awaitingRestart.map(({ step, effect }) => `${step} (${effectWords(effect)})`);
    terminal.say(...wrap(`Not in force yet: ${waiting.join(', ')}.`, terminal.width), '');
  }
  terminal.say(...(await driftLines(drift, terminal.width)), '');
  terminal.say(...wrap(`Next: ${nextSentence(history, { clock, soakDays })}`, terminal.width));
  return exitCode.done;
}

interface Looked {
  readonly label: string;
  readonly clock: ReturnType<typeof systemClock>;
  /** Undefined where the server was not asked. */
  readonly driver: ((kind: string) => Driver | undefined) | undefined;
  close(): Promise<void>;
}

async function look(url: string, state: string, context: Context): Promise<Looked> {
  const clock = systemClock();
  if (url === 'lab:') {
    const { openLab } = await import('../../targets/lab/lab.js');
    const lab = await openLab(state, clock);
    return {
      label: lab.label,
      clock: lab.clock,
      driver: (kind) => lab.driver(kind),
      close: () => lab.close(),
    };
  }
  if (url.startsWith('kit:')) {
    const { openKit } = await import('../../targets/kit/target.js');
    const kit = await openKit(url.slice('kit:'.length), clock);
    return { label: kit.label, clock, driver: (kind) => kit.driver(kind), close: () => kit.close() };
  }
  if (
    url.startsWith('smb://') &&
    (context.globals.passwordFile !== undefined || context.terminal.interactive)
  ) {
    const { connect } = await import('../../connect/connect.js');
    const { target } = await connect(url, state, clock, context);
    return { label: target.label, clock, driver: (kind) => target.driver(kind), close: () => target.close() };
  }
  return { label: `${url}, not asked`, clock, driver: undefined, close: () => Promise.resolve() };
}
