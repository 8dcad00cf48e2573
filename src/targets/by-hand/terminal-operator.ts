import { UnansweredError } from '../../errors.js';
import { kindOf } from '../../model/kind.js';
import { absent, unreadable, type Reading } from '../../model/reading.js';
import type { Resource } from '../../model/resource.js';
import { back, type Back, type Terminal } from '../../terminal/port.js';
import type { ByHandOperator, HandSight } from './operator.js';
import { escapeText } from '../../terminal/escape.js';

/** The operator at Batten's own terminal, who goes to the console of the server and comes back with the answer. */
export function terminalOperator(terminal: Terminal): ByHandOperator {
  return {
    async look(sight) {
      const title = escapeText(sight.title);
      const all = (reading: Reading): readonly Reading[] => sight.resources.map(() => reading);
      if (!terminal.interactive) {
        return all(unreadable(`nobody is there to look at ${title}; run Batten at a terminal`));
      }
      terminal.say(`By hand: ${title}`, ...indented(sight.lines));
      for (;;) {
        const seen = await terminal.select(
          {
            message: `What does the server show for ${title}?`,
            answer: answerName(sight),
            help: sight.lines.map(escapeText),
          },
          sights,
        );
        if (seen === 'absent') return all(absent);
        if (seen !== 'there') return all(unreadable('the operator could not tell'));
        const readings = await askReadings(terminal, sight);
        if (readings !== back) return readings;
      }
    },
    async change(resource, instructions) {
      const title = titleOf(resource);
      if (!terminal.interactive) {
        throw new UnansweredError(
          `Nobody is there to change ${title} by hand. Nothing was changed. Run Batten at a terminal.`,
        );
      }
      terminal.say(`By hand: ${title}`, ...indented(instructions));
      const answer = await terminal.select(
        {
          message: `Is it done? (${title})`,
          answer: answerName({ resources: [resource] }),
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

async function askReadings(terminal: Terminal, sight: HandSight): Promise<readonly Reading[] | Back> {
  const text = await terminal.text({
    message: escapeText(sight.question),
    answer: answerName(sight),
    check(given) {
      const parsed = sight.parse(given);
      return 'problem' in parsed ? parsed.problem : true;
    },
  });
  if (text === back) return back;
  const parsed = sight.parse(text);
  return 'problem' in parsed
    ? sight.resources.map(() => unreadable(`the answer did not fit: ${parsed.problem}`))
    : parsed.readings;
}

const titleOf = (resource: Resource): string => {
  const { place, name } = kindOf(resource).describe(resource);
  return escapeText(`${place}, ${name}`);
};

const answerName = ({ resources }: Pick<HandSight, 'resources'>): string =>
  escapeText(resources[0]?.key ?? '');

const indented = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => `  ${escapeText(line)}`);
