import { defined } from '../../defined.js';
import { assess as assessSteps, resourcesOf } from '../../engine/assess.js';
import type { Finding } from '../../engine/finding.js';
import type { Step } from '../../model/step.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { foldJournal } from '../../journal/history.js';
import { chooseSteps } from '../../../steps/catalogue.js';
import type { Context } from '../../connect/context.js';
import { readServer } from '../../connect/open-server.js';
import { neverAsked, workstationDrivers } from '../../connect/workstation-drivers.js';
import { findingDocument, findingLines, scanDocument, scanLines, trialLines } from './messages.js';
import { installedIn, recordScan } from './record-scan.js';
import { mustReachByNetwork, tryBlankPasswords } from './try-blank-passwords.js';

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
            findings: findings.map(findingDocument),
            ...(match !== undefined && { scan: scanDocument(match) }),
            ...defined({ blankPasswords: trials }),
          },
          null,
          2,
        ),
      );
    } else {
      terminal.say(`${facts.name}  (${target.label})`, '', ...findingLines(findings, terminal.width));
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
