import { defined } from '../defined.js';
import type { Facts } from '../model/facts.js';
import { UsageError } from '../errors.js';
import type { Expectation } from '../model/expectation.js';
import { kindOf } from '../model/kind.js';
import { canonical, type Json, type Reading, type Settable } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import { firstObjection, type Access } from '../model/access.js';
import type { Step } from '../model/step.js';

export type FindingState = 'satisfied' | 'needs-changes' | 'needs-operator' | 'not-applicable' | 'unknown';

/** One expectation held against what was read. */
export interface Check {
  readonly expectation: Expectation;
  readonly reading: Reading;
  /** Undefined where the resource could not be read. */
  readonly met: boolean | undefined;
  /** Why it must not be changed on this server, although it is unmet. */
  readonly objection?: string;
  /** True where it counts as met because of other readings, whatever its own says. */
  readonly moot?: boolean;
}

/** One resource that goes from a reading before to a value after. */
export interface Change {
  readonly resource: Resource;
  readonly before: Settable;
  readonly after: Settable;
  readonly words: string;
  /** The key of the resource that leads its unit, where it belongs to one. */
  readonly together?: string;
}

/** The result of assessing one step. */
export interface Finding {
  readonly step: Step;
  readonly options: Readonly<Record<string, Json>>;
  readonly state: FindingState;
  /** Said for not-applicable, unknown, and needs-operator without details. */
  readonly reason?: string;
  readonly checks: readonly Check[];
  /** What applying the step would do, in its order; nothing for what cannot be read or is objected to. */
  readonly changes: readonly Change[];
  /** True where the changes must not be made over this way to the server; the reason says why. A person makes them. */
  readonly barred?: boolean;
}

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
  const applies = step.appliesTo(facts);
  if (applies !== true) return { ...nothing, verdict: { state: 'not-applicable', reason: applies } };
  let options: Readonly<Record<string, Json>>;
  try {
    options = step.parseOptions(given);
  } catch (error) {
    // Without details of the operator's the step cannot even be looked for; options that were given must fit.
    if (!(error instanceof UsageError) || given !== undefined) throw error;
    return { ...nothing, verdict: { state: 'needs-operator', reason: 'its details are not given yet' } };
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
    // What discovery could not find out is asked of the operator; the other steps go on.
    if (!(error instanceof UsageError)) throw error;
    return { ...nothing, options, verdict: { state: 'needs-operator', reason: error.message } };
  }
}

function conclude(asked: Asked, facts: Facts, found: (resource: Resource) => Reading | undefined): Finding {
  const { step, options, verdict } = asked;
  if (verdict !== undefined) return { step, options, ...verdict, checks: [], changes: [] };
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
  const blind = checks.find((check) => check.reading.state === 'unreadable');
  const state = stateOf(changes, checks);
  return {
    step,
    options,
    state,
    checks,
    changes,
    ...(state === 'unknown' && blind?.reading.state === 'unreadable' && { reason: blind.reading.reason }),
  };
}

function stateOf(changes: readonly Change[], checks: readonly Check[]): FindingState {
  if (changes.some((change) => kindOf(change.resource).doneBy === 'operator')) return 'needs-operator';
  if (changes.length > 0) return 'needs-changes';
  if (checks.some((check) => check.met === undefined)) return 'unknown';
  return checks.some((check) => check.objection !== undefined) ? 'needs-operator' : 'satisfied';
}

/**
 * Expectations on one resource add up to one change, in the place of the first. Of a unit that cannot be changed as a
 * whole nothing is.
 */
function planChanges(checks: readonly Check[]): readonly Change[] {
  const changes = new Map<string, Change>();
  const broken = new Set(
    checks.flatMap(({ expectation: { together }, met, objection }) =>
      together !== undefined && (met === undefined || objection !== undefined) ? [together] : [],
    ),
  );
  for (const { expectation, reading, objection, moot } of checks) {
    const { resource, words, together } = expectation;
    if (reading.state === 'unreadable' || objection !== undefined || moot === true) continue;
    if (together !== undefined && broken.has(together)) continue;
    const sofar = changes.get(resource.key);
    const from = sofar?.after ?? reading;
    if (expectation.met(from)) continue;
    const after = expectation.aim(from);
    changes.set(resource.key, {
      resource,
      before: reading,
      after,
      words: sofar === undefined ? words : `${sofar.words}, ${words}`,
      ...defined({ together }),
    });
  }
  return makersFirst(
    [...changes.values()].filter((change) => canonical(change.before) !== canonical(change.after)),
  );
}

/** What is absent comes before what lies in it: the first write inside would bring it about, and the plan be wrong. */
function makersFirst(changes: readonly Change[]): readonly Change[] {
  const makes = ({ resource, before }: Change): boolean =>
    before.state === 'absent' && changes.some((other) => kindOf(resource).holds(resource, other.resource));
  return [...changes.filter(makes), ...changes.filter((change) => !makes(change))];
}
