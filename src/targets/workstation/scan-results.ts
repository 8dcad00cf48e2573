import { join } from 'node:path';
import type { Clock } from '../../model/clock.js';
import { TargetError } from '../../errors.js';
import { present, type Json, type Present } from '../../model/reading.js';
import { kind, type ScanResultValue } from '../../resources/scan-result.js';
import type { Driver } from '../driver.js';
import { FileStore } from '../file-store.js';
import { storeDriver } from '../store.js';
import type { Target } from '../target.js';

/** Where results are kept: beside the journal, or in the lab's own state, so that undo is seen to restore all of it. */
export function scanStore(target: Pick<Target, 'simulated' | 'driver'>, folder: string): Driver {
  const lab = target.simulated ? target.driver('scan-result') : undefined;
  return lab ?? storeDriver(new FileStore(join(folder, 'scan-results.json')));
}

export interface ScanResultDriverOptions {
  readonly store: Driver;
  readonly simulated: boolean;
  readonly clock: Clock;
  /** ISO time of the last installation of the first stage, undefined where there was none. */
  readonly lastInstalled: () => Promise<string | undefined>;
}

/**
 * Results that somebody brought as a file. A real one cannot be written by a session: that would be a scan that nobody
 * made. The lab's operator does as told, so there it can.
 */
export function scanResultDriver({
  store,
  simulated,
  clock,
  lastInstalled,
}: ScanResultDriverOptions): Driver {
  const madeNow = (to: Present): ScanResultValue => {
    const { tool, open, taken } = kind.value(to.value) as ScanResultValue;
    return { tool, open, taken: taken ?? clock.now().toISOString() };
  };
  return {
    async read(resources) {
      const [readings, last] = await Promise.all([store.read(resources), lastInstalled()]);
      return readings.map((reading) => {
        const found = kind.typed(reading);
        if (found.state !== 'present') return found;
        return present<Json>({ ...found.value, outdated: isOlder(found.value, last) });
      });
    },
    async write(resource, to) {
      if (to.state === 'present' && !simulated) {
        throw new TargetError(
          'A scan result comes from a scan. Scan the server, run batten assess --scan FILE, and then run Batten again.',
        );
      }
      await store.write(resource, to.state === 'present' ? present<Json>(madeNow(to)) : to);
    },
  };
}

/** A result without a time cannot show that it is the newer one. */
const isOlder = ({ taken }: ScanResultValue, last: string | undefined): boolean =>
  last !== undefined && (taken === undefined || Date.parse(taken) < Date.parse(last));
