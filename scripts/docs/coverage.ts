import type { Facts } from '../../src/model/facts.js';
import type { Step } from '../../src/model/step.js';
import type { Json } from '../../src/model/reading.js';
import { standIns } from './tested-against.js';

interface Recommendation {
  readonly id: string;
  readonly line: number;
  readonly says: string;
  readonly elsewhere?: { readonly by: string; readonly page: string };
}

/** docs/coverage.md: every recommendation with the step that carries it, or why none does, and what goes beyond them. */
export function coverageText(
  recommendations: readonly Recommendation[],
  steps: readonly Step[],
  beyond: readonly Step[],
  options: Readonly<Record<string, Readonly<Record<string, Json>> | undefined>>,
  facts: Facts,
): string {
  const kindsOfAll = (chosen: readonly Step[]): readonly string[] => [
    ...new Set(chosen.flatMap((step) => kindsOf(step, options[step.id], facts))),
  ];
  const rows = recommendations.map(({ id, line, says, elsewhere }) => {
    const carriers = steps.filter((step) => step.covers.includes(id));
    const kinds = kindsOfAll(carriers);
    const names = carriers.map(linkTo).join(', ');
    const undo = [...new Set(carriers.map((step) => step.reversibility))].join(', ');
    const other = elsewhere === undefined ? 'NOT CARRIED' : `[${elsewhere.by}](${elsewhere.page})`;
    const by = carriers.length > 0 ? names : other;
    const scopes = [...new Set(carriers.map((step) => scopeWords(step, options[step.id], facts)))].join('; ');
    return `| ${id} | ${line} | ${says} | ${by} | ${scopes} | ${kinds.join(', ')} | ${undo} | ${tested(kinds)} |`;
  });
  const beyondRows = beyond.map((step) => {
    const kinds = kindsOfAll([step]);
    const scope = scopeWords(step, options[step.id], facts);
    return `| ${linkTo(step)} | ${step.title} | ${scope} | ${kinds.join(', ')} | ${step.reversibility} | ${tested(kinds)} |`;
  });
  return [
    '# Coverage',
    '',
    'Made by `npm run docs`; a test holds it to the steps. **Nothing here has met a real NT 4.0 server.** The last column says what stood in for one',
    'when the drivers of those kinds were tested; [verification](verification.md) says how, and which steps the program itself took over the wire.',
    '',
    '| id | line | the article says | carried by | looks at | kinds | undo | drivers of its kinds tested against |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    '## Beyond the article',
    '',
    'The article does not ask for these; they are off unless `--beyond` is given.',
    '',
    '| step | what it does | looks at | kinds | undo | drivers of its kinds tested against |',
    '|---|---|---|---|---|---|',
    ...beyondRows,
    '',
  ].join('\n');
}

const linkTo = ({ id }: Step): string => `[${id}](steps/${id}.md)`;

const tested = (kinds: readonly string[]): string =>
  kinds.map((kind) => (kinds.length === 1 ? '' : `${kind}: `) + standIns(kind).join(', ')).join('; ');

/** How far a step looks with its defaults, on a server that holds what the facts say and was not read. */
function scopeWords(step: Step, given: unknown, facts: Facts): string {
  const { looked, left } = step.scope(step.parseOptions(given), facts, () => undefined);
  return left.length === 0 ? looked.join(', ') : `${looked.join(', ')}; not at ${left.join(', ')}`;
}

function kindsOf(step: Step, given: unknown, facts: Facts): readonly string[] {
  return [...new Set(step.expects(step.parseOptions(given), facts).map(({ resource }) => resource.kind))];
}
