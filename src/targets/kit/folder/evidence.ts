import { DataError } from '../../../errors.js';
import type { Reading } from '../../../model/reading.js';
import { unreadable } from '../../../model/reading.js';
import { meaning, type RegistryData } from '../../../resources/registry/data.js';
import { identityOf, type Capture } from '../capture.js';
import { oemText } from './oem-text.js';
import { parsePickedLines, parseRegistryExport, type RegistryExport } from './registry-export.js';

const codePages = { what: 'key', key: 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage' } as const;

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
  /** Of the command prompt that the scripts ran in; an export that cannot be read is told of where its values are wanted. */
  const codePage = (): number | undefined => {
    try {
      const found = evidence.registry(codePages);
      const data = typeof found === 'object' ? found.value(codePages.key, 'OEMCP') : undefined;
      const words = data === undefined ? undefined : meaning(data);
      return typeof words === 'string' && /^\d{1,5}$/.test(words) ? Number(words) : undefined;
    } catch (error) {
      if (error instanceof DataError) return undefined;
      throw error;
    }
  };
  const evidence: Evidence = {
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
      // Only what stands in a file of admin.exe is in the code page of Windows
      const text = oemText(file.bytes, capture.what === 'directory' ? undefined : codePage());
      return text.split(/\r*\n/).filter((line) => line.trim() !== '');
    },
  };
  return evidence;
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
