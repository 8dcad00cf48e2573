import type { Reading } from '../../../model/reading.js';
import { unreadable } from '../../../model/reading.js';
import type { RegistryData } from '../../../resources/registry/data.js';
import { identityOf, type Capture } from '../capture.js';
import { parsePickedLines, parseRegistryExport, type RegistryExport } from './registry-export.js';

/** One captured file; without bytes where the script found nothing to capture. */
export interface CapturedFile {
  readonly capture: Capture;
  readonly bytes?: Uint8Array;
}

/** What a kit brought back, asked by what was captured. */
export interface Evidence {
  has(capture: Capture): boolean;
  /** The export that covers a key, or why there is none. */
  registry(capture: Capture): RegistryExport | 'not there' | undefined;
  /** What a command printed, a line an entry without the empty ones. */
  printed(capture: Capture): readonly string[] | undefined;
}

export function evidenceOf(files: Iterable<CapturedFile>): Evidence {
  const byIdentity = new Map<string, CapturedFile>();
  for (const file of files) byIdentity.set(identityOf(file.capture), file);
  const parsed = new Map<CapturedFile, RegistryExport>();
  return {
    has: (capture) => byIdentity.has(identityOf(capture)),
    registry(capture) {
      const file = byIdentity.get(identityOf(capture));
      if (file === undefined) return undefined;
      if (file.bytes === undefined) return 'not there';
      const known = parsed.get(file);
      if (known !== undefined) return known;
      const parse = file.capture.what === 'lines' ? parsePickedLines : parseRegistryExport;
      const fresh = parse(file.bytes, identityOf(file.capture));
      parsed.set(file, fresh);
      return fresh;
    },
    printed(capture) {
      const file = byIdentity.get(identityOf(capture));
      if (file?.bytes === undefined) return undefined;
      const text = new TextDecoder('windows-1252').decode(file.bytes);
      return text.split(/\r*\n/).filter((line) => line.trim() !== '');
    },
  };
}

export const notCollected = (what: string): Reading<never> =>
  unreadable(`no kit has collected ${what} yet; batten kit export writes one that does`);

/** A value out of the evidence; a key that is not there makes it absent, what was not collected unreadable. */
export function valueIn(
  evidence: Evidence,
  capture: Capture,
  key: string,
  name: string,
): RegistryData | 'absent' | undefined {
  const found = evidence.registry(capture);
  if (found === undefined) return undefined;
  return found === 'not there' ? 'absent' : (found.value(key, name) ?? 'absent');
}
