import { defined } from '../../defined.js';
import { bulletinIn, hostIn, numberIn, type ScanEntry, type ScanReport, type ScanStatus } from './report.js';

/**
 * Reads what `mbsacli /hf -o tab` prints, with -v or -vv. Columns are found by their captions, because their number
 * depends on the switches. Undefined for any other text.
 */
export function readTable(text: string): ScanReport | undefined {
  const rows = text.split(/\r?\n/).map((line) => line.split('\t').map((cell) => cell.trim()));
  const captions = rows.find(isHead)?.map((cell) => cell.toLowerCase());
  if (captions === undefined) return undefined;
  const hosts = new Set<string>();
  const entries: ScanEntry[] = [];
  for (const cells of rows) {
    if (cells.length < 3 || isHead(cells)) continue;
    const cell = (caption: string): string => cells[captions.indexOf(caption)] ?? '';
    const host = hostIn(cell('machine name'));
    if (host !== '') hosts.add(host);
    const status = statuses[cell('status').toLowerCase()];
    const bulletin = bulletinIn(cell('bulletin'));
    const number = numberIn(cell('q number'));
    // A row without a patch says in words that nothing is missing for a product.
    if (status === undefined || (bulletin === undefined && number === undefined)) continue;
    entries.push({ host, product: cell('product'), status, ...defined({ bulletin, number }) });
  }
  return { tool: 'mbsacli /hf -o tab', hosts: [...hosts], entries };
}

const isHead = (cells: readonly string[]): boolean =>
  cells[0]?.toLowerCase() === 'machine name' && cells.some((cell) => cell.toLowerCase() === 'status');

/** A status that no source names (Information) is about a product, not about a patch. */
const statuses: Readonly<Partial<Record<string, ScanStatus>>> = {
  'not found': 'missing',
  'patch not found': 'missing',
  found: 'found',
  'patch found': 'found',
  warning: 'warning',
  note: 'note',
};
