import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import type { Resource } from '../../../src/model/resource.js';
import type { Found } from '../../../src/model/step.js';
import { meaning } from '../../../src/resources/registry/data.js';
import { kind as registryKind, registryValue } from '../../../src/resources/registry-value.js';
import { kind as volume } from '../../../src/resources/volume.js';
import { defineRoleStep } from '../../role-step.js';

// The parenthesis is part of the name (Q246136)
const days = registryValue(
  'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeSA\\Parameters',
  'OldLogsCleaningInterval(Days)',
);

export const trackingRetentionStep = defineRoleStep('exchange', {
  id: 'tracking-retention',
  stage: 'security-changes',
  section: 'General procedures',
  covers: ['G-03', 'G-04'],
  line: 87,
  title: 'Keep tracking logs for 15 to 30 days',
  why: 'As installed, tracking logs are deleted after 7 days, which is often before anybody asks (Q246136).',
  mayBreak: [
    'A full disk stops the information store: a busy server writes 50 to 75 MB a day, 15 days want 1.1 GB and 30 days 2.2 GB.',
    'Taken back, older logs are deleted at the next cleaning and stay deleted: copy them first.',
  ],
  sources: ['Q246136', 'Q169770'],
  reversibility: 'automatic',
  // The System Attendant takes all of Exchange down with it, so nothing is restarted for this alone
  effect: 'reboot',
  after: ['message-tracking'],
  unconfirmed: ['No article says whether the System Attendant sees the new number before its next start.'],
  options: z.strictObject({
    days: z.int().min(15).max(30).default(15).describe('Days that tracking logs are kept'),
    megabytesADay: z.int().min(1).default(75).describe('Megabytes of tracking log a day'),
    freeMegabytes: z
      .int()
      .min(0)
      .exactOptional()
      .describe('Megabytes free on the disk of the folder Tracking.log, where Batten cannot read it'),
  }),
  // More days than asked for are left: fewer would delete logs that no undo brings back
  expects: ({ days: wanted }) => [days.atLeast(wanted)],
  observes: (_, facts) => [logDirectory, ...[diskOf(facts) ?? []].flat()],
  objections(found, { days: wanted, megabytesADay, freeMegabytes }, facts) {
    const needed = wanted * megabytesADay;
    const free = freeOn(found, facts) ?? freeMegabytes;
    if (free !== undefined && free >= needed) return [];
    const { resource } = days.absent();
    const reason =
      free === undefined
        ? `${wanted} days want ${needed} MB, and how much is free could not be read: look at the disk of Tracking.log and give freeMegabytes.`
        : `${wanted} days want ${needed} MB and ${free} MB are free. Take fewer days, or move the folder first (Q169770).`;
    return [{ resource, reason }];
  },
});

const logDirectory = registryKind.resource({
  key: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeSA\\Parameters',
  name: 'Log Directory',
});

/** The disk that the logs lie on: that of Exchange, unless they were moved. */
function diskOf({ trackingLogFolder, exchangeFolder }: Facts): Resource | undefined {
  const [, drive] = /^([a-z]:)\\/i.exec(trackingLogFolder ?? exchangeFolder ?? '') ?? [];
  return drive === undefined ? undefined : volume.resource({ drive });
}

/** Undefined where nobody can tell, and where the logs lie on another disk than the one that was looked at (Q169770). */
function freeOn(found: Found, facts: Facts): number | undefined {
  const disk = diskOf(facts);
  const place = found(logDirectory);
  const typed = place === undefined ? undefined : registryKind.typed(place);
  const folder = typed?.state === 'present' ? meaning(typed.value) : facts.exchangeFolder;
  const reading = disk === undefined ? undefined : found(disk);
  const seen = reading === undefined ? undefined : volume.typed(reading);
  if (disk === undefined || seen?.state !== 'present' || typeof folder !== 'string') return undefined;
  const onIt = folder.toLowerCase().startsWith(volume.addressOf(disk).drive.toLowerCase());
  return onIt ? seen.value.freeMb : undefined;
}
