import { passwordCaution, passwordProblem } from '../certificates/password.js';
import { requestQuestions, type RequestAnswers, type RequestQuestion } from '../certificates/questions.js';
import { occupied, requestFiles } from '../certificates/request-files.js';
import { back, type Back, type Terminal } from '../terminal/port.js';

/** What is answered so far. */
export interface RequestDraft {
  readonly answers: RequestAnswers;
  readonly password?: string;
}

/**
 * Asks in the article's order what is not answered yet, then whether all is right; `back` returns to the question
 * before. Gives the complete draft, or undefined where the user went back past the first question or declined.
 */
export async function askRequest(
  given: RequestDraft,
  terminal: Terminal,
  agreed: (draft: RequestDraft) => Promise<boolean | Back>,
): Promise<RequestDraft | undefined> {
  const open = openPrompts(given);
  let draft = given;
  for (let at = 0; at >= 0;) {
    const prompt = open[at];
    if (prompt === undefined) {
      const answer = await agreed(draft);
      if (answer !== back) return answer ? draft : undefined;
      at = open.length - 1;
      continue;
    }
    const next = await prompt(draft, terminal);
    if (next !== back) draft = next;
    at += next === back ? -1 : 1;
  }
  return undefined;
}

type Prompt = (draft: RequestDraft, terminal: Terminal) => Promise<RequestDraft | Back>;

/** The article asks for the password after the key's name (line 55). */
function openPrompts({ answers, password }: RequestDraft): readonly Prompt[] {
  return requestQuestions.flatMap((question) => [
    ...(answers[question.member] === undefined ? [promptFor(question)] : []),
    ...(question.member === 'keyName' && password === undefined ? [askPassword] : []),
  ]);
}

function promptFor(question: RequestQuestion): Prompt {
  const { member, option, message, help, choices } = question;
  return async (draft, terminal) => {
    const earlier = draft.answers[member] ?? question.initial;
    const answer =
      choices === undefined
        ? await terminal.text({
            message,
            answer: option,
            help,
            ...(earlier !== undefined && { initial: earlier }),
            check: (text) => checkAnswer(question, draft.answers, text),
          })
        : await terminal.select(
            { message, answer: option, help },
            choices.map(({ value, hint }) => ({ value, name: value, ...(hint !== undefined && { hint }) })),
          );
    return answer === back ? back : { ...draft, answers: { ...draft.answers, [member]: answer } };
  };
}

/** Says at once, not after twelve more questions, that the files of this name are there already. */
function checkAnswer(question: RequestQuestion, answers: RequestAnswers, text: string): true | string {
  const verdict = question.check(text);
  if (verdict !== true) return verdict;
  const { out, keyName }: RequestAnswers = { ...answers, [question.member]: text };
  if (out === undefined || keyName === undefined) return true;
  const [standing] = occupied(requestFiles(out, keyName));
  return standing === undefined ? true : `${standing} exists already, and nothing is written over it.`;
}

const askPassword: Prompt = async (draft, terminal) => {
  for (;;) {
    const password = await terminal.secret({
      message: 'Password for the private key',
      answer: '--password-file',
      help: [
        'At least 8 characters, better 12. It is stored nowhere, and it is needed again with the certificate.',
      ],
      check: (text) => passwordProblem(text) ?? true,
    });
    if (password === back) return back;
    const again = await terminal.secret({ message: 'The same password again', answer: '--password-file' });
    if (again === back) continue;
    if (again === password) {
      const caution = passwordCaution(password);
      if (caution !== undefined) terminal.say(caution);
      return { ...draft, password };
    }
    terminal.say('The two passwords differ.');
  }
};
