import { UnansweredError } from '../../errors.js';
import { count } from '../../model/words.js';
import type { Step } from '../../model/step.js';
import type { Terminal } from '../../terminal/port.js';

interface Agreement {
  readonly steps: readonly Step[];
  readonly server: string;
  /** The server's name, where the answers file gives it. */
  readonly consent: string | undefined;
  readonly yes: boolean;
}

/** Asks before a change kit is written; where a step may cut something off, for the server's name. @throws UnansweredError */
export async function agreeToChangeKit(
  { steps, server, consent, yes }: Agreement,
  terminal: Terminal,
): Promise<boolean> {
  const grave = steps.filter(
    ({ risky, reversibility }) => risky === true || reversibility === 'irreversible',
  );
  if (grave.length > 0 && consent !== server) {
    const ids = grave.map(({ id }) => id).join(', ');
    if (!terminal.interactive) {
      throw new UnansweredError(
        `No answer to consent: ${server}: ${ids} may cut something off. Give it in a file with --answers FILE, or leave them out with --step.`,
      );
    }
    const typed = await terminal.text({
      message: `${ids} may cut something off. Type the server's name to go on`,
      answer: `consent: ${server}`,
    });
    if (typeof typed !== 'string' || typed.trim().toUpperCase() !== server) return false;
  }
  return yes || agree(`Write the kit for ${count(steps.length, 'step')} of ${server}?`, terminal);
}

/** @throws UnansweredError without a terminal; it names --yes */
export const agree = async (message: string, terminal: Terminal): Promise<boolean> =>
  (await terminal.confirm({ message, answer: '--yes' }, false)) === true;
