import type { Facts } from '../model/facts.js';
import type { Access } from '../model/access.js';
import { kindOf } from '../model/kind.js';
import type { StepOutcome } from '../model/outcome.js';
import { assess } from './assess.js';
import type { Finding } from './finding.js';

interface EndByReading {
  readonly outcome: StepOutcome;
  /** What is left, or was not looked at. */
  readonly detail?: string | undefined;
}

/**
 * How a step ended all of whose changes took: everything that it expects is read once more, and that reading decides, on a
 * server that answers and in what a kit brought back alike. @throws TargetError
 */
export async function endByReading(
  made: 'verified' | 'attested',
  { step, options }: Pick<Finding, 'step' | 'options'>,
  facts: Facts,
  access: Access,
): Promise<EndByReading> {
  const [finding] = await assess([step], () => options, facts, access);
  return endOf(made, finding);
}

function endOf(made: 'verified' | 'attested', finding: Finding | undefined): EndByReading {
  if (finding === undefined) return { outcome: 'partly', detail: 'it was not read back' };
  const { state, checks, reason } = finding;
  if (state === 'satisfied' || (state === 'partly' && checks.every(({ met }) => met === true))) {
    const byWord = checks.some(({ expectation }) => kindOf(expectation.resource).byWord === true);
    return { outcome: byWord ? 'attested' : made, detail: reason };
  }
  return { outcome: 'partly', detail: reason ?? whatIsLeft(finding) };
}

/** What is not as the step wants it, and why it was left. */
function whatIsLeft({ checks }: Finding): string | undefined {
  const unmet = checks.filter(({ met }) => met === false);
  const [first] = unmet;
  if (first === undefined) return undefined;
  const kind = kindOf(first.expectation.resource);
  const { name } = kind.describe(first.expectation.resource);
  const more = unmet.length > 1 ? `, and ${unmet.length - 1} more` : '';
  const why = first.objection?.replace(/\.$/, '') ?? `it is ${kind.show(first.reading)}`;
  return `${name} was left: ${why}${more}`;
}
