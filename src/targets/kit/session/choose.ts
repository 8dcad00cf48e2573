import type { Finding } from '../../../engine/finding.js';
import { gateOf, soakDaysOf } from '../../../engine/gate.js';
import { restartsBefore } from '../../../engine/in-force.js';
import { foldJournal } from '../../../journal/history.js';
import { converge } from '../../../engine/converge.js';
import { kindOf } from '../../../model/kind.js';
import { kitKinds } from '../kinds/index.js';
import { gateSentence } from '../../../engine/gate-sentence.js';
import type { JournalRecord } from '../../../journal/record.js';
import type { Clock } from '../../../model/clock.js';
import { workstationKinds } from '../../workstation/kinds.js';

/** What becomes of each step when a kit is made. */
export interface KitChoice {
  readonly apply: readonly Finding[];
  readonly satisfied: readonly Finding[];
}

/** A step that is not on the kit. */
export interface Left {
  readonly step: string;
  readonly why: string;
}

/** What the choice hangs on, beside the findings. */
export interface Choosing {
  readonly records: readonly JournalRecord[];
  readonly clock: Clock;
  /** The server's name. */
  readonly server: string;
  /** Steps that the answers file skips or waives. */
  readonly declined: ReadonlySet<string>;
  /** True where the steps were named one by one: what is all done by hand then goes on the checklist. */
  readonly named: boolean;
}

/** Which findings a kit carries, which need nothing, and which are left with the reason why. */
export function chooseForKit(
  findings: readonly Finding[],
  { records, clock, server, declined, named }: Choosing,
): { readonly chosen: KitChoice; readonly left: readonly Left[] } {
  const history = foldJournal(records);
  const seen = new Map(findings.map((finding) => [finding.step.id, finding]));
  const stands = converge(history, seen, clock.now());
  const isClosed = (id: string): boolean => stands.steps.get(id)?.closed === true;
  const soakDays = soakDaysOf(history);
  const [apply, satisfied, left]: [Finding[], Finding[], Left[]] = [[], [], []];
  const taken = new Map<string, string>();
  for (const finding of findings) {
    const { step, changes, state, reason } = finding;
    const leave = (why: string): void => {
      left.push({ step: step.id, why });
    };
    const notInForce = [
      ...history.awaitingRestart.map((one) => one.step),
      ...apply.filter((one) => one.step.effect !== 'at once').map((one) => one.step.id),
    ];
    const waits = restartsBefore(step, notInForce);
    const gate = gateOf(step.stage, stands, clock, soakDays);
    if (isClosed(step.id)) continue;
    if (history.carried.some((change) => change.step === step.id))
      leave('it is on a kit whose results are not back');
    else if (!gate.open) leave(gateSentence(step.stage, gate));
    else if (declined.has(step.id)) leave('the answers say so');
    else if (state === 'not-applicable') satisfied.push(finding);
    else if (state === 'satisfied' && finding.checks.every((check) => !isByWord(check.expectation.resource)))
      satisfied.push(finding);
    else if (changes.length === 0) leave(reason ?? objectionOf(finding) ?? "it wants the operator's word");
    else if (changes.some(({ resource }) => isByWord(resource)))
      leave(`it wants the operator's word: batten harden --target hand:${server} --step ${step.id}`);
    else if (!named && !changes.some(({ resource }) => kitKinds.has(resource.kind)))
      leave('all of it is done by hand; name it with --step to have it on a checklist');
    else if ((step.needs ?? []).some((need) => !isClosed(need) && !onKit(apply, need)))
      leave(`it stands on ${(step.needs ?? []).join(', ')}`);
    else if (waits.length > 0) leave(`it waits for a restart that puts ${waits.join(', ')} in force`);
    else {
      const shared = changes.find(({ resource }) => taken.has(resource.key));
      if (shared !== undefined)
        leave(`${taken.get(shared.resource.key) ?? ''} changes the same: it comes with the next kit`);
      else {
        for (const { resource } of changes) taken.set(resource.key, step.id);
        apply.push(finding);
      }
    }
  }
  return { chosen: { apply, satisfied }, left };
}

const onKit = (apply: readonly Finding[], id: string): boolean => apply.some(({ step }) => step.id === id);

const isByWord = (resource: { readonly kind: string }): boolean => {
  const local: readonly string[] = workstationKinds;
  return local.includes(resource.kind) || kindOf(resource).byWord === true;
};

const objectionOf = ({ checks }: Finding): string | undefined =>
  checks.find(({ objection }) => objection !== undefined)?.objection;
