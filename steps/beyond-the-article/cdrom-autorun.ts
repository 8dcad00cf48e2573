import { defineStep, noOptions } from '../../src/model/step.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';

export const cdromAutorunStep = defineStep({
  id: 'cdrom-autorun',
  stage: 'beyond-the-article',
  section: 'System',
  covers: [],
  title: 'Start nothing from a CD by itself',
  why:
    'While Autorun is 1, a CD that is put in starts a program with the rights of whoever is logged on at the console, mostly an ' +
    'administrator (Q155217).',
  mayBreak: [
    'Software that waits to be told of a new disc, as for some jukeboxes, is no longer told (Q155217).',
  ],
  sources: ['Q155217', 'Threat Mitigation Guide for Windows NT 4.0, chapter 4'],
  reversibility: 'automatic',
  effect: 'reboot',
  after: ['physical-security'],
  options: noOptions,
  expects: () => [
    registryValue('HKLM\\SYSTEM\\CurrentControlSet\\Services\\Cdrom', 'Autorun').exactly(dword(0)),
  ],
});
