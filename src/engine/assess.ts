import type { Facts } from '../model/facts.js';
import { UsageError } from '../errors.js';
import type { Expectation } from '../model/expectation.js';
import { kindOf } from '../model/kind.js';
import type { Json, Reading } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import { firstObjection, type Access } from '../model/access.js';
import type { Scope, Step } from '../model/step.js';
import type { Check, Finding, FindingState } from './finding.js';
import { planChanges } from './plan-changes.js';
import { verdictOf } from './verdict.js';

/** The options to assess a step with, as somebody gave them; undefined takes the defaults. */
export type OptionsOf = (step: Step) => unknown;

/** Reads everything the steps ask about, in one go, and changes nothing. @throws TargetError */
export async function assess(
  steps: readonly Step[],
  optionsOf: OptionsOf,
  facts: Facts,
  access: Access,
): Promise<readonly Finding[]> {
  const asked = steps.map((step) => ask(step, optionsOf(step), facts));
  const resources = new Map<string, Resource>();
  for (const one of asked) for (const resource of one.resources) resources.set(resource.key, resource);
  const wanted = [...resources.values()];
  const readings = await access.read(wanted);
  const found = new Map(wanted.map((resource, index) => [resource.key, readings[index]]));
  const findings: Finding[] = [];
  for (const one of asked) {
    findings.push(
      await bar(
        conclude(one, facts, (resource) => found.get(resource.key)),
        access,
      ),
    );
  }
  return findings;
}

async function bar(finding: Finding, access: Access): Promise<Finding> {
  const objection = await firstObjection(finding.changes, access);
  if (objection === undefined) return finding;
  const { name } = kindOf(objection.write.resource).describe(objection.write.resource);
  const reason = `not from here, because of ${name}: ${objection.reason}`;
  return { ...finding, state: 'needs-operator', reason, barred: true };
}

/** What assessing a step would read; nothing where it does not apply or its details are not known. */
export const resourcesOf = (step: Step, given: unknown, facts: Facts): readonly Resource[] =>
  ask(step, given, facts).resources;

interface Asked {
  readonly step: Step;
  readonly options: Readonly<Record<string, Json>>;
  readonly expectations: readonly Expectation[];
  readonly resources: readonly Resource[];
  readonly verdict?: { readonly state: FindingState; readonly reason: string };
}

function ask(step: Step, given: unknown, facts: Facts): Asked {
  const nothing = { step, options: {}, expectations: [], resources: [] };
  try {
    const applies = step.appliesTo(facts);
    if (applies !== true) return { ...nothing, verdict: { state: 'not-applicable', reason: applies } };
  } catch (error) {
    return { ...nothing, verdict: ownFailure(error) };
  }
  let options: Readonly<Record<string, Json>>;
  try {
    options = step.parseOptions(given);
  } catch (error) {
    // Without details of the operator's the step cannot even be looked for
    const reason = isNothing(given) ? 'its details are not given yet' : ownFailure(error).reason;
    return { ...nothing, verdict: { state: 'needs-operator', reason } };
  }
  try {
    const expectations = step.expects(options, facts);
    const observed = step.observes(options, facts);
    return {
      step,
      options,
      expectations,
      resources: [...expectations.map((one) => one.resource), ...observed],
    };
  } catch (error) {
    return { ...nothing, options, verdict: ownFailure(error) };
  }
}

/** A step that was never begun has no options on record. */
const isNothing = (given: unknown): boolean =>
  given === undefined || (typeof given === 'object' && given !== null && Object.keys(given).length === 0);

/**
 * What one step cannot be assessed for is its own affair: the other steps go on. What discovery could not find out is
 * asked of the operator; an odd value of the server's leaves the step unknown.
 */
function ownFailure(error: unknown): { readonly state: FindingState; readonly reason: string } {
  const words = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
  if (error instanceof UsageError) return { state: 'needs-operator', reason: words };
  return { state: 'unknown', reason: `it cannot be judged on this server: ${words}` };
}

/** Never throws for what a step or a kind makes of the readings. */
function conclude(asked: Asked, facts: Facts, found: (resource: Resource) => Reading | undefined): Finding {
  const { step, options } = asked;
  try {
    return judgeStep(asked, facts, found);
  } catch (error) {
    return { step, options, ...ownFailure(error), scope: noScope, checks: [], changes: [] };
  }
}

function judgeStep(asked: Asked, facts: Facts, found: (resource: Resource) => Reading | undefined): Finding {
  const { step, options, verdict } = asked;
  if (verdict !== undefined) return { step, options, ...verdict, scope: noScope, checks: [], changes: [] };
  const absence = step.absence(found, facts);
  if (absence !== undefined) {
    return {
      step,
      options,
      state: 'not-applicable',
      reason: absence,
      scope: noScope,
      checks: [],
      changes: [],
    };
  }
  const objections = new Map(
    step.objections(found, options, facts).map((objection) => [objection.resource.key, objection]),
  );
  const checks = asked.expectations.map((expectation): Check => {
    const { resource } = expectation;
    const reading: Reading = found(resource) ?? { state: 'unreadable', reason: 'it was not read' };
    const met = reading.state === 'unreadable' ? undefined : expectation.met(reading);
    const objection = met === true ? undefined : objections.get(resource.key);
    if (objection?.moot === true) return { expectation, reading, met: true, moot: true };
    return { expectation, reading, met, ...(met === false && objection && { objection: objection.reason }) };
  });
  const changes = planChanges(checks);
  const scope = step.scope(options, facts, found);
  return { step, options, ...verdictOf(checks, changes, scope), scope, checks, changes };
}

const noScope: Scope = { looked: [], left: [] };
