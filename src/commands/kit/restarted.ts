import { openServer } from '../../connect/open-server.js';
import type { Context } from '../../connect/context.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { foldJournal } from '../../journal/history.js';

/** Records by the operator's word that a server that no network reaches was restarted: what waited for it is in force. */
export async function kitRestarted(path: string, yes: boolean, context: Context): Promise<ExitCode> {
  const { terminal } = context;
  const { journal, facts, close } = await openServer(`kit:${path}`, 'batten kit restarted', context);
  try {
    const waiting = foldJournal(journal.records).awaitingRestart;
    if (waiting.length === 0) {
      terminal.say(`Nothing on ${facts.name} waits for a restart.`);
      return exitCode.done;
    }
    const steps = waiting.map(({ step }) => step).join(', ');
    const message = `Was ${facts.name} restarted at its console after the kit was run there? Waiting: ${steps}`;
    if (!yes && (await terminal.confirm({ message, answer: '--yes' }, false)) !== true) return exitCode.done;
    await journal.append({ type: 'restarted', what: 'server' });
    terminal.say(
      `In force, by your word: ${steps}. Next: batten kit export ${path} --collect reads what it came to.`,
    );
    return exitCode.done;
  } finally {
    await close();
  }
}
