import { DataError, exitCode, UsageError, type ExitCode } from '../../errors.js';
import { stateFolder, prepareState } from '../../journal/state-folder.js';
import { kindOf, type Kind } from '../../model/kind.js';
import { loadKinds } from '../../resources/load-kinds.js';
import type { Json } from '../../model/reading.js';
import { openLab, resetLab, type Lab } from '../../targets/lab/lab.js';
import { asJson } from '../../targets/store.js';
import { columns } from '../../terminal/layout.js';
import type { Context } from '../../connect/context.js';
import { systemClock } from '../../connect/system-clock.js';

/** The simulated server's state: canonical, without its clock, so that equal states print equal bytes. */
export async function showLab(kind: string | undefined, context: Context): Promise<ExitCode> {
  const lab = await theLab(context);
  if (kind !== undefined) await kindNamed(kind, lab);
  const entries = (await lab.store.all()).filter(
    (entry) => kind === undefined || entry.resource.kind === kind,
  );
  if (context.globals.json) {
    context.write(
      JSON.stringify({ schema: 'batten/lab/1', simulated: true, resources: asJson(entries) }, null, 2),
    );
    return exitCode.done;
  }
  await loadKinds(entries.map((entry) => entry.resource.kind));
  const { terminal } = context;
  terminal.say(`The lab: a simulated server. Its clock shows ${lab.clock.now().toISOString()}.`, '');
  const rows = entries.map(({ resource, reading }) => {
    const { place, name } = kindOf(resource).describe(resource);
    return [`${place} ${name}`, kindOf(resource).show(reading)];
  });
  terminal.say(...rows.flatMap((row) => columns([row], terminal.width)));
  return exitCode.done;
}

/** Puts the lab back to where it started. Its journal stays: what it tells no longer fits, and undo will say so. */
export async function resetTheLab(context: Context): Promise<ExitCode> {
  const state = await preparedState(context);
  await resetLab(state, systemClock());
  context.terminal.say('The lab is as it was at first; its clock shows the real time.');
  return exitCode.done;
}

/** Changes one resource behind Batten's back, as somebody at the console would. */
export async function setLab(
  { kind, address, value }: { readonly kind: string; readonly address: string; readonly value: string },
  context: Context,
): Promise<ExitCode> {
  const lab = await theLab(context);
  const { parse } = await import('yaml');
  const found = await kindNamed(kind, lab);
  let place: Json;
  try {
    place = parse(address) as Json;
  } catch (cause) {
    throw new UsageError(
      `${address} is no address: write it as {member: value, ...}, as lab show --json has it.`,
      { cause },
    );
  }
  const resource = found.resource(place);
  if (value === 'absent') {
    await lab.store.set([{ resource, reading: { state: 'absent' } }]);
  } else {
    const parsed = found.parse(value, resource);
    if ('problem' in parsed) throw new UsageError(`${value} is no ${found.title}: ${parsed.problem}`);
    const before = await lab.store.get(resource.key);
    const now = before?.reading.state === 'present' ? before.reading.value : undefined;
    const merged = isObject(now) && isObject(parsed.value) ? { ...now, ...parsed.value } : parsed.value;
    await lab.store.set([{ ...before, resource, reading: { state: 'present', value: found.value(merged) } }]);
  }
  const { name } = found.describe(resource);
  context.terminal.say(
    `${name} on the lab: ${found.show((await lab.store.get(resource.key))?.reading ?? { state: 'absent' })}`,
  );
  return exitCode.done;
}

/** Lets the lab's own clock run ahead: `4d`, `6h`, `30m`. */
export async function advanceLab(time: string, context: Context): Promise<ExitCode> {
  const found = /^(\d{1,4})([dhm])$/.exec(time);
  const unit = { d: 86_400_000, h: 3_600_000, m: 60_000 }[found?.[2] ?? ''];
  if (found === null || unit === undefined) throw new UsageError(`${time} is no time: write 4d, 6h or 30m.`);
  const lab = await theLab(context);
  await lab.letPass(Number(found[1]) * unit);
  context.terminal.say(`The lab's clock shows ${lab.clock.now().toISOString()}.`);
  return exitCode.done;
}

/** @throws UsageError for a name that no kind has, with those that the lab holds something of */
async function kindNamed(name: string, lab: Lab): Promise<Kind> {
  try {
    await loadKinds([name]);
    return kindOf({ kind: name });
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause;
    const held = new Set((await lab.store.all()).map(({ resource }) => resource.kind));
    throw new UsageError(
      `No kind of resource is called ${name}. The lab holds ${[...held].sort().join(', ')}.`,
      { cause },
    );
  }
}

const theLab = async (context: Context): Promise<Lab> => openLab(await preparedState(context), systemClock());

async function preparedState({ globals, environment }: Context): Promise<string> {
  const state = stateFolder(globals.state, environment);
  await prepareState(state);
  return state;
}

const isObject = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
