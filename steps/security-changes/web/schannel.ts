import type { Found } from '../../../src/model/step.js';
import { kind } from '../../../src/resources/software.js';

/** The library that does SSL for IIS and Exchange. */
export const schannel = kind.resource({ id: 'schannel' });

/**
 * Told by the file's own description: (Export Version) is 40 and 56 bit, (US and Canada Use Only) is 128 bit (Q176820). Undefined
 * where it was not seen, or says neither.
 */
export function schannelBuild(found: Found): 'export' | 'strong' | undefined {
  const reading = found(schannel);
  const value = reading === undefined ? undefined : kind.typed(reading);
  if (value?.state !== 'present') return undefined;
  const words = `${value.value.version} ${value.value.title ?? ''}`;
  if (/export/i.test(words)) return 'export';
  return /\bUS\b.*Canada|128 ?bit/i.test(words) ? 'strong' : undefined;
}
