/** What a scanner says of one patch. `note`: it cannot tell, a person has to look. */
export type ScanStatus = 'missing' | 'found' | 'note' | 'warning';

export interface ScanEntry {
  /** As the scanner prints it: `MAIL01`; empty where the file does not say. */
  readonly host: string;
  readonly product: string;
  /** MS03-001; undefined for what has only a number. */
  readonly bulletin?: string;
  /** Six digits and more, without Q or KB. */
  readonly number?: string;
  readonly status: ScanStatus;
}

export interface ScanReport {
  readonly tool: string;
  /** ISO time, where the file itself says when the scan was made. */
  readonly taken?: string;
  /** Everything that was scanned, also what has no entry. */
  readonly hosts: readonly string[];
  readonly entries: readonly ScanEntry[];
}

export const bulletinIn = (text: string): string | undefined =>
  /\bMS\d\d-\d{3}\b/i.exec(text)?.[0].toUpperCase();

/** The digits of Q329115, KB835732 or 829436; a cell may hold more than the number. */
export const numberIn = (text: string): string | undefined => /(?:\bQ|\bKB|\b)(\d{6,7})\b/i.exec(text)?.[1];

/** `MAIL01 (10.0.0.5)` is MAIL01. */
export const hostIn = (text: string): string => text.trim().split(/\s+/)[0]?.toUpperCase() ?? '';
