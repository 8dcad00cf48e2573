import { defineStep, noOptions } from '../../src/model/step.js';
import type { Expectation } from '../../src/model/expectation.js';
import { absent } from '../../src/model/reading.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';
import { lsaKey } from '../security-changes/windows/lsa-key.js';
import { orAbsent } from './registry-readings.js';

export const crashOnAuditFailStep = defineStep({
  id: 'crash-on-audit-fail',
  stage: 'beyond-the-article',
  section: 'Event logs',
  covers: [],
  title: 'Keep the server up when the Security log is full',
  why:
    'CrashOnAuditFail = 1 halts NT when an audit record cannot be written. NT itself sets 2 after such a halt, and then lets nobody but ' +
    'administrators log on (Q140058, Q242361). On a mail server that is a full outage, so Batten takes the value away and never sets it.',
  mayBreak: [
    'A site whose rules want the server to stop rather than miss a record loses that promise, which C2Config of the Resource Kit makes.',
    'Undo writes the value back that was there: with 1 or 2 the outage can come back with it (Q140058).',
  ],
  sources: ['Q140058', 'Q242361', 'Q155076', 'Q159935'],
  reversibility: 'automatic',
  effect: 'reboot',
  after: ['audit-policy', 'event-log-sizes'],
  unconfirmed: [
    'After a halt the type of the value cannot be trusted, so it is deleted. A Security log that is full and never overwritten must be saved and cleared by hand.',
  ],
  options: noOptions,
  expects: () => [off],
});

const off: Expectation = {
  ...orAbsent(registryValue(lsaKey, 'CrashOnAuditFail').exactly(dword(0))),
  aim: () => absent,
};
