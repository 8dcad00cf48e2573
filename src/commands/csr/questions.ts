import { defined } from '../../defined.js';
import { owaNameProblem } from '../../certificates/request/advice.js';
import { isInternalName } from '../../certificates/request/host-name.js';
import { passwordCaution, passwordProblem } from '../../certificates/key/password.js';
import {
  profileIn,
  protocolsIn,
  requestQuestions,
  type RequestQuestion,
} from '../../certificates/request/questions.js';
import { openKey } from '../../certificates/key/encrypted.js';
import { occupied, requestFiles } from '../../certificates/request/files.js';
import { askNewPassword } from '../../terminal/new-password.js';
import { back, type Back, type Terminal } from '../../terminal/port.js';
import type { RequestDraft } from '../../certificates/request/draft.js';
import { keyNameFor, keyProblem } from '../../certificates/request/orders.js';

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
  let direction = 1;
  for (let at = 0; at >= 0;) {
    const prompt = open[at];
    if (prompt?.applies?.(draft) === false) {
      at += direction;
      continue;
    }
    if (prompt === undefined) {
      const answer = await agreed(draft);
      if (answer !== back) return answer ? draft : undefined;
      direction = -1;
      at = open.length - 1;
      continue;
    }
    const next = await prompt.ask(draft, terminal);
    if (next !== back) draft = next;
    direction = next === back ? -1 : 1;
    at += direction;
  }
  return undefined;
}

interface Prompt {
  readonly applies?: (draft: RequestDraft) => boolean;
  ask(draft: RequestDraft, terminal: Terminal): Promise<RequestDraft | Back>;
}

/** The article asks for the password after the key's name (line 55). */
function openPrompts({ answers, password }: RequestDraft): readonly Prompt[] {
  return requestQuestions.flatMap((question) => [
    ...(answers[question.member] === undefined ? [promptFor(question)] : []),
    ...(question.member === 'keyName' && password === undefined ? [{ ask: askPassword }] : []),
  ]);
}

/** False for what the profile or a key that is there already leaves nothing to ask of. */
export const isAsked = ({ member, applies }: RequestQuestion, draft: RequestDraft): boolean =>
  (applies?.(draft.answers) ?? true) && !(member === 'bits' && draft.keyFile !== undefined);

function promptFor(question: RequestQuestion): Prompt {
  const { member, option, message, help, choices, initial } = question;
  return {
    applies: (draft) => isAsked(question, draft),
    async ask(draft, terminal) {
      const earlier = draft.answers[member] ?? initial?.(draft.answers);
      const answer =
        choices === undefined
          ? await terminal.text({
              message,
              answer: option,
              help,
              asTyped: true,
              ...defined({ initial: earlier }),
              check: (text) => checkAnswer(question, draft, text),
              note: (text) => noteOn(question, draft, text),
            })
          : await terminal.select(
              { message, answer: option, help },
              usualFirst(choices, earlier).map(({ value, hint }) => ({
                value,
                name: value,
                ...defined({ hint }),
              })),
            );
      return answer === back ? back : { ...draft, answers: { ...draft.answers, [member]: answer } };
    },
  };
}

const usualFirst = <Item extends { readonly value: string }>(
  choices: readonly Item[],
  usual: string | undefined,
): readonly Item[] => [
  ...choices.filter(({ value }) => value === usual),
  ...choices.filter(({ value }) => value !== usual),
];

/** Says at once, not after twelve more questions, that the files of this name are there already. */
function checkAnswer(question: RequestQuestion, draft: RequestDraft, text: string): true | string {
  const verdict = question.check(text, draft.answers);
  if (verdict !== true) return verdict;
  if (question.member !== 'keyName' && question.member !== 'out') return true;
  const standing = standingFile({ ...draft, answers: { ...draft.answers, [question.member]: text } });
  return standing === undefined
    ? true
    : `${standing} exists already, and nothing is written over it; --replace retires it.`;
}

/** The first file that stands where one is to be written; undefined also where it is to be retired. */
export function standingFile(draft: RequestDraft): string | undefined {
  const { out, keyName, protocol } = draft.answers;
  if (draft.replace === true || out === undefined || keyName === undefined || protocol === undefined) {
    return undefined;
  }
  return protocolsIn(protocol).flatMap((one) => occupied(requestFiles(out, keyNameFor(draft, one))))[0];
}

/** What does no harm to an answer but is better known before the end. */
function noteOn({ member }: RequestQuestion, draft: RequestDraft, text: string): string | undefined {
  if (member !== 'fqdn') return undefined;
  if (draft.owaName !== undefined && protocolsIn(draft.answers.protocol ?? '').includes('http')) {
    const names = { protocol: 'http', profile: profileIn(draft.answers), commonName: text } as const;
    const problem = owaNameProblem(names, draft.owaName);
    if (problem !== undefined) return problem;
  }
  return isInternalName(text) ? 'an inner name: only a private authority certifies it' : undefined;
}

async function askPassword(draft: RequestDraft, terminal: Terminal): Promise<RequestDraft | Back> {
  if (draft.keyFile !== undefined) return askPasswordOf(draft, draft.keyFile, terminal);
  const password = await askNewPassword(terminal, {
    message: 'Password for the private key',
    answer: '--password-file',
    help: [
      'At least 8 characters, better 12. It is stored nowhere, and it is needed again with the certificate.',
    ],
    check: (text) => passwordProblem(text) ?? true,
  });
  if (password === back) return back;
  const caution = passwordCaution(password);
  if (caution !== undefined) terminal.say(caution);
  return { ...draft, password };
}

async function askPasswordOf(
  draft: RequestDraft,
  { path, pem }: { readonly path: string; readonly pem: string },
  terminal: Terminal,
): Promise<RequestDraft | Back> {
  const password = await terminal.secret({
    message: 'Password of the key that is there',
    answer: '--password-file',
    help: [`It opens ${path}, and will open the copy that belongs to the new request.`],
    check(text) {
      const opened = openKey(pem, text);
      if (opened === undefined) return passwordProblem(text) ?? 'It does not open the key.';
      const problem = keyProblem(opened);
      return problem === undefined ? true : `The key ${problem}.`;
    },
  });
  const key = password === back ? undefined : openKey(pem, password);
  return password === back || key === undefined ? back : { ...draft, password, key };
}
