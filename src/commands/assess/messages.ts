import { defined } from '../../defined.js';
import type { Finding } from '../../engine/finding.js';
import { kindOf } from '../../model/kind.js';
import { shortName } from '../../patches/catalogue.js';
import type { ScanMatch } from '../../patches/scan/match-scan.js';
import type { Trial } from '../../targets/blank-passwords.js';
import { escapeText } from '../../terminal/escape.js';
import { columns, wrap } from '../../terminal/layout.js';
import type { BlankPasswordTrials } from './try-blank-passwords.js';

/** A line a step. */
export const findingLines = (findings: readonly Finding[], width: number): readonly string[] =>
  columns(
    findings.map((finding) => [finding.step.id, stateWords[finding.state], summary(finding)]),
    width,
  );

const stateWords: Readonly<Record<Finding['state'], string>> = {
  satisfied: 'satisfied',
  partly: 'partly',
  'needs-changes': 'needs changes',
  'needs-operator': 'needs the operator',
  'not-applicable': 'not applicable',
  unknown: 'unknown',
};

function summary({ state, reason, checks, barred }: Finding): string {
  if (barred === true || state === 'partly') return reason ?? '';
  const unmet = checks.filter((check) => check.met !== true);
  const [first] = unmet;
  if (first === undefined) return reason ?? '';
  const kind = kindOf(first.expectation.resource);
  const { name } = kind.describe(first.expectation.resource);
  const more = unmet.length > 1 ? `, and ${unmet.length - 1} more` : '';
  return first.met === undefined ? (reason ?? '') : `${name}: ${kind.show(first.reading)}${more}`;
}

/** A finding as the document of --json has it. */
export const findingDocument = ({
  step,
  state,
  reason,
  options,
  scope,
  checks,
  changes,
}: Finding): object => ({
  step: step.id,
  stage: step.stage,
  title: step.title,
  state,
  ...defined({ reason }),
  options,
  scope,
  checks: checks.map(({ expectation: { resource, words }, reading, met, objection }) => ({
    resource,
    expects: words,
    reading,
    met: met ?? null,
    ...defined({ objection }),
  })),
  changes: changes.map(({ resource, before, after }) => ({ resource, before, after })),
});

/** A scan as the document of --json has it. */
export const scanDocument = ({ missing, superseded, unknown, byHand }: ScanMatch): object => ({
  missing: missing.map(({ id }) => id),
  superseded: superseded.map(({ patch, by }) => ({ patch: patch.id, by: by.id })),
  unknown,
  byHand: byHand.map(({ name }) => name),
});

/** What a scan came to, a line an item. */
export function scanLines({ missing, superseded, unknown, byHand }: ScanMatch): readonly string[] {
  return [
    ...missing.map((patch) => `missing: ${shortName(patch)}, ${patch.title}`),
    ...superseded.map(({ patch, by }) => `not needed: ${shortName(patch)}, contained in ${shortName(by)}`),
    ...unknown.map((name) => `not known to Batten: ${name}; look whether it fits NT 4.0`),
    ...byHand.map(({ name, todo }) => `by hand: ${name}, ${todo}`),
    ...(missing.length + unknown.length + byHand.length === 0 ? ['The scan leaves nothing open.'] : []),
  ];
}

/** The outcome as lines for a terminal. */
export function trialLines(
  { authority, notTried, accounts }: BlankPasswordTrials,
  width: number,
): readonly string[] {
  const title = `Empty passwords of ${escapeText(authority)}`;
  if (notTried !== undefined) return wrap(`${title}: not tried, because ${escapeText(notTried)}.`, width);
  const rows = accounts.map(({ rid, name, result, reason }) => [
    escapeText(name),
    String(rid),
    resultWords[result] + (reason === undefined ? '' : `: ${escapeText(reason)}`),
  ]);
  return [
    title,
    ...columns(rows, width),
    ...(accounts.some(({ result }) => result === 'taken')
      ? whatToDo.flatMap((line) => wrap(line, width))
      : []),
  ];
}

const resultWords: Readonly<Record<Trial['result'], string>> = {
  taken: 'empty: everybody can log on with it',
  refused: 'not empty',
  'cannot-tell': 'cannot tell',
  'not-tried': 'not tried',
};

const whatToDo = [
  'Give each account with an empty password one, at the console: net user NAME * (on a domain controller net user NAME * /domain).',
  'Or disable it: net user NAME /active:no. What logs on with it, such as a service, needs the new password too.',
];
