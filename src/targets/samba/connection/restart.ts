import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { TargetError } from '../../../errors.js';
import { labelOf, type SmbAddress } from './address.js';
import type { Agent } from './agent.js';
import type { Logon } from './logon.js';
import { nobodyThere } from './loss.js';

/** How long a restart may take; what runs out is said, and the session goes on another time. */
export interface Patience {
  readonly toGoMs: number;
  readonly toComeBackMs: number;
  readonly betweenMs: number;
}

/** Exchange 5.5 takes its time to stop and to start. */
const patient: Patience = { toGoMs: 15 * 60_000, toComeBackMs: 30 * 60_000, betweenMs: 2000 };

/** Asks the server to restart, a minute from now, as `shutdown /r` of the Resource Kit does. @throws TargetError */
export async function startRestart(agent: Agent): Promise<void> {
  await agent.request({
    operation: 'restart',
    parameters: { seconds: 60, message: 'Batten: the operator asked for a restart.' },
    result: z.object({}),
    doing: 'asking for a restart',
  });
}

/**
 * Waits until the server has gone and come back, then logs on anew and compares who answers. A server that has already
 * restarted shows by the old line, which is dead.
 * @throws TargetError when it does not go, does not come back, or is another server
 */
export async function awaitRestart(
  address: SmbAddress,
  logon: Logon,
  { toGoMs, toComeBackMs, betweenMs }: Patience = patient,
): Promise<void> {
  const gone = await waitFor(
    async () => !(await answers(address)) || !(await logon.lives()),
    toGoMs,
    betweenMs,
  );
  if (!gone) {
    throw new TargetError(
      `${labelOf(address)} did not go down within ${minutes(toGoMs)}. Restart it at its console, then run batten again.`,
    );
  }
  if (await waitFor(() => comesBack(address, logon), toComeBackMs, betweenMs)) return;
  throw new TargetError(
    `${labelOf(address)} did not come back within ${minutes(toComeBackMs)}. Look at its console. ` +
      'What was written is in the journal: run batten again when the server is up.',
  );
}

/** The port opens before the services behind it do, so a refusal now is no verdict; another server's identity is. */
async function comesBack(address: SmbAddress, logon: Logon): Promise<boolean> {
  if (!(await answers(address))) return false;
  // Where only the port was seen closed, the old line finds out here that it is dead.
  if (await logon.lives()) return true;
  try {
    await logon.reconnect();
    return true;
  } catch (error) {
    // A refusal is not tried again: each would count as bad logons.
    if (!nobodyThere(error)) throw error;
    return false;
  }
}

async function waitFor(
  condition: () => Promise<boolean>,
  limitMs: number,
  betweenMs: number,
): Promise<boolean> {
  const until = Date.now() + limitMs;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() >= until) return false;
    await sleep(betweenMs);
  }
}

/** Whether something takes connections on the port. */
function answers({ host, port }: SmbAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 5000 });
    const end = (open: boolean) => () => {
      socket.destroy();
      resolve(open);
    };
    socket.on('connect', end(true)).on('timeout', end(false)).on('error', end(false));
  });
}

const minutes = (milliseconds: number): string =>
  milliseconds < 60_000 ? `${milliseconds / 1000} seconds` : `${milliseconds / 60_000} minutes`;
