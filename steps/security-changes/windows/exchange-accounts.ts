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

/** Who administers Exchange beside its own account; undefined where that is not known. */
export function exchangeAdministratorsOf(
  options: { readonly exchangeAdministrators?: string },
  facts: Facts,
): readonly string[] | undefined {
  if (options.exchangeAdministrators !== undefined) return [options.exchangeAdministrators];
  const { exchangeAdministratorsSid: told, exchangeAdministrators: found, serviceAccountSid } = facts;
  if (told === undefined && found === undefined) return undefined;
  const all = [told ?? [], (found ?? []).map(({ sid }) => sid)].flat();
  return [...new Set(all)].filter((sid) => sid !== serviceAccountSid);
}

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
