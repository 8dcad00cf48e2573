import type { Context } from '../../connect/context.js';
import { readServer, type ReadServer } from '../../connect/open-server.js';
import { systemClock } from '../../connect/system-clock.js';
import { targetUrl } from '../../connect/target-url.js';
import { neverAsked, workstationDrivers } from '../../connect/workstation-drivers.js';
import { converge, type Findings } from '../../engine/converge.js';
import { soakDaysOf } from '../../engine/gate.js';
import { readSettled } from '../../engine/read-settled.js';
import { exitCode, TargetError, type ExitCode } from '../../errors.js';
import { foldJournal, type History } from '../../journal/history.js';
import { serverOfTarget } from '../../journal/servers.js';
import { stateFolder } from '../../journal/state-folder.js';
import type { Clock } from '../../model/clock.js';
import { wrap } from '../../terminal/layout.js';
import { mapLines } from '../../wizard/screens/map.js';
import { everyStep } from '../../../steps/catalogue.js';
import {
  aliveLines,
  driftLines,
  driftsOf,
  nextSentence,
  overrideLines,
  partlyLines,
  statusDocument,
  stepRows,
} from './messages.js';

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
  const { label, clock, history, findings, memory } = await look(url, known.history, context);
  const soakDays = soakDaysOf(history);
  const stands = converge(history, findings, clock.now());
  if (globals.json) {
    context.write(
      JSON.stringify(statusDocument({ url, stands, findings, clock, soakDays, memory }), null, 2),
    );
    return exitCode.done;
  }
  if (memory !== undefined) {
    terminal.say(
      ...wrap(`This is what the journal remembers, not the server: ${memory}.`, terminal.width),
      '',
    );
  }
  terminal.say(...mapLines(stands, { label, clock }, soakDays, terminal.width), '');
  terminal.say(...stepRows(stands, terminal.width), '');
  if (known.tornBytes > 0)
    terminal.say('The last line of the journal was cut off; the next session sets it aside.', '');
  terminal.say(...overrideLines(history, terminal.width));
  terminal.say(...aliveLines(history, terminal.width));
  if (memory === undefined) {
    terminal.say(...driftLines(driftsOf(stands, findings), terminal.width), '');
    terminal.say(...partlyLines(stands, terminal.width));
  } else terminal.say('Drift was not looked for: the server was not read.', '');
  terminal.say(...wrap(`Next: ${nextSentence(stands, { clock, soakDays })}`, terminal.width));
  return exitCode.done;
}

interface Looked {
  readonly label: string;
  readonly clock: Clock;
  readonly history: History;
  readonly findings: Findings;
  /** Why the journal alone speaks; undefined where the server was read. */
  readonly memory: string | undefined;
}

async function look(url: string, remembered: History, context: Context): Promise<Looked> {
  const fromMemory = (memory: string, label = `${url}, not read`): Looked => ({
    label,
    clock: systemClock(),
    history: remembered,
    findings: new Map(),
    memory,
  });
  if (url.startsWith('hand:')) return fromMemory('only a person sees what it holds', 'by hand');
  const { globals, terminal } = context;
  if (url.startsWith('smb://') && globals.passwordFile === undefined && !terminal.interactive)
    return fromMemory('without --password-file nobody can log on to it');
  let server: ReadServer;
  try {
    server = await readServer(url, context, await workstationDrivers(neverAsked));
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return fromMemory(error.message.replace(/\.$/, ''));
  }
  try {
    const { facts, access, records, target, asks } = server;
    const history = foldJournal(records);
    const looking = {
      facts,
      access,
      asks: (...of: Parameters<typeof asks>) => asks(...of) === 'to read and write',
    };
    const findings = await terminal.wait(`Reading ${facts.name}`, () =>
      readSettled(everyStep, history.steps, looking),
    );
    return { label: target.label, clock: target.clock, history, findings, memory: undefined };
  } finally {
    await server.close();
  }
}
