import type { AccountNames } from '../model/hand-text.js';
import type { Clock } from '../model/clock.js';
import type { Driver } from '../targets/driver.js';
import type { Target } from '../targets/target.js';
import type { Context } from './context.js';
import { targetUrl } from './target-url.js';

export interface Connected {
  readonly target: Target;
  /** Takes over where the target has no driver. */
  readonly byHand: Driver;
  /**
   * Tells what is known only once it is known who the server is: its folder, where files for the operator go, and what it
   * calls its accounts.
   */
  knowing(folder: string, names: () => AccountNames): void;
}

/** Opens the way to a server that an address names. @throws UsageError, TargetError, WorkstationError */
export async function connect(
  given: string,
  state: string,
  clock: Clock,
  context: Context,
): Promise<Connected> {
  const url = await targetUrl(given);
  const [{ offerImport }, { byHandDriver }, { rememberReadings }, { terminalOperator }] = await Promise.all([
    import('../targets/by-hand/admin-import.js'),
    import('../targets/by-hand/by-hand.js'),
    import('../targets/by-hand/remember.js'),
    import('../targets/by-hand/terminal-operator.js'),
  ]);
  let folder: string | undefined;
  let names = (): AccountNames => ({});
  const knowing: Connected['knowing'] = (ownFolder, ownNames) => {
    folder = ownFolder;
    names = ownNames;
  };
  const byHand = rememberReadings(
    byHandDriver(terminalOperator(context.terminal), {
      offers: (...change) => (folder === undefined ? Promise.resolve([]) : offerImport(folder, ...change)),
      names: () => names(),
    }),
  );
  if (url === 'lab:') {
    const { openLab } = await import('../targets/lab/lab.js');
    return { target: await openLab(state, clock), byHand, knowing };
  }
  if (url.startsWith('hand:')) {
    const { byHandTarget } = await import('../targets/by-hand/target.js');
    return { target: byHandTarget(url.slice('hand:'.length), byHand, clock), byHand, knowing };
  }
  if (url.startsWith('kit:')) {
    const { openKit } = await import('../targets/kit/target.js');
    return { target: await openKit(url.slice('kit:'.length), clock), byHand, knowing };
  }
  const { connectSamba } = await import('./connect-samba.js');
  return { target: await connectSamba(url, { clock, context, byHand }), byHand, knowing };
}
