import { readFile, stat } from 'node:fs/promises';
import { DataError, UsageError } from '../../errors.js';
import { codeOf } from '../../files/error-code.js';
import { lastInstalled } from '../../journal/last-installed.js';
import type { JournalRecord } from '../../journal/record.js';
import { patches } from '../../patches/catalogue.js';
import type { Installed } from '../../patches/missing.js';
import { matchScan, openItems, type ScanMatch } from '../../patches/scan/match-scan.js';
import { readScan } from '../../patches/scan/read-scan.js';
import type { ScanReport } from '../../patches/scan/report.js';
import { present, type Json } from '../../model/reading.js';
import { kind } from '../../resources/scan-result.js';
import { scanStore } from '../../targets/workstation/scan-results.js';
import { resourceOfPatch } from '../../resources/software/patches.js';
import type { ReadServer } from '../../connect/open-server.js';
import type { Finding } from '../../engine/finding.js';

/**
 * Records what a scanner found on this server, in the state folder; the server is not touched.
 * @throws UsageError when the file cannot be read, DataError when it is no scan of this server, or an old one
 */
export async function recordScan(
  path: string,
  { target, folder, facts }: Pick<ReadServer, 'target' | 'folder' | 'facts'>,
  records: readonly JournalRecord[],
  installed: Installed,
): Promise<ScanMatch> {
  const report = await readReportOf(path);
  const name = facts.name.toUpperCase();
  if (!report.hosts.includes(name)) {
    throw new DataError(
      `${path} is a scan of ${report.hosts.slice(0, 5).join(', ')}, not of ${name}. Nothing was recorded.`,
    );
  }
  // The lab's clock runs ahead of the file system's.
  const made = target.simulated ? target.clock.now() : (await stat(path)).mtime;
  const taken = report.taken ?? made.toISOString();
  const last = lastInstalled(records);
  if (last !== undefined && Date.parse(taken) < Date.parse(last)) {
    throw new DataError(
      `${path} is of ${taken}, and something was installed on ${last}. Scan again, then bring the new file.`,
    );
  }
  const match = matchScan(
    report.entries.filter(({ host }) => host === '' || host === name),
    installed,
  );
  const value = { tool: report.tool, open: openItems(match), taken };
  await scanStore(target, folder).write(kind.resource({ id: 'missing-hotfixes' }), present<Json>(value));
  return match;
}

/** Which packages the findings saw; what is only contained in another is not counted. */
export function installedIn(findings: readonly Finding[]): Installed {
  const seen = new Map<string, 'installed'>();
  for (const { expectation, reading } of findings.flatMap(({ checks }) => checks)) {
    const { resource } = expectation;
    if (resource.kind !== 'software' || reading.state !== 'present' || !expectation.met(reading)) continue;
    const patch = patches.find((one) => resourceOfPatch(one).key === resource.key);
    if (patch !== undefined) seen.set(patch.id, 'installed');
  }
  return seen;
}

async function readReportOf(path: string): Promise<ScanReport> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new UsageError(`The scan ${path} cannot be read (${codeOf(cause)}). Name a file that MBSA wrote.`, {
      cause,
    });
  }
  const report = readScan(bytes);
  if (!('problem' in report)) return report;
  throw new DataError(
    `${path} ${report.problem}. Scan with mbsacli /hf -v -o tab -f scan.txt and bring that file.`,
  );
}
