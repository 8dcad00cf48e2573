import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import type { Resource } from '../../../src/model/resource.js';
import type { Objection } from '../../../src/model/step.js';

export const otherServicesOption = z
  .array(z.string().regex(/^[^\\/"\p{Cc}]{1,256}$/u, 'a service is named by its key under Services'))
  .default([])
  .describe('Services of others that log on with the account and need no administrator, by key name');

/** Services that are not Exchange's own and log on with this account too, where the server told its services' logons. */
export function othersRunBy(
  sid: string | undefined,
  { serviceAccounts = {}, serviceAccount, serviceAccountSid }: Facts,
): readonly string[] {
  const isMeant = (account: string, of: string | undefined): boolean =>
    of === undefined
      ? sid === serviceAccountSid && account.toLowerCase() === serviceAccount?.toLowerCase()
      : of === sid;
  return Object.entries(serviceAccounts)
    .filter(([name, logon]) => !isOfExchange(name) && sid !== undefined && isMeant(logon.account, logon.sid))
    .map(([name]) => name)
    .sort();
}

/** What a backup program or a scanner may do as an administrator it no longer can. */
export function usedByOthers(
  { otherServices }: { readonly otherServices: readonly string[] },
  sid: string,
  leaving: readonly Resource[],
  facts: Facts,
): readonly Objection[] {
  const others = othersRunBy(sid, facts).filter(
    (name) => !otherServices.some((one) => one.toLowerCase() === name.toLowerCase()),
  );
  const reason =
    `${others.join(', ')} logs on with the account too and may need an administrator. Give it an account of its own in Control Panel, Services, ` +
    'or name it under otherServices.';
  return others.length === 0 ? [] : leaving.map((resource) => ({ resource, reason }));
}

/** Its connectors are among them, that for Lotus Notes too. */
const isOfExchange = (name: string): boolean => /^(MSExchange|LME-)/i.test(name);
