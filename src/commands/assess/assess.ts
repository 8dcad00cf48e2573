import { defined } from '../../defined.js';
import { assess as assessSteps, resourcesOf } from '../../engine/assess.js';
import type { Finding } from '../../engine/finding.js';
import type { Step } from '../../model/step.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { foldJournal } from '../../journal/history.js';
import { kindOf } from '../../model/kind.js';
import { patches } from '../../patches/catalogue.js';
import type { Installed } from '../../patches/missing.js';
import type { ScanMatch } from '../../patches/scan/match-scan.js';
import { resourceOfPatch } from '../../resources/software/patches.js';
import { columns } from '../../terminal/layout.js';
import { chooseSteps } from '../../../steps/catalogue.js';
import type { Context } from '../../connect/context.js';
import { readServer } from '../../connect/open-server.js';
import { recordScan, scanLines } from './record-scan.js';
import { mustReachByNetwork, trialLines, tryBlankPasswords } from './try-blank-passwords.js';
import { neverAsked, workstationDrivers } from '../../connect/workstation-drivers.js';

const words: Readonly<Record<Finding['state'], string>> = {
  satisfied: 'satisfied',
  partly: 'partly',
  'needs-changes': 'needs changes',
  'needs-operator': 'needs the operator',
  'not-applicable': 'not applicable',
  unknown: 'unknown',
};

export interface AssessOptions {
  /** A file that MBSA or hfnetchk wrote. */
  readonly scan?: string;
  /** Whether each enabled account is logged on with once, with an empty password. */
  readonly tryBlankPasswords: boolean;
  /** Also the steps that the article does not ask for. */
  readonly beyond: boolean;
}

/** Reads everything and changes nothing on the server: a finding a step. A scan is recorded in the state folder first. */
export async function assessServer(
  { scan, beyond, tryBlankPasswords: tries }: AssessOptions,
  context: Context,
): Promise<ExitCode> {
  if (tries) mustReachByNetwork(context.globals.target ?? 'lab:');
  const steps = chooseSteps(beyond);
  const { terminal, globals } = context;
  const drivers = await workstationDrivers(neverAsked);
  const server = await readServer(globals.target ?? 'lab:', context, drivers);
  try {
    const { facts, access, target, records, asks } = server;
    const { steps: done } = foldJournal(records);
    const look = (chosen: readonly Step[]): Promise<readonly Finding[]> =>
      assessSteps(chosen, (step) => done.get(step.id)?.options, facts, access);
    const asking = steps.some((step) =>
      resourcesOf(step, done.get(step.id)?.options, facts).some(
        (resource) => asks(resource) === 'to read and write',
      ),
    );
    // Nothing may be drawn while somebody is asked
    let findings =
      terminal.interactive && asking
        ? await look(steps)
        : await terminal.wait(`Reading ${facts.name}`, () => look(steps));
    const match =
      scan === undefined ? undefined : await recordScan(scan, server, records, installedIn(findings));
    if (match !== undefined) {
      const [anew] = await look(steps.filter(({ id }) => id === 'missing-hotfix-scan'));
      findings = findings.map((finding) => (finding.step.id === anew?.step.id ? anew : finding));
    }
    const trials = tries ? await tryBlankPasswords(target, context) : undefined;
    if (globals.json) {
      const server = { name: facts.name, target: target.url, simulated: target.simulated, facts };
      context.write(
        JSON.stringify(
          {
            schema: 'batten/assess/1',
            server,
            findings: findings.map(asJson),
            ...(match !== undefined && { scan: scanAsJson(match) }),
            ...defined({ blankPasswords: trials }),
          },
          null,
          2,
        ),
      );
    } else {
      const rows = findings.map((finding) => [finding.step.id, words[finding.state], summary(finding)]);
      terminal.say(`${facts.name}  (${target.label})`, '', ...columns(rows, terminal.width));
      if (match !== undefined) terminal.say('', `Scan ${scan ?? ''}`, ...scanLines(match));
      if (trials !== undefined) terminal.say('', ...trialLines(trials, terminal.width));
    }
    const open = findings.some(({ state }) => state !== 'satisfied' && state !== 'not-applicable');
    const empty = trials?.accounts.some(({ result }) => result === 'taken') === true;
    return open || empty ? exitCode.findingsRemain : exitCode.done;
  } finally {
    await server.close();
  }
}

/** Which packages the findings saw; what is only contained in another is not counted. */
function installedIn(findings: readonly Finding[]): Installed {
  const seen = new Map<string, 'installed'>();
  for (const { expectation, reading } of findings.flatMap(({ checks }) => checks)) {
    const { resource } = expectation;
    if (resource.kind !== 'software' || reading.state !== 'present' || !expectation.met(reading)) continue;
    const patch = patches.find((one) => resourceOfPatch(one).key === resource.key);
    if (patch !== undefined) seen.set(patch.id, 'installed');
  }
  return seen;
}

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

const asJson = ({ step, state, reason, options, scope, checks, changes }: Finding): object => ({
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

const scanAsJson = ({ missing, superseded, unknown, byHand }: ScanMatch): object => ({
  missing: missing.map(({ id }) => id),
  superseded: superseded.map(({ patch, by }) => ({ patch: patch.id, by: by.id })),
  unknown,
  byHand: byHand.map(({ name }) => name),
});
