import type { Facts } from '../src/model/facts.js';
import { missingFact } from '../src/model/step.js';

/**
 * For a step that the article wants of every server, and that an old one can only do after nt4-service-pack: it stays open until then.
 *
 * @param least the service pack with which it begins
 * @param why a clause: what came with that service pack
 * @throws UsageError on a server that is known to have an older one
 */
export function servicePackFirst({ servicePack }: Facts, least: number, why: string): void {
  if (servicePack === undefined || servicePack >= least) return;
  const has = servicePack === 0 ? 'no service pack' : `Service Pack ${servicePack}`;
  throw missingFact(`${why}, and this server has ${has}: nt4-service-pack comes first`);
}
