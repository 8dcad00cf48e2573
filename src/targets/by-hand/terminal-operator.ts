import { UnansweredError } from '../../errors.js';
import { kindOf } from '../../model/kind.js';
import { absent, present, unreadable, type Json, type Reading } from '../../model/reading.js';
import type { Resource } from '../../model/resource.js';
import { back, type Back, type Terminal } from '../../terminal/port.js';
import type { ByHandOperator } from './operator.js';
import { escapeText } from '../../terminal/escape.js';

/** The operator at Batten's own terminal, who goes to the console of the server and comes back with the answer. */
export function terminalOperator(terminal: Terminal): ByHandOperator {
  return {
    async look(resource, instructions, question) {
      const title = titleOf(resource);
      if (!terminal.interactive) {
        return unreadable(`nobody is there to look at ${title}; run Batten at a terminal`);
      }
      terminal.say(`By hand: ${title}`, ...numbered(instructions));
      for (;;) {
        const seen = await terminal.select(
          {
            message: `What does the server show for ${title}?`,
            answer: answerName(resource),
            help: instructions.map(escapeText),
          },
          sights,
        );
        if (seen === 'absent') return absent;
        if (seen !== 'there') return unreadable('the operator could not tell');
        const value = await askValue(terminal, resource, escapeText(question));
        if (value !== back) return value;
      }
    },
    async change(resource, instructions) {
      const title = titleOf(resource);
      if (!terminal.interactive) {
        throw new UnansweredError(
          `Nobody is there to change ${title} by hand. Nothing was changed. Run Batten at a terminal.`,
        );
      }
      terminal.say(`By hand: ${title}`, ...numbered(instructions));
      const answer = await terminal.select(
        {
          message: `Is it done? (${title})`,
          answer: answerName(resource),
          help: instructions.map(escapeText),
        },
        outcomes,
      );
      return answer === 'done' ? 'done' : 'not-done';
    },
  };
}

const sights = [
  { value: 'cannot-tell', name: 'I cannot tell', hint: 'recorded as unreadable; nothing is changed' },
  { value: 'there', name: 'It is there', hint: 'asks what it holds' },
  { value: 'absent', name: 'It is not there' },
] as const;

const outcomes = [
  { value: 'not-done', name: 'No', hint: 'recorded as not done' },
  { value: 'done', name: 'Yes, it is done' },
] as const;

async function askValue(terminal: Terminal, resource: Resource, question: string): Promise<Reading | Back> {
  const kind = kindOf(resource);
  const parse = (text: string): { readonly value: Json } | { readonly problem: string } =>
    kind.parse(text, resource);
  const text = await terminal.text({
    message: question,
    answer: answerName(resource),
    check(given) {
      const parsed = parse(given);
      return 'problem' in parsed ? parsed.problem : true;
    },
  });
  if (text === back) return back;
  const parsed = parse(text);
  return 'problem' in parsed
    ? unreadable(`the answer did not fit: ${parsed.problem}`)
    : present(parsed.value);
}

const titleOf = (resource: Resource): string => {
  const { place, name } = kindOf(resource).describe(resource);
  return escapeText(`${place}, ${name}`);
};

const answerName = (resource: Resource): string => escapeText(resource.key);

const numbered = (lines: readonly string[]): readonly string[] =>
  lines.map((line, index) => `  ${index + 1}. ${escapeText(line)}`);
