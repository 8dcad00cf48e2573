import type { Facts } from '../../../src/model/facts.js';
import { attestation } from '../../../src/resources/attestation.js';

/**
 * Asked for by service-account-separate, and looked for by what must not touch the account of a person. It names the account where
 * that is known: a word for one does not count for another.
 */
export const separateWord = ({ serviceAccount }: Pick<Facts, 'serviceAccount'>) =>
  attestation('service-account-separate').attested(
    `The Exchange services log on with ${serviceAccount === undefined ? 'an account of their own, such as ExchService' : `${serviceAccount}, an account of their own`}, ` +
      "with which nobody works and which is no administrator's.",
  );
