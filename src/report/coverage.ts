import type { Facts } from '../discovery/facts.js';
import type { Step } from '../engine/step.js';
import type { Json } from '../resources/reading.js';

interface Recommendation {
  readonly id: string;
  readonly line: number;
  readonly says: string;
  readonly elsewhere?: string;
}

/** What stood in for NT 4.0 when a kind's drivers were tested; docs/verification.md says more. */
const testedAgainst: Readonly<Record<string, string>> = {
  'registry-value': 'lab, smbd',
  'certificate-request': 'OpenSSL',
  'scan-result': 'sample outputs',
};

/** docs/coverage.md: every recommendation with the step that carries it, or why none does. */
export function coverageText(
  recommendations: readonly Recommendation[],
  steps: readonly Step[],
  options: Readonly<Record<string, Readonly<Record<string, Json>> | undefined>>,
  facts: Facts,
): string {
  const rows = recommendations.map(({ id, line, says, elsewhere }) => {
    const carriers = steps.filter((step) => step.covers.includes(id));
    const kinds = [...new Set(carriers.flatMap((step) => kindsOf(step, options[step.id], facts)))];
    const names = carriers.map((step) => `[${step.id}](steps/${step.id}.md)`).join(', ');
    const undo = [...new Set(carriers.map((step) => step.reversibility))].join(', ');
    const tested = [...new Set(kinds.map((kind) => testedAgainst[kind] ?? 'lab'))].join(', ');
    const by = carriers.length > 0 ? names : (elsewhere ?? 'NOT CARRIED');
    return `| ${id} | ${line} | ${says} | ${by} | ${kinds.join(', ')} | ${undo} | ${tested} |`;
  });
  return [
    '# Coverage',
    '',
    'Made by `npm run docs`; a test holds it to the steps. Nothing here has met a real NT 4.0 server.',
    '',
    '| id | line | the article says | carried by | kinds | undo | tested against |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function kindsOf(step: Step, given: unknown, facts: Facts): readonly string[] {
  return [...new Set(step.expects(step.parseOptions(given), facts).map(({ resource }) => resource.kind))];
}
