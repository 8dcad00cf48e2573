import { attestation } from '../../../src/resources/attestation.js';

/** Asked for by service-account-separate, and looked for by what must not touch the account of a person. */
export const separateWord = attestation('service-account-separate').attested(
  "The Exchange services log on with an account of their own, such as ExchService, with which nobody works and which is no administrator's.",
);
