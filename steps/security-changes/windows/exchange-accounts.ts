import type { Facts } from '../../../src/model/facts.js';
import { sidSchema } from '../../../src/resources/account/sid.js';

/** Asked only where discovery did not find it out; what the operator gives goes before what was found. */
export const serviceAccountOption = sidSchema
  .exactOptional()
  .describe('SID of the Exchange service account, where Batten did not find it out');

export const exchangeAdministratorsOption = sidSchema
  .exactOptional()
  .describe('SID of the group that administers Exchange, where Batten did not find it out');

export const serviceAccountOf = (
  options: { readonly serviceAccount?: string },
  facts: Facts,
): string | undefined => options.serviceAccount ?? facts.serviceAccountSid;

export const exchangeAdministratorsOf = (
  options: { readonly exchangeAdministrators?: string },
  facts: Facts,
): string | undefined => options.exchangeAdministrators ?? facts.exchangeAdministratorsSid;

/** Services that log on with the service account (windows-nt4, exch-service-account-not-admin). */
export const exchangeServices = [
  'MSExchangeSA',
  'MSExchangeDS',
  'MSExchangeIS',
  'MSExchangeMTA',
  'MSExchangeIMC',
  'MSExchangeES',
  'MSExchangeDX',
  'MSExchangeFB',
  'MSExchangeMSMI',
  'MSExchangeCCMC',
  'MSExchangeKMS',
] as const;
