import { defineStep, noOptions } from '../../src/model/step.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';

const sessionManager = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager';

export const baseObjectsStep = defineStep({
  id: 'base-objects',
  stage: 'beyond-the-article',
  section: 'System',
  covers: [],
  title: "Guard the system's own objects against local users",
  why:
    'Without ProtectionMode = 1 whoever runs a program here may replace objects that every process uses, such as the list of loaded ' +
    'libraries, and so become an administrator (Q218473). The service packs bring the protection but do not switch it on (Q244995).',
  mayBreak: [
    'Users who are no administrators get error 85 when they connect a drive letter again in the same session (Q253821).',
  ],
  sources: ['Q218473', 'Q244995', 'Q253821'],
  reversibility: 'automatic',
  effect: 'reboot',
  appliesTo: ({ servicePack }) =>
    servicePack === undefined || servicePack >= 3 || 'NT 4.0 heeds ProtectionMode from Service Pack 3 on',
  options: noOptions,
  // Nothing else of this key: EnhancedSecurityLevel stops SP6a with a blue screen when a password changes (Q265720)
  expects: () => [registryValue(sessionManager, 'ProtectionMode').exactly(dword(1))],
});
