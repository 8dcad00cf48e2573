import { overTheWire, trials, type Trial } from './tested-against.js';

/**
 * docs/verification.md with its tables made anew: each stands between `<!-- made: NAME -->` and `<!-- end -->`.
 *
 * @param page as it is
 * @throws Error where the page has no place for a table
 */
export function verificationText(page: string): string {
  const parts = { drivers: driversTable(trials), wire: wireTable() };
  return Object.entries(parts).reduce((text, [name, rows]) => {
    const place = new RegExp(`(<!-- made: ${name} -->\n)[^]*?(<!-- end -->)`);
    if (!place.test(text)) throw new Error(`docs/verification.md has no place for the table ${name}.`);
    // A function, because a table may hold a $.
    return text.replace(place, (_, begin: string, end: string) => `${begin}\n${rows.join('\n')}\n\n${end}`);
  }, page);
}

const driversTable = (rows: readonly Trial[]): readonly string[] =>
  table(
    ['target', 'kind', 'tested against', 'not tested', 'shown by'],
    rows.map(({ target, kinds, what, how, notTested, proof }) => [
      target,
      what ?? (kinds === 'every kind' ? kinds : kinds.join(', ')),
      how,
      notTested,
      proof.join(', '),
    ]),
  );

const wireTable = (): readonly string[] =>
  table(
    ['test', 'steps'],
    Object.entries(overTheWire).map(([test, steps]) => [test, steps.join(', ')]),
  );

/** A table as Prettier leaves it: every column as wide as its widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[], filler: string): string =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width, filler)).join(' | ')} |`;
  return [line(head, ' '), line([], '-'), ...rows.map((row) => line(row, ' '))];
}
