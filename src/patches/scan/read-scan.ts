import type { ScanReport } from './report.js';
import { readTable } from './table.js';
import { readScreenText } from './text.js';
import { readReport } from './xml.js';

/** More than any scan of some hundred hosts; a disk image is not read to its end. */
const largestScan = 16 * 1024 * 1024;

/** The report in a scanner's output, or a sentence about why there is none. Never throws, whatever the bytes are. */
export function readScan(bytes: Uint8Array): ScanReport | { readonly problem: string } {
  if (bytes.length === 0) return { problem: 'is empty' };
  if (bytes.length > largestScan) return { problem: 'is larger than 16 MB, which no scan is' };
  const text = decode(bytes);
  if (text.includes('\0')) return { problem: 'is not text' };
  if (/<BulletinDatastore\b/i.test(text)) {
    return { problem: 'is the catalogue that MBSA compares with, not the result of a scan' };
  }
  const report = readTable(text) ?? readReport(text) ?? readScreenText(text);
  if (report === undefined) {
    return { problem: 'is neither the text, nor the table (-o tab), nor the XML report of MBSA or hfnetchk' };
  }
  return report.hosts.length === 0 ? { problem: 'does not say which machine was scanned' } : report;
}

/** Windows writes UTF-16 with a mark at the front, or the code page of its language. */
function decode(bytes: Uint8Array): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(marked ? 'utf-16le' : 'utf-8').decode(bytes);
}
