import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import type { Found } from '../../../src/model/step.js';
import { exchangeServices } from './exchange-accounts.js';
import { separateWord } from './separate-word.js';
import {
  isBuiltIn,
  isBuiltInSid,
  isSystem,
  logonMarks,
  logonsOf,
  personMarks,
  personSign,
  type FoundLogon,
} from './service-account.js';
import { defineRoleStep } from '../../role-step.js';

export const serviceAccountSeparateStep = defineRoleStep('exchange', {
  id: 'service-account-separate',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-04'],
  line: 23,
  title: 'Run Exchange under an account of its own',
  why:
    "Where Exchange logs on as an administrator, whoever breaks into it is one, and that person's password cannot be changed without stopping mail. " +
    'Batten looks at the accounts of the services and never switches them.',
  mayBreak: [
    'The switch of the service account is described for one server in one site; for other layouts ask whoever supports you (Q152808, Q266041).',
    'The new account needs the roles on Organization, Site and Configuration and must be able to use the old password meanwhile (Q152808).',
    'Never delete the old account: the directory knows it by its SID, and one of the same name is another (Q163686).',
    'A service that goes back to the common account needs it typed with its password in Control Panel, Services (Q157780).',
  ],
  sources: ['Q152808', 'Q266041', 'Q163686', 'Q157780'],
  reversibility: 'guided',
  effect: 'at once',
  after: ['service-account-password'],
  unconfirmed: [
    'Services of others may log on with the account too: service-account-password names those that are known.',
    'Of a domain whose accounts cannot be read the built-in administrator is known by its usual name alone.',
  ],
  options: z.strictObject({
    accountOfItsOwn: z
      .boolean()
      .default(false)
      .describe('The account is in Domain Admins or administers Exchange, and yet no person works with it'),
  }),
  expects: (_, facts) => [separateWord(facts)],
  observes: (_, facts) => [...logonMarks(exchangeServices, facts), ...personMarks(facts)],
  objections(found, { accountOfItsOwn }, facts) {
    const reason = notSeparate(found, facts) ?? (accountOfItsOwn ? undefined : mayBePerson(found, facts));
    return reason === undefined ? [] : [{ resource: separateWord(facts).resource, reason }];
  },
});

function notSeparate(found: Found, facts: Facts): string | undefined {
  const logons = logonsOf(found, exchangeServices);
  const common = logons.find((one) => one.service === 'MSExchangeSA')?.logsOnAs.toLowerCase();
  const byNumber = isBuiltInSid(facts.serviceAccountSid);
  const asAdministrator = logons.filter(
    ({ logsOnAs }) => isBuiltIn(found, logsOnAs, facts) || (byNumber && logsOnAs.toLowerCase() === common),
  );
  if (asAdministrator.length > 0) {
    return `${names(asAdministrator)} logs on as the built-in administrator. Give it the service account in Control Panel, Services`;
  }
  const asSystem = logons.filter(({ logsOnAs }) => isSystem(logsOnAs));
  if (asSystem.length > 0) {
    return `${names(asSystem)} logs on as the system itself, which may do more than an administrator. Give it the service account in Control Panel, Services`;
  }
  const others = logons.filter(({ logsOnAs }) => common !== undefined && logsOnAs.toLowerCase() !== common);
  return others.length === 0
    ? undefined
    : `${names(others)} does not log on with the account of MSExchangeSA. Give it that in Control Panel, Services`;
}

function mayBePerson(found: Found, facts: Facts): string | undefined {
  const { serviceAccountSid: sid } = facts;
  const sign = sid === undefined ? undefined : personSign(found, sid, facts);
  return sign === undefined
    ? undefined
    : `${sign}. Give Exchange an account of its own, or set accountOfItsOwn to true where nobody works with it`;
}

const names = (logons: readonly FoundLogon[]): string => logons.map((one) => one.service).join(', ');
