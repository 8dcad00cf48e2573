import type { Found } from '../../src/model/step.js';
import type { Resource } from '../../src/model/resource.js';
import { kind, service, type ServiceValue } from '../../src/resources/service.js';

/**
 * Scanners of the time and their filter drivers, by key name: InocuLAN 4, Norton AntiVirus, McAfee (Q240309, Q178302). McShield is
 * the service that goes with the last two.
 */
const scanners = [
  ...['INO_FLPY', 'INO_Fltr', 'NAVAP', 'NAVENG', 'NAVEX15', 'SymEvent', 'NaiFiltr', 'NaiFsRec', 'McShield'],
];

export const scannerServices: readonly Resource[] = scanners.map((name) => service(name).resource);

/** `McShield runs, NaiFiltr is not disabled`: what of them could still touch a file now or after the next start. */
export const scannersAwake = (found: Found): string | undefined =>
  list(found, ({ start, state }) =>
    state === 'running' ? 'runs' : start === 'disabled' ? undefined : 'is not disabled',
  );

/** `McShield is disabled`: what of them was forgotten. */
export const scannersAsleep = (found: Found): string | undefined =>
  list(found, ({ start, state }) =>
    start === 'disabled' ? 'is disabled' : state === 'running' ? undefined : 'does not run',
  );

function list(found: Found, judge: (value: ServiceValue) => string | undefined): string | undefined {
  const judged = scanners.flatMap((name) => {
    const reading = found(service(name).resource);
    const typed = reading === undefined ? undefined : kind.typed(reading);
    const words = typed?.state === 'present' ? judge(typed.value) : undefined;
    return words === undefined ? [] : [`${name} ${words}`];
  });
  return judged.length === 0 ? undefined : judged.join(', ');
}
