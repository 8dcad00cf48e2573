import { findPatch } from '../../../patches/catalogue.js';
import type { Patch, Sign } from '../../../patches/patch.js';
import { judgeSigns, type SignSight } from '../../../patches/signs.js';
import { absent, present, unreadable, type Reading } from '../../../model/reading.js';
import { needsReapply, type SoftwareValue } from '../../../resources/software.js';
import type { TypedDriver } from '../../driver.js';
import type { Agent } from '../connection/agent.js';
import { ServerSigns } from './server-signs.js';

type Address = Readonly<{ id: string }>;

/**
 * Looks for the signs of catalogued packages in the server's registry and, where `reachesFiles`, in the versions of its
 * files. It installs nothing. What the signs do not settle is unreadable, with the reason, for a person to look at.
 */
export class SoftwareDriver implements TypedDriver<Address, SoftwareValue> {
  readonly #agent: Agent;
  readonly #reachesFiles: boolean;

  constructor(agent: Agent, reachesFiles: boolean) {
    this.#agent = agent;
    this.#reachesFiles = reachesFiles;
  }

  async read(addresses: readonly Address[]): Promise<readonly Reading<SoftwareValue>[]> {
    const patches = addresses.map(({ id }) => findPatch(id));
    const signs = new ServerSigns(this.#agent, this.#reachesFiles);
    await signs.lookUp(patches.flatMap((patch) => patch?.signs ?? []));
    const readings: Reading<SoftwareValue>[] = [];
    for (const patch of patches) {
      readings.push(
        patch === undefined ? unreadable('Batten knows no signs of it') : await readingOf(patch, signs),
      );
    }
    return readings;
  }

  write(): Promise<void> {
    return Promise.reject(new Error('software is installed by hand'));
  }
}

async function readingOf(patch: Patch, signs: ServerSigns): Promise<Reading<SoftwareValue>> {
  const sights = new Map<Sign, SignSight>();
  const doubts: string[] = [];
  const isFile = (sign: Sign): boolean => 'file' in sign || 'exists' in sign;
  const judge = (): ReturnType<typeof judgeSigns> =>
    judgeSigns(patch, (sign) => sights.get(sign) ?? 'cannot-tell');
  const see = async (looked: readonly Sign[]): Promise<void> => {
    for (const sign of looked) {
      const { sight, doubt } = await signs.see(sign);
      sights.set(sign, sight);
      if (doubt !== undefined) doubts.push(doubt);
    }
  };
  await see(patch.signs.filter((sign) => !isFile(sign)));
  // Its mark alone may tell, and then no file is fetched
  if (judge() !== 'absent') await see(patch.signs.filter(isFile));
  const verdict = judge();
  if (verdict === 'absent') return absent;
  if (verdict === 'needs-reapply') return present({ version: needsReapply, title: patch.title });
  // A key stays where a service pack put old files back (Q194334): without the files it settles nothing
  return verdict === 'installed' && doubts.length === 0
    ? present({ version: patch.version, title: patch.title })
    : unreadable([...new Set(doubts)].join('; ') || 'its signs do not tell');
}
