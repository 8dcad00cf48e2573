import { contact, type Contact } from '../certificates/request/contact.js';
import { passwordProblem } from '../certificates/key/password.js';
import type { Finding } from '../engine/finding.js';
import type { Interrupted } from '../engine/recover.js';
import { InterruptedError } from '../errors.js';
import type { Step } from '../model/step.js';
import { kindOf } from '../model/kind.js';
import { wrap } from '../terminal/layout.js';
import { askNewPassword } from '../terminal/new-password.js';
import { back, type Terminal } from '../terminal/port.js';
import type { Answers } from './answers.js';
import type { AfterTrouble, Decider, Overrides, RestartDecision, RestartedBy } from './decider.js';
import { isWait } from '../engine/gate.js';
import { askFacts } from './fact-questions.js';
import { askReason, askStep } from './ask-step.js';
import { explainLines } from './screens/explain.js';

/** A decider that asks the operator; answers that were given beforehand serve as defaults for the options. */
export function askOperator(terminal: Terminal, answers: Answers, overrides: Overrides = {}): Decider {
  return {
    given: answers.facts,
    optionsOf: (step) => answers.steps[step.id]?.options,
    async facts(asked, lookUp) {
      const open = asked.filter(({ member }) => answers.facts[member] === undefined);
      return { ...answers.facts, ...(open.length > 0 && (await askFacts(terminal, open, lookUp))) };
    },
    review: (_stage, findings) => review(terminal, findings),
    step: (page) => askStep(terminal, page),
    refused: () => 'ask-again',
    async attest(step, statements) {
      for (const [index, statement] of statements.entries()) {
        // The prompt itself would break a long sentence in the middle of a word.
        terminal.say('', ...wrap(`${index + 1} of ${statements.length}  ${statement}`, terminal.width));
        const question = { message: 'Is it so?', answer: `steps.${step.id}.attest` };
        if ((await terminal.confirm(question, false)) !== true) return false;
      }
      return true;
    },
    async consent(step, server) {
      const typed = await terminal.text({
        message: `${step.id} is ${step.reversibility === 'irreversible' ? 'irreversible' : 'risky'}. Type the server's name to go on`,
        answer: 'consent',
        help: ['A wrong name, or nothing, leaves the server as it is.'],
      });
      return typed !== back && typed.trim().toUpperCase() === server.toUpperCase();
    },
    rest: (step, left) => rest(terminal, step, left),
    trouble: (finding) => trouble(terminal, finding),
    recover: (found) => recover(terminal, found),
    async wait(_stage, gate, canLetPass) {
      const wait = isWait(gate);
      const given = wait ? overrides.soak : overrides.order;
      if (given !== undefined) return { decision: 'override', reason: given };
      const pass = canLetPass && gate.why === 'soak';
      const answer = wait ? '--override-soak' : '--override-order';
      const choice = await terminal.select({ message: 'What now?', answer }, [
        { value: 'stop', name: 'Stop here', hint: 'batten goes on from here later' },
        ...(pass ? [{ value: 'let-pass', name: 'Let the days pass', hint: 'on the lab only' } as const] : []),
        wait
          ? { value: 'override', name: 'Do not wait', hint: 'with a reason, which is recorded' }
          : { value: 'override', name: 'Go on out of order', hint: 'what is open stays open; with a reason' },
      ]);
      if (choice === 'let-pass') return { decision: 'let-pass' };
      if (choice !== 'override') return { decision: 'stop' };
      const reason = await askReason(
        terminal,
        wait ? 'Why can it not wait?' : 'Why not in the order of the article?',
        answer,
      );
      return reason === undefined ? { decision: 'stop' } : { decision: 'override', reason };
    },
    restart: (steps, by) => restart(terminal, steps, by),
    contact: () => askContact(terminal),
    async password(step) {
      const password = await askNewPassword(terminal, {
        message: `Password for what ${step} makes`,
        answer: `steps.${step}.passwordFile`,
        check: (text) => passwordProblem(text) ?? true,
      });
      if (password === back) throw new InterruptedError('Stopped at the password. Nothing was made.');
      return password;
    },
  };
}

/** Each may be left empty: a certification authority may never ask. */
async function askContact(terminal: Terminal): Promise<Contact> {
  const labels = {
    contact: 'Contact name for the CA',
    email: 'E-mail for the CA',
    phone: 'Phone for the CA',
  };
  const found: Record<string, string> = {};
  for (const [member, label] of Object.entries(labels)) {
    const field = contact.shape[member as keyof Contact];
    const text = await terminal.text({
      message: `${label} (empty for none)`,
      answer: `contact.${member}`,
      check: (given) => given.trim() === '' || field.safeParse(given.trim()).success || 'that does not fit',
    });
    if (text !== back && text.trim() !== '') found[member] = text.trim();
  }
  return found;
}

async function review(terminal: Terminal, findings: readonly Finding[]): Promise<'go' | 'stop'> {
  for (;;) {
    const choice = await terminal.select<'go' | 'stop' | 'explain'>(
      {
        message: 'Go through these steps?',
        answer: '--yes',
        help: ['Each step is shown and asked for by itself.'],
      },
      [
        { value: 'go', name: 'Go through them one by one' },
        { value: 'explain', name: 'Explain one' },
        { value: 'stop', name: 'Stop here', hint: 'nothing was written' },
      ],
    );
    if (choice !== 'explain') return choice === back ? 'stop' : choice;
    const picked = await terminal.select(
      { message: 'Which step?', answer: '--yes' },
      findings.map((finding) => ({ value: finding, name: finding.step.id, hint: finding.step.title })),
    );
    if (picked !== back) terminal.say(...explainLines(picked, terminal.width));
  }
}

async function rest(terminal: Terminal, { id }: Step, left: string): Promise<string | undefined> {
  const answer = `steps.${id}.rest`;
  terminal.say(...wrap(`${id} is done in part: ${left}.`, terminal.width));
  const choice = await terminal.select<'open' | 'accept'>({ message: 'What of the rest?', answer }, [
    { value: 'open', name: 'Leave it open', hint: 'the next session comes back to it' },
    { value: 'accept', name: 'Let it stay so', hint: 'with a reason, which is recorded' },
  ]);
  return choice === 'accept' ? askReason(terminal, `Why does the rest of ${id} stay so?`, answer) : undefined;
}

async function trouble(terminal: Terminal, { step }: Finding): Promise<AfterTrouble> {
  const choice = await terminal.select<AfterTrouble>(
    { message: 'What now?', answer: `steps.${step.id}.do` },
    [
      { value: 'take-back', name: 'Take back this step', hint: 'restores what was there' },
      { value: 'again', name: 'Try again' },
      { value: 'leave', name: 'Leave it', hint: 'recorded as it is' },
      { value: 'stop', name: 'Stop here' },
    ],
  );
  return choice === back ? 'stop' : choice;
}

async function recover(
  terminal: Terminal,
  { change, state }: Interrupted,
): Promise<'finish' | 'take-back' | 'stop'> {
  const { name } = kindOf(change.resource).describe(change.resource);
  const written = state === 'written' || state === 'something-else';
  const choice = await terminal.select<'finish' | 'take-back' | 'stop'>(
    { message: `${name}: what now?`, answer: '--yes' },
    [
      { value: 'finish', name: 'Finish', hint: 'read back and record it' },
      ...(written && change.action === 'apply'
        ? [{ value: 'take-back', name: 'Take it back' } as const]
        : []),
      { value: 'stop', name: 'Look first', hint: 'batten journal show' },
    ],
  );
  return choice === back ? 'stop' : choice;
}

async function restart(
  terminal: Terminal,
  steps: readonly string[],
  by: RestartedBy,
): Promise<RestartDecision> {
  if (by === 'either') {
    const choice = await terminal.select<RestartDecision>(
      { message: `Restart the server? Waiting: ${steps.join(', ')}`, answer: 'restart' },
      [
        { value: 'no', name: 'Not now', hint: 'batten asks again later' },
        { value: 'at-console', name: 'I restart it at its console', hint: 'Batten waits until it is back' },
        { value: 'by-target', name: 'Batten restarts it now', hint: 'in a minute; its users are cut off' },
        { value: 'already', name: 'It was restarted since', hint: 'Batten reads back what it wrote' },
      ],
    );
    return choice === back ? 'no' : choice;
  }
  const message =
    by === 'target'
      ? `Restart the simulated server now? ${steps.length} of its steps wait for it`
      : `Restart the server at its console now. Is it up again? Waiting: ${steps.join(', ')}`;
  if ((await terminal.confirm({ message, answer: 'restart' }, false)) !== true) return 'no';
  return by === 'target' ? 'by-target' : 'at-console';
}
