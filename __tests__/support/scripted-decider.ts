import { UnansweredError } from '../../src/errors.js';
import type { Decider } from '../../src/wizard/decider.js';

/** A decider that knows only the answers given to it; a question too many fails the test. */
export function scriptedDecider(answers: Partial<Decider> = {}): Decider {
  const unanswered = (question: string) => (): Promise<never> =>
    Promise.reject(new UnansweredError(`Nobody scripted an answer to ${question}.`));
  return {
    given: {},
    optionsOf: () => undefined,
    facts: () => Promise.resolve({}),
    review: () => Promise.resolve('go'),
    step: unanswered('step'),
    refused: () => 'leave',
    attest: unanswered('attest'),
    consent: unanswered('consent'),
    rest: () => Promise.resolve(undefined),
    trouble: unanswered('trouble'),
    recover: unanswered('recover'),
    wait: unanswered('wait'),
    restart: unanswered('restart'),
    contact: unanswered('contact'),
    password: unanswered('password'),
    ...answers,
  };
}
