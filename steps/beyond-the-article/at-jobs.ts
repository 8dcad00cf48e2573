import { defineStep, noOptions } from '../../src/model/step.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';
import { lsaKey } from '../security-changes/windows/lsa-key.js';
import { orAbsent } from './registry-readings.js';

export const atJobsStep = defineStep({
  id: 'at-jobs',
  stage: 'beyond-the-article',
  section: 'System',
  covers: [],
  title: 'Let only administrators schedule jobs',
  why:
    'What the command at schedules runs as the system itself. NT leaves that to administrators unless SubmitControl = 1 gives it to ' +
    'Server Operators as well, who so become administrators (Q124859).',
  mayBreak: ['Server Operators can no longer schedule jobs with at (Q124859).'],
  sources: ['Q124859'],
  reversibility: 'automatic',
  effect: 'reboot',
  after: ['services'],
  options: noOptions,
  expects: () => [orAbsent(registryValue(lsaKey, 'SubmitControl').exactly(dword(0)))],
});
