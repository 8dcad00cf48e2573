import { defined } from '../../defined.js';
import { bulletinIn, hostIn, numberIn, type ScanEntry, type ScanReport, type ScanStatus } from './report.js';

/**
 * Reads the report that MBSA leaves below SecurityScans: a SecScan with a Check for each product and a Row, or an
 * UpdateData, for each patch. No source describes it to the letter, so only what names a patch is taken, and anything
 * not marked as passed counts as missing. Undefined for any other text.
 */
export function readReport(text: string): ScanReport | undefined {
  const [, head] = /<SecScan\b([^<>]*)>/i.exec(text) ?? [];
  if (head === undefined) return undefined;
  const attributes = attributesOf(head);
  const host = hostIn((attributes.get('machine') ?? '').replace(/^.*\\/, ''));
  const taken = timeOf(attributes.get('date') ?? attributes.get('ldate') ?? '');
  const entries: ScanEntry[] = [];
  for (const check of text.split(/(?=<Check\b)/i)) {
    const product = attributesOf(/<Check\b([^<>]*)>/i.exec(check)?.[1] ?? '').get('name') ?? '';
    for (const [, inside = '', words = ''] of check.matchAll(
      /<(?:Row|UpdateData)\b([^<>]*)>([^]*?)(?=<Row\b|<UpdateData\b|$)/gi,
    )) {
      const marks = attributesOf(inside);
      const named = `${marks.get('bulletinid') ?? ''} ${marks.get('id') ?? ''} ${firstCell(words)}`;
      const bulletin = bulletinIn(named);
      const number = numberIn(marks.get('kbid') ?? '') ?? numberIn(named);
      if (bulletin === undefined && number === undefined) continue;
      entries.push({ host, product, status: statusOf(marks), ...defined({ bulletin, number }) });
    }
  }
  return { tool: 'MBSA report', hosts: host === '' ? [] : [host], entries, ...defined({ taken }) };
}

/** Only the first cell names the patch; later ones are titles that may mention others. */
const firstCell = (row: string): string => /<Col\b[^<>]*>([^<]*)/i.exec(row)?.[1] ?? '';

function statusOf(marks: ReadonlyMap<string, string>): ScanStatus {
  const installed = marks.get('isinstalled')?.toLowerCase();
  if (installed !== undefined) return installed === 'true' ? 'found' : 'missing';
  return marks.get('grade') === '5' ? 'found' : 'missing';
}

const attributesOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(/([\w:]+)\s*=\s*"([^"]*)"/g)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      value,
    ]),
  );

function timeOf(text: string): string | undefined {
  const time = new Date(text);
  return text === '' || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
