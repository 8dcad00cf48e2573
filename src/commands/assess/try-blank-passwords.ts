import { TargetError, UnansweredError, UsageError } from '../../errors.js';
import type { Survey, Trial } from '../../targets/blank-passwords.js';
import type { Target } from '../../targets/target.js';
import { escapeText } from '../../terminal/escape.js';
import type { Context } from '../../connect/context.js';

/** What came of all accounts. */
export interface BlankPasswordTrials {
  /** Whose accounts they are: the server's own name, or its domain's. */
  readonly authority: string;
  /** Why none was tried. */
  readonly notTried?: string;
  readonly accounts: readonly Trial[];
}

/** @throws UsageError for a target that nobody can log on to over the network */
export function mustReachByNetwork(url: string): void {
  if (url.startsWith('smb://')) return;
  throw new UsageError(
    `--try-blank-passwords logs on over the network, which ${url} cannot. Nothing was read or tried. ` +
      "Give --target 'smb://[DOMAIN;]user@host', or leave the option out.",
  );
}

/**
 * Tries an empty password on each enabled account, once it has been said what that does.
 * @throws UnansweredError where it takes an agreement and nobody is there, TargetError
 */
export async function tryBlankPasswords(target: Target, context: Context): Promise<BlankPasswordTrials> {
  const { blankPasswords } = target;
  if (blankPasswords === undefined) throw new UsageError(`${target.label} is not reached over the network.`);
  const { terminal, signal } = context;
  const survey = await terminal.wait('Looking at the accounts', () => blankPasswords.survey());
  const { authority, toTry, leftAlone, threshold } = survey;
  const notTried = survey.forbidden ?? (await whyNot(survey, context));
  if (notTried !== undefined) return { authority, notTried, accounts: [] };
  const trials: Trial[] = [];
  let stopped: string | undefined;
  await terminal.wait(`Trying an empty password on ${accountsOf(toTry.length)}`, async () => {
    for (const account of toTry) {
      const { rid, name } = account;
      if (signal.aborted) stopped ??= 'Batten was told to stop';
      if (stopped !== undefined) {
        trials.push({ rid, name, result: 'not-tried', reason: stopped });
        continue;
      }
      try {
        trials.push(await blankPasswords.attempt(account, threshold));
      } catch (error) {
        if (!(error instanceof TargetError)) throw error;
        // The logon may have arrived; what is known of the others is told all the same
        trials.push({ rid, name, result: 'cannot-tell', reason: error.message });
        stopped = 'the trials ended with the one before';
      }
    }
  });
  return { authority, accounts: [...trials, ...leftAlone].sort((a, b) => a.rid - b.rid) };
}

/** Says what the trials do. Where nobody knows whether they lock accounts out, somebody has to agree. */
async function whyNot(
  { authority, threshold, toTry }: Survey,
  { terminal }: Context,
): Promise<string | undefined> {
  const count = toTry.length;
  if (count === 0) return 'there is no account to try';
  const what =
    `An empty password is now tried on ${accountsOf(count)} of ${authority}, one logon each. ` +
    'Every one counts as a bad logon there, unless it is taken.';
  if (typeof threshold === 'number') {
    terminal.say(
      escapeText(what),
      threshold === 0
        ? 'Bad logons lock no account out there.'
        : `${threshold} bad logons lock an account out; one that a try would lock out is left alone.`,
    );
    return undefined;
  }
  const unknown = `How many bad logons lock an account of ${authority} out is not known: ${threshold.unknown}`;
  if (!terminal.interactive) {
    throw new UnansweredError(
      `${unknown}. Nobody is there to agree to ${count} bad logons, so nothing was tried. ` +
        'Run Batten at a terminal, or leave --try-blank-passwords out.',
    );
  }
  terminal.say(escapeText(what), escapeText(`${unknown}. A try can lock its account out.`));
  const agreed = await terminal.confirm(
    {
      message: `Try an empty password on ${accountsOf(count)} all the same?`,
      answer: '--try-blank-passwords',
      help: ['Yes: one logon each. No: none is tried, and the steps are assessed without.'],
    },
    false,
  );
  return agreed === true ? undefined : 'the operator did not agree';
}

const accountsOf = (count: number): string => `${count} ${count === 1 ? 'account' : 'accounts'}`;
