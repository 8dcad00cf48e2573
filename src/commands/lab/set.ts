import type { Context } from '../../connect/context.js';
import { exitCode, UsageError, type ExitCode } from '../../errors.js';
import type { Json } from '../../model/reading.js';
import { kindNamed, theLab } from './open.js';

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
    place = parse(address, { logLevel: 'error' }) as Json;
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

const isObject = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
