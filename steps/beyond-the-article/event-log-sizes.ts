import { z } from 'zod';
import { defineStep } from '../../src/model/step.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';
import { eventLogKey } from './event-logs.js';

const megabyte = 1024 * 1024;
const secondsOfDay = 86_400;

const megabytes = (log: string, usual: number) =>
  z
    .int()
    .min(1)
    .max(409, 'Event Viewer goes no further than 419240 KB')
    .default(usual)
    .describe(`Least size of the ${log} log, in megabytes`);

export const eventLogSizesStep = defineStep({
  id: 'event-log-sizes',
  stage: 'beyond-the-article',
  section: 'Event logs',
  covers: [],
  title: 'Make room in the event logs',
  why:
    'Each log of NT 4.0 holds 512 KB as it comes, and a record younger than a week is not overwritten: with auditing on the log fills within days ' +
    'and then loses what is new without a word. Larger logs that overwrite their oldest records lose the old instead.',
  mayBreak: [
    'Where the oldest records make room, a break-in can push its own traces out: save the logs before they wrap.',
    'A log that was enlarged stays large after an undo until it is cleared in Event Viewer.',
    'A rule of the site that no record may ever be overwritten is broken; with CrashOnAuditFail that rule stops the server (Q242361).',
  ],
  sources: ['Q242361', 'Q140058'],
  reversibility: 'automatic',
  effect: 'reboot',
  after: ['audit-policy', 'exchange-diagnostics'],
  unconfirmed: ['Whether the running server heeds a new size before its next start.'],
  options: z.strictObject({
    securityMegabytes: megabytes('Security', 16),
    applicationMegabytes: megabytes('Application', 16),
    systemMegabytes: megabytes('System', 4),
    protectedDays: z
      .int()
      .min(0)
      .max(365)
      .default(0)
      .describe('Days for which a record is not overwritten; 0 overwrites the oldest as needed'),
  }),
  expects({ securityMegabytes, applicationMegabytes, systemMegabytes, protectedDays }) {
    const sizes = [
      ['Security', securityMegabytes],
      ['Application', applicationMegabytes],
      ['System', systemMegabytes],
    ] as const;
    return sizes.flatMap(([log, size]) => [
      registryValue(eventLogKey(log), 'MaxSize').atLeast(size * megabyte),
      registryValue(eventLogKey(log), 'Retention').exactly(dword(protectedDays * secondsOfDay)),
    ]);
  },
});
