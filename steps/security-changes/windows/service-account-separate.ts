import type { Facts } from '../../../src/model/facts.js';
import { defineStep, noOptions, type Found } from '../../../src/model/step.js';
import { account, kind as accountKind } from '../../../src/resources/account.js';
import { attestation } from '../../../src/resources/attestation.js';
import type { Resource } from '../../../src/model/resource.js';
import { kind as serviceKind, service } from '../../../src/resources/service.js';
import { exchangeServices } from './exchange-accounts.js';

const word = attestation('service-account-separate').attested(
  "The Exchange services log on with an account of their own, such as ExchService, with which nobody works and which is no administrator's.",
);

export const serviceAccountSeparateStep = defineStep({
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
  after: ['service-account-password', 'service-account-rights'],
  unconfirmed: ['Services of others that log on with the account are not looked at.'],
  options: noOptions,
  expects: () => [word],
  observes: (_, facts) => [...exchangeServices.map((name) => service(name).resource), ...builtIn(facts)],
  objections(found, _, facts) {
    const reason = notSeparate(found, facts);
    return reason === undefined ? [] : [{ resource: word.resource, reason }];
  },
});

/** The built-in administrators by number, because their names are translated and changed. */
const builtIn = ({ name, domain }: Facts): readonly Resource[] =>
  [name, ...(domain === undefined ? [] : [domain])].map((authority) => account(authority, 500).resource);

function notSeparate(found: Found, facts: Facts): string | undefined {
  const accounts = exchangeServices.flatMap((name) => {
    const reading = found(service(name).resource);
    const typed = reading === undefined ? undefined : serviceKind.typed(reading);
    const logsOnAs = typed?.state === 'present' ? typed.value.account : undefined;
    return logsOnAs === undefined ? [] : [{ name, logsOnAs }];
  });
  const administrators = builtIn(facts).flatMap((resource) => {
    const reading = found(resource);
    const typed = reading === undefined ? undefined : accountKind.typed(reading);
    if (typed?.state !== 'present') return [];
    const { authority } = accountKind.addressOf(resource);
    return authority === facts.name
      ? [same(`${authority}\\${typed.value.name}`), same(`.\\${typed.value.name}`)]
      : [same(`${authority}\\${typed.value.name}`)];
  });
  const asAdministrator = accounts.filter(({ logsOnAs }) => administrators.includes(same(logsOnAs)));
  if (asAdministrator.length > 0) {
    return `${names(asAdministrator)} logs on as the built-in administrator. Give it the service account in Control Panel, Services`;
  }
  const common = accounts.find(({ name }) => name === 'MSExchangeSA')?.logsOnAs;
  const others = accounts.filter(({ logsOnAs }) => common !== undefined && same(logsOnAs) !== same(common));
  return others.length === 0
    ? undefined
    : `${names(others)} does not log on with the account of MSExchangeSA. Give it that in Control Panel, Services`;
}

const same = (account: string): string => account.toLowerCase();

const names = (services: readonly { readonly name: string }[]): string =>
  services.map(({ name }) => name).join(', ');
