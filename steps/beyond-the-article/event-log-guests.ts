import { z } from 'zod';
import { defineStep } from '../../src/model/step.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';
import { eventLogKey } from './event-logs.js';

export const eventLogGuestsStep = defineStep({
  id: 'event-log-guests',
  stage: 'beyond-the-article',
  section: 'Event logs',
  covers: [],
  title: 'Keep guests out of the event logs',
  why:
    'Guests and sessions without a name may read the System and Application logs of NT 4.0, and learn from them what runs here and what fails. ' +
    'RestrictGuestAccess = 1 shuts them out, log by log (Q242900).',
  mayBreak: [
    'With the value on the Application log Outlook Web Access can no longer attach files where Internet Explorer 5 is installed (error 500), until a later wininet.dll is there (Q242900).',
    'What writes a log as the anonymous account of IIS or as another guest fails (Q251264).',
  ],
  sources: ['Q242900', 'Q251264'],
  reversibility: 'automatic',
  effect: 'reboot',
  after: ['restrict-anonymous'],
  unconfirmed: [
    'Nothing is known to break by the Security and System logs. The Application log is left alone where Outlook Web Access runs, or may run, unless you choose it.',
  ],
  options: z.strictObject({
    application: z
      .boolean()
      .default(false)
      .describe(
        'The Application log too, where Outlook Web Access runs: only once attaching files is tested',
      ),
  }),
  expects({ application }, { outlookWebAccess }) {
    const withApplication = application || outlookWebAccess === false;
    const logs = ['Security', 'System', ...(withApplication ? (['Application'] as const) : [])] as const;
    return logs.map((log) => registryValue(eventLogKey(log), 'RestrictGuestAccess').exactly(dword(1)));
  },
});
