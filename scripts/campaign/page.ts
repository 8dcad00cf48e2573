import type { Part } from './part.js';
import type { Records } from './record.js';

/** docs/reliability.md out of what was recorded. */
export function reliabilityPage(parts: readonly Part[], records: Records): string {
  const tried = parts.filter(({ name }) => records[name] !== undefined);
  return `${[
    '# What was tried',
    'The promises of Batten, and how often each was tried against it. `npm run campaign` makes this page from runs of its own;',
    '`npm run campaign -- undo` runs one part, and goes on where it was stopped. `npm run campaign -- --short` makes a share',
    'of it in CI, which fails where more breaks than stands here. The same numbers are the same trials on every machine.',
    '',
    '| part | trials | broken | also counted | finished |',
    '| --- | --- | --- | --- | --- |',
    ...tried.map(({ name }) => row(name, records)),
    '',
    ...tried.flatMap(({ name, promise }) => [
      `- **${name}**: ${promise} Run on ${records[name]?.machine ?? ''}.`,
    ]),
  ].join('\n')}\n`;
}

function row(name: string, records: Records): string {
  const found = records[name];
  if (found === undefined) return '';
  const counts = Object.entries(found.counts).map(([what, count]) => `${number(count)} ${what}`);
  return `| ${[name, number(found.trials), number(found.failures), counts.join(', '), found.finished].join(' | ')} |`;
}

const number = (count: number): string => count.toLocaleString('en-US');
