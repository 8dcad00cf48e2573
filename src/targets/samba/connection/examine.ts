import type { Clock } from '../../../model/clock.js';
import { TargetError } from '../../../errors.js';
import type { Observation } from '../../target.js';
import type { SmbAddress } from './address.js';
import type { Agent } from './agent.js';
import { serverTime } from './server-time.js';
import { profileWords, type Logon } from './logon.js';

/** What a server takes, for `batten doctor`. A refused form of logon counts as one bad logon, and a good one follows. */
export async function examine(
  { port }: SmbAddress,
  agent: Agent,
  logon: Logon,
  clock: Clock,
): Promise<readonly Observation[]> {
  const other = logon.profile === 'ntlmv2' ? 'legacy' : 'ntlmv2';
  const otherTaken = await logon.proves(other);
  const signs =
    (await logon.proves(logon.profile, 'required')) ||
    (otherTaken && (await logon.proves(other, 'required')));
  return [
    { name: 'Port', says: String(port) },
    { name: 'Logon in use', says: await logon.words() },
    { name: 'Other logon', says: `${profileWords[other]} ${otherTaken ? 'is taken too' : 'is refused'}` },
    { name: 'Signed packets', says: signs ? 'given where asked for' : 'not given' },
    { name: 'Clock', says: await clockWords(agent, clock) },
  ];
}

async function clockWords(agent: Agent, clock: Clock): Promise<string> {
  try {
    const ahead = Math.round(((await serverTime(agent)).getTime() - clock.now().getTime()) / 1000);
    if (Math.abs(ahead) < 5) return "agrees with this workstation's";
    return `${Math.abs(ahead)} seconds ${ahead > 0 ? 'ahead of' : 'behind'} this workstation's`;
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return 'not told';
  }
}
