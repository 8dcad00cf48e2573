import { InterruptedError } from '../../errors.js';
import { stageTitles } from '../../model/stage.js';
import { converge } from '../../engine/converge.js';
import { gateOf, plannedStages, soakDaysOf } from '../../engine/gate.js';
import { knownServers, type KnownServer } from '../../journal/servers.js';
import { stateFolder } from '../../journal/state-folder.js';
import { back, type Choice } from '../../terminal/port.js';
import { version } from '../../files/version.js';
import type { Context } from '../../connect/context.js';
import { systemClock } from '../../connect/system-clock.js';

/** The first question of all: which server. Gives a target's address. @throws InterruptedError when it is left */
export async function chooseTarget(context: Context): Promise<string> {
  const { terminal } = context;
  const servers = await knownServers(stateFolder(context.globals.state, context.environment));
  terminal.say(`Batten ${version()}  hardens NT 4.0 + Exchange 5.5 in the order of the 2003 article.`, '');
  for (;;) {
    const choice = await terminal.select({ message: 'Which server?', answer: '--target' }, choices(servers));
    if (choice === back) throw new InterruptedError('Stopped before a server was chosen.');
    if (choice === 'kit:') {
      terminal.say(
        'Kits are files that you carry. The first one reads the server:',
        '  batten kit export FOLDER --server NAME',
        'Each says what comes next. See docs/kit.md.',
        '',
      );
      continue;
    }
    if (choice !== 'smb://' && choice !== 'hand:') return choice;
    const address = await terminal.text(
      choice === 'smb://'
        ? { message: 'Address (smb://DOMAIN;user@host)', answer: '--target', initial: 'smb://' }
        : { message: "The server's computer name", answer: '--target' },
    );
    if (address === back || address.trim() === '') continue;
    return choice === 'smb://' ? address.trim() : `hand:${address.trim()}`;
  }
}

function choices(servers: readonly KnownServer[]): readonly Choice<string>[] {
  const known = servers.flatMap((server) => {
    const url = server.targets.at(-1);
    return url === undefined
      ? []
      : [{ value: url, name: `Continue ${server.facts.name}`, hint: whereIsIt(server) }];
  });
  return [
    ...(known.some((one) => one.value === 'lab:')
      ? []
      : [
          { value: 'lab:', name: 'Practice on the lab', hint: 'a simulated server, nothing real is touched' },
        ]),
    { value: 'smb://', name: 'A server on the network', hint: "SMB1, through Samba's tools" },
    {
      value: 'hand:',
      name: 'A server no network reaches',
      hint: 'you type and click, Batten leads and records',
    },
    { value: 'kit:', name: 'The same, with files', hint: 'kits that you carry to its console and back' },
    ...known,
  ];
}

function whereIsIt({ history, targets }: KnownServer): string {
  const clock = systemClock();
  const open = plannedStages(history).filter(
    (stage) => gateOf(stage, converge(history, new Map(), clock.now()), clock, soakDaysOf(history)).open,
  );
  const stage = open.at(-1) ?? 'os-updates';
  const last = history.records.at(-1)?.time.slice(0, 16).replace('T', ' ') ?? '';
  return `${targets.at(-1) ?? ''}, ${stageTitles[stage]}, last ${last} UTC`;
}
