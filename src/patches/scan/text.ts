import { defined } from '../../defined.js';
import { bulletinIn, hostIn, numberIn, type ScanEntry, type ScanReport, type ScanStatus } from './report.js';

const patchLine = /^\s*(patch not found|patch found|warning|note)\s+(\S.*)$/i;
const productLine = /^\s*\*\s+(\S.*)$/;
const hostLine = /^\s*(\S+)\s+\(\d{1,3}(?:\.\d{1,3}){3}\)\s*$/;

/** Reads what `mbsacli /hf` prints on the screen, grouped by host and product. Undefined for any other text. */
export function readScreenText(text: string): ScanReport | undefined {
  const hosts = new Set<string>();
  const entries: ScanEntry[] = [];
  let [host, product] = ['', ''];
  for (const line of text.split(/\r?\n/)) {
    const [, name] = hostLine.exec(line) ?? [];
    if (name !== undefined) {
      [host, product] = [hostIn(name), ''];
      hosts.add(host);
      continue;
    }
    product = productLine.exec(line)?.[1]?.trim() ?? product;
    const [, words, rest = ''] = patchLine.exec(line) ?? [];
    const status = statuses[words?.toLowerCase() ?? ''];
    const [bulletin, number] = [bulletinIn(rest), numberIn(rest)];
    if (status === undefined || (bulletin === undefined && number === undefined)) continue;
    entries.push({ host, product, status, ...defined({ bulletin, number }) });
  }
  return hosts.size === 0 ? undefined : { tool: 'mbsacli /hf', hosts: [...hosts], entries };
}

const statuses: Readonly<Partial<Record<string, ScanStatus>>> = {
  'patch not found': 'missing',
  'patch found': 'found',
  warning: 'warning',
  note: 'note',
};
