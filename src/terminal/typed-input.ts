import {
  createPrompt,
  isBackspaceKey,
  isEnterKey,
  isTabKey,
  makeTheme,
  useKeypress,
  usePrefix,
  useState,
} from '@inquirer/core';
import type { promptTheme } from './theme.js';

export interface TypedInput {
  readonly message: string;
  readonly default?: string;
  readonly theme: ReturnType<typeof promptTheme>;
  /** The text as it is shown. */
  show(text: string): string;
  /** True, or what is wrong with an answer. */
  check(text: string): true | string;
  /** The line below what is typed; empty for none. */
  verdict(text: string): string;
}

/** A line of text whose verdict stands below it as it is typed: the library's own input validates on Enter alone. */
export const typedInput = createPrompt<string, TypedInput>((config, done) => {
  const theme = makeTheme(config.theme);
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [text, setText] = useState('');
  const [initial, setInitial] = useState(config.default ?? '');
  const [problem, setProblem] = useState('');
  const prefix = usePrefix({ status, theme });
  useKeypress((pressed, line) => {
    if (status === 'done') return;
    if (isEnterKey(pressed)) {
      const answer = text === '' ? initial : text;
      const verdict = config.check(answer);
      if (verdict === true) {
        setStatus('done');
        done(answer);
      } else {
        // Enter has emptied the line.
        line.write(text);
        setProblem(verdict);
      }
    } else if (isBackspaceKey(pressed) && text === '') {
      setInitial('');
    } else if (isTabKey(pressed) && text === '') {
      line.clearLine(0);
      line.write(initial);
      setText(initial);
      setInitial('');
    } else {
      setText(line.line);
      setProblem('');
    }
  });
  const shown =
    text === '' && initial !== '' && status === 'idle' ? [theme.style.defaultAnswer(initial)] : [];
  const below = problem === '' ? theme.style.help(config.verdict(text)) : theme.style.error(problem);
  return [
    [prefix, theme.style.message(config.message, status), ...shown, config.show(text)].join(' '),
    below,
  ];
});
