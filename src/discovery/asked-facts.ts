import { z } from 'zod';
import { sourcesOf } from '../model/fact-source.js';
import type { Facts } from '../model/facts.js';
import type { Stage } from '../model/stage.js';

const sid = z.string().regex(/^S-1-5-21(-\d{1,10}){3}(-\d{1,10})?$/, 'a SID such as S-1-5-21-1-2-3-1010');

/** Facts that no reading tells and the operator can give; each may be left unknown. */
export const givenFacts = z.strictObject({
  terminalServer: z.boolean().exactOptional(),
  domainSid: sid.exactOptional(),
  serviceAccountSid: sid.exactOptional(),
  exchangeAdministratorsSid: sid.exactOptional(),
  internetMailServiceUsesSsl: z.boolean().exactOptional(),
  msMailConnector: z.boolean().exactOptional(),
  otherServersOfSite: z
    .array(z.string().regex(/^[A-Za-z0-9_-]{1,15}$/, 'computer names, separated by commas'))
    .exactOptional(),
});

export type GivenFacts = z.infer<typeof givenFacts>;

export interface AskedFact {
  readonly member: keyof GivenFacts;
  /** The first stage whose steps look at it. */
  readonly stage: Stage;
  readonly question: string;
  /** Where a person finds it. */
  readonly how: string;
  readonly type: 'sid' | 'yes or no' | 'names';
  /** The Exchange directory tells it, where it may be asked. */
  readonly inDirectory?: true;
  /** False where nobody has to know it on such a server. Absent: it matters everywhere. */
  matters?(facts: Facts): boolean;
}

export const askedFacts: readonly AskedFact[] = [
  {
    member: 'terminalServer',
    stage: 'os-updates',
    question: 'Is this NT 4.0 Terminal Server Edition?',
    how: 'winver names the edition; its fixes are numbered differently (Q317636).',
    type: 'yes or no',
  },
  {
    member: 'domainSid',
    stage: 'security-changes',
    question: 'SID of the domain',
    how: 'getsid of the Resource Kit shows the SID of any account of the domain; leave out the last number.',
    type: 'sid',
    matters: ({ domainRole }) => domainRole !== 'stand-alone',
  },
  {
    member: 'serviceAccountSid',
    stage: 'security-changes',
    question: 'SID of the account that the Exchange services run under',
    how: 'Control Panel, Services, Microsoft Exchange System Attendant, Startup names the account; getsid shows its SID.',
    type: 'sid',
    matters: hasExchange,
  },
  {
    member: 'exchangeAdministratorsSid',
    stage: 'security-changes',
    question: 'SID of the group or account that administers Exchange',
    how: 'Exchange Administrator, Permissions of the site and of Configuration; getsid shows the SID.',
    type: 'sid',
    inDirectory: true,
    matters: (facts) => hasExchange(facts) && facts.exchangeAdministrators === undefined,
  },
  {
    member: 'internetMailServiceUsesSsl',
    stage: 'security-changes',
    question: 'Does the Internet Mail Service use SSL?',
    how: 'Exchange Administrator, Internet Mail Service, Security and Connections.',
    type: 'yes or no',
    matters: (facts) => hasExchange(facts) && facts.internetMailService !== false,
  },
  {
    member: 'msMailConnector',
    stage: 'security-changes',
    question: 'Is the Microsoft Mail connector in use?',
    how: 'Exchange Administrator, Connections, MS Mail Connector: are there post offices on it?',
    type: 'yes or no',
    matters: hasExchange,
  },
  {
    member: 'otherServersOfSite',
    stage: 'security-changes',
    question: 'Other Exchange servers of this site, separated by commas; "none" for none',
    how: 'Exchange Administrator, the site, Configuration, Servers.',
    type: 'names',
    inDirectory: true,
    matters: hasExchange,
  },
];

function hasExchange({ exchange }: Facts): boolean {
  return exchange !== false;
}

/** What has to be asked for before a stage: what its steps want to know and nobody found out. */
export const openQuestions = (stage: Stage, facts: Facts): readonly AskedFact[] =>
  askedFacts.filter(
    (fact) => fact.stage === stage && facts[fact.member] === undefined && (fact.matters?.(facts) ?? true),
  );

/** What was found, and beside it what the operator gave earlier, where no reading tells better. */
export function withGiven(recorded: Facts | undefined, found: Facts): Facts {
  const given = givenOf(recorded);
  const sources = Object.entries(recorded?.sources ?? {}).filter(([member]) => Object.hasOwn(given, member));
  return { ...given, ...found, sources: { ...Object.fromEntries(sources), ...found.sources } };
}

/** These facts and, where they do not hold it, what the operator gave. @param now when they were asked */
export const withAnswers = (facts: Facts, given: GivenFacts, now: Date): Facts => ({
  ...given,
  ...facts,
  sources: {
    ...sourcesOf(Object.keys(given), { from: 'operator', at: now.toISOString() }),
    ...facts.sources,
  },
});

/** What the operator may have given, out of facts that hold everything: what was found may be nothing that anybody could type. */
export function givenOf(facts: Facts | undefined): GivenFacts {
  const given = askedFacts.flatMap(({ member }) => {
    const value = facts?.[member];
    return value !== undefined && givenFacts.safeParse({ [member]: value }).success ? [[member, value]] : [];
  });
  return givenFacts.parse(Object.fromEntries(given));
}
