import { defined } from '../defined.js';
import type { Answers, StepAnswer } from './answers.js';
import type { Decider } from './decider.js';

/** Notes every decision on its way through, so that the session can be replayed from an answers file. */
export function rememberAnswers(
  decider: Decider,
  given: Answers,
): { readonly decider: Decider; remembered(): Answers } {
  let answers: Answers = given;
  const note = (id: string, answer: Partial<StepAnswer>): void => {
    const sofar = answers.steps[id] ?? { do: 'apply', attest: false };
    answers = { ...answers, steps: { ...answers.steps, [id]: { ...sofar, ...answer } } };
  };
  return {
    remembered: () => answers,
    decider: {
      ...decider,
      async facts(asked, lookUp) {
        const facts = await decider.facts(asked, lookUp);
        answers = { ...answers, facts: { ...answers.facts, ...facts } };
        return facts;
      },
      async step(page) {
        const decision = await decider.step(page);
        const { step, options } = page.finding;
        if (decision.decision === 'apply') {
          note(step.id, { do: 'apply', ...(Object.keys(options).length > 0 && { options }) });
        }
        // To leave what somebody changed is no decision about the step
        if (decision.decision === 'skip' && page.drift === undefined) note(step.id, { do: 'skip' });
        if (decision.decision === 'waive') {
          const { reason, until } = decision;
          note(step.id, { do: 'waive', reason, ...defined({ until }) });
        }
        return decision;
      },
      async rest(step, left) {
        const rest = await decider.rest(step, left);
        if (rest !== undefined) note(step.id, { rest });
        return rest;
      },
      async attest(step, statements) {
        const attest = await decider.attest(step, statements);
        note(step.id, { attest });
        return attest;
      },
      async consent(step, server) {
        const consents = await decider.consent(step, server);
        if (consents) answers = { ...answers, consent: server };
        return consents;
      },
      async wait(stage, gate, canLetPass) {
        const decision = await decider.wait(stage, gate, canLetPass);
        if (decision.decision === 'let-pass') answers = { ...answers, letSoakPass: true };
        return decision;
      },
      async restart(steps, by) {
        const decision = await decider.restart(steps, by);
        if (decision === 'by-target' && by === 'target') answers = { ...answers, restart: true };
        return decision;
      },
    },
  };
}
