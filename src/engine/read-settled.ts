import type { StepHistory } from '../journal/history.js';
import type { Access } from '../model/access.js';
import type { Facts } from '../model/facts.js';
import type { Reading } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import type { Step } from '../model/step.js';
import { assess } from './assess.js';
import type { Finding } from './finding.js';

/** What a look at a server's settled steps works with. */
export interface Looking {
  readonly facts: Facts;
  readonly access: Access;
  /** Whether reading it asks the operator: nobody is sent to the console for an overview. */
  asks(resource: Resource): boolean;
}

/** Assesses what the journal holds for done, each step with the options that it was applied with. @throws TargetError */
export async function readSettled(
  steps: readonly Step[],
  history: ReadonlyMap<string, StepHistory>,
  { facts, access, asks }: Looking,
): Promise<Map<string, Finding>> {
  const done = steps.filter(({ id }) => isDone(history.get(id)));
  const findings = await assess(
    done,
    ({ id }) => history.get(id)?.options,
    facts,
    withoutAsking(access, asks),
  );
  return new Map(findings.map((finding) => [finding.step.id, finding]));
}

const isDone = (step: StepHistory | undefined): boolean =>
  step?.outcome !== undefined &&
  ['verified', 'attested', 'not-applicable', 'partly', 'drifted'].includes(step.outcome);

function withoutAsking(access: Access, asks: (resource: Resource) => boolean): Access {
  const unasked: Reading = { state: 'unreadable', reason: 'only the operator sees it' };
  return {
    ...access,
    async read(resources) {
      const readable = resources.filter((resource) => !asks(resource));
      const readings = readable.length === 0 ? [] : await access.read(readable);
      const found = new Map(readable.map((resource, index) => [resource.key, readings[index]]));
      return resources.map((resource) => found.get(resource.key) ?? unasked);
    },
  };
}
