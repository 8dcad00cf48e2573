import type { Context } from '../../connect/context.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { kindOf } from '../../model/kind.js';
import { loadKinds } from '../../resources/load-kinds.js';
import { asJson } from '../../targets/store.js';
import { columns } from '../../terminal/layout.js';
import { kindNamed, theLab } from './open.js';

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
