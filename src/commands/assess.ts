import { steps } from '../../steps/index.js';
import { assess as assessSteps, type Finding } from '../engine/assess.js';
import { exitCode, type ExitCode } from '../errors.js';
import { readJournal } from '../journal/file.js';
import { tell } from '../journal/history.js';
import { journalPath } from '../journal/servers.js';
import { kindOf } from '../resources/kind.js';
import { columns } from '../terminal/layout.js';
import { readPasswordFile } from '../wizard/follow-answers.js';
import type { Surroundings } from './globals.js';
import { readServer } from './open-server.js';
import { workstationDrivers } from './workstation-drivers.js';

const words: Readonly<Record<Finding['state'], string>> = {
  satisfied: 'satisfied',
  'needs-changes': 'needs changes',
  'needs-operator': 'needs the operator',
  'not-applicable': 'not applicable',
  unknown: 'unknown',
};

/** Reads everything and changes nothing: a finding a step. */
export async function assess(around: Surroundings): Promise<ExitCode> {
  const { terminal, globals } = around;
  const drivers = await workstationDrivers({ password: readPasswordFile });
  const server = await readServer(globals.target ?? 'lab:', around, drivers);
  try {
    const { facts, access, target, folder } = server;
    const { steps: done } = tell((await readJournal(journalPath(folder))).records);
    const findings = await terminal.wait(`Reading ${facts.name}`, () =>
      assessSteps(steps, (step) => done.get(step.id)?.options, facts, access),
    );
    if (globals.json) {
      const server = { name: facts.name, target: target.url, simulated: target.simulated, facts };
      around.write(
        JSON.stringify({ schema: 'batten/assess/1', server, findings: findings.map(asJson) }, null, 2),
      );
    } else {
      const rows = findings.map((finding) => [finding.step.id, words[finding.state], summary(finding)]);
      terminal.say(`${facts.name}  (${target.label})`, '', ...columns(rows, terminal.width));
    }
    const open = findings.some(({ state }) => state !== 'satisfied' && state !== 'not-applicable');
    return open ? exitCode.findingsRemain : exitCode.done;
  } finally {
    await server.close();
  }
}

function summary({ reason, checks }: Finding): string {
  const unmet = checks.filter((check) => check.met !== true);
  const [first] = unmet;
  if (first === undefined) return reason ?? '';
  const kind = kindOf(first.expectation.resource);
  const { name } = kind.describe(first.expectation.resource);
  const more = unmet.length > 1 ? `, and ${unmet.length - 1} more` : '';
  return first.met === undefined ? (reason ?? '') : `${name}: ${kind.show(first.reading)}${more}`;
}

const asJson = ({ step, state, reason, options, checks, changes }: Finding): object => ({
  step: step.id,
  stage: step.stage,
  title: step.title,
  state,
  ...(reason !== undefined && { reason }),
  options,
  checks: checks.map(({ expectation: { resource, words }, reading, met, objection }) => ({
    ...{ resource, expects: words, reading, met: met ?? null },
    ...(objection !== undefined && { objection }),
  })),
  changes: changes.map(({ resource, before, after }) => ({ resource, before, after })),
});
