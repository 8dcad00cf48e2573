import { defined } from '../defined.js';
import type { Step } from '../model/step.js';
import { UnansweredError } from '../errors.js';
import { readPasswordFile } from '../files/password-file.js';
import type { Answers, StepAnswer } from './answers.js';
import type { Decider, Overrides, StepDecision, StepPage } from './decider.js';
import { isWait } from '../engine/gate.js';

export interface Following {
  readonly answers: Answers;
  /** Given with --yes: what the answers do not mention is applied with its defaults. */
  readonly yes: boolean;
  readonly overrides?: Overrides;
  /** Given with --put-back: what somebody changed since it was settled is put back. */
  readonly putBack?: boolean;
  /** Told when others may read a password file. */
  warn(line: string): void;
}

/** A decider for sessions without a terminal: what is not answered is an error that names the missing answer. */
export function followAnswers({ answers, yes, overrides = {}, putBack = false, warn }: Following): Decider {
  const answerOf = (id: string): StepAnswer | undefined => answers.steps[id];
  return {
    given: answers.facts,
    optionsOf: (step) => answerOf(step.id)?.options,
    facts: () => Promise.resolve(answers.facts),
    review: () => Promise.resolve('go'),
    step: (page) => Promise.resolve(decide(page, answerOf(page.finding.step.id), { yes, putBack })),
    refused: () => 'leave',
    attest(step) {
      if (answerOf(step.id)?.attest === true) return Promise.resolve(true);
      return Promise.reject(
        missing(`steps.${step.id}.attest: true`, 'the operator has to give their word for it'),
      );
    },
    consent(step, server) {
      if (answers.consent === server) return Promise.resolve(true);
      const why = `${step.id} is ${step.reversibility === 'irreversible' ? 'irreversible' : 'risky'}`;
      return Promise.reject(missing(`consent: ${server}`, why));
    },
    rest: (step) => Promise.resolve(answerOf(step.id)?.rest),
    trouble: () => Promise.resolve('leave'),
    recover: () => Promise.resolve('finish'),
    wait(_stage, gate, canLetPass) {
      const reason = isWait(gate) ? overrides.soak : overrides.order;
      if (reason !== undefined) return Promise.resolve({ decision: 'override', reason });
      const pass = answers.letSoakPass && canLetPass && gate.why === 'soak';
      return Promise.resolve({ decision: pass ? 'let-pass' : 'stop' });
    },
    restart: (_steps, by) => Promise.resolve(answers.restart && by === 'target' ? 'by-target' : 'no'),
    contact: () => Promise.resolve(answers.contact ?? {}),
    async password(id) {
      const path = answerOf(id)?.passwordFile;
      if (path === undefined) throw missing(`steps.${id}.passwordFile`, 'it asks for a password');
      return readPasswordFile({ path, option: `steps.${id}.passwordFile`, warn });
    },
  };
}

function decide(
  page: StepPage,
  answer: StepAnswer | undefined,
  { yes, putBack }: { readonly yes: boolean; readonly putBack: boolean },
): StepDecision {
  const { step, state, changes, reason } = page.finding;
  // Somebody may have had a reason: nothing is put back that nobody asked to be
  if (page.drift !== undefined && answer?.do !== 'waive') {
    return { decision: putBack || answer?.do === 'put-back' ? 'apply' : 'skip' };
  }
  if (answer === undefined && !yes) throw missing(`steps.${step.id}.do`, 'it needs a decision');
  if (answer?.do === 'skip') return { decision: 'skip' };
  if (answer?.do === 'waive') {
    if (answer.reason === undefined) throw missing(`steps.${step.id}.reason`, 'a waiver needs one');
    return {
      decision: 'waive',
      reason: answer.reason,
      ...defined({ until: answer.until }),
    };
  }
  if (
    state === 'needs-operator' &&
    changes.length === 0 &&
    answer?.options === undefined &&
    reason !== undefined
  ) {
    throw missing(`steps.${step.id}.options (${requiredOptions(step).join(', ')})`, reason);
  }
  return { decision: 'apply' };
}

/** Options without a default, by asking the schema what it misses. */
function requiredOptions(step: Step): readonly string[] {
  const result = step.options.safeParse({});
  if (result.success) return [];
  return [...new Set(result.error.issues.map((issue) => String(issue.path[0] ?? '')))];
}

const missing = (answer: string, why: string): UnansweredError =>
  new UnansweredError(
    `No answer to ${answer}: ${why}. Give it in a file with --answers FILE, or run Batten in a terminal. ` +
      'What was done so far is journalled.',
    { answer: `${answer}: ${why}` },
  );
