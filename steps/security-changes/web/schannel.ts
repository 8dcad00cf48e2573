import type { Found } from '../../../src/model/step.js';
import { kind } from '../../../src/resources/software.js';

/** The library that does SSL for IIS and Exchange. */
export const schannel = kind.resource({ id: 'schannel' });

/** Told by the file's own description: (Export Version) is 40 and 56 bit (Q176820). Undefined where it was not seen. */
export function schannelBuild(found: Found): 'export' | 'strong' | undefined {
  const reading = found(schannel);
  const value = reading === undefined ? undefined : kind.typed(reading);
  if (value?.state !== 'present') return undefined;
  return /export/i.test(`${value.value.version} ${value.value.title ?? ''}`) ? 'export' : 'strong';
}
