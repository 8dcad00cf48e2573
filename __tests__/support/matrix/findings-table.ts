import type { Finding, FindingState } from '../../../src/engine/finding.js';
import type { CombinationGroup } from './combination.js';
import type { FirstAndLast } from './assess-combination.js';

/** What a finding is called in a table. */
const words: Readonly<Record<FindingState, string>> = {
  satisfied: 'ok',
  partly: 'partly',
  'needs-changes': 'change',
  'needs-operator': 'person',
  'not-applicable': '-',
  unknown: 'unknown',
};

/**
 * One line a step, one column a server: what is found, and behind > what is found once all was done. A dot: as in the first column,
 * so that what differs is seen.
 */
export function tableOf(group: CombinationGroup, assessed: readonly FirstAndLast[]): string {
  const head = ['', ...group.combinations.map(({ name }) => name)];
  const rows = (assessed[0]?.first.findings ?? []).map(({ step }, index) => {
    const cells = assessed.map(({ first, last }) => cell(first.findings[index], last.findings[index]));
    return [step.id, ...cells.map((words, column) => (column > 0 && words === cells[0] ? '.' : words))];
  });
  // Columns of one width, so that a new word changes one line alone
  const lines = [head, ...rows].map((row) =>
    row
      .map((text, column) => text.padEnd(column === 0 ? 26 : 15))
      .join('')
      .trimEnd(),
  );
  return `${[...group.about.map((line) => `# ${line}`), ...lines].join('\n')}\n`;
}

function cell(first: Finding | undefined, last: Finding | undefined): string {
  const [before, after] = [first, last].map((finding) => (finding === undefined ? '' : words[finding.state]));
  return before === after ? (before ?? '') : `${before}>${after}`;
}
