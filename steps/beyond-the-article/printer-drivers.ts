import { defineStep, noOptions } from '../../src/model/step.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';

// With blanks (Q262202, Q238070); without them, as one article prints it, nobody would read the key
const printServers =
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Print\\Providers\\LanMan Print Services\\Servers';

export const printerDriversStep = defineStep({
  id: 'printer-drivers',
  stage: 'beyond-the-article',
  section: 'System',
  covers: [],
  title: 'Let only administrators install printer drivers',
  why:
    'A printer driver runs with the rights of the system. AddPrinterDrivers = 1 leaves it to administrators and print operators to install one ' +
    '(Threat Mitigation Guide).',
  mayBreak: [
    'Users no longer bring a driver along when they connect a printer: install it for them beforehand (Q238070, Q262202).',
  ],
  sources: ['Threat Mitigation Guide for Windows NT 4.0, chapter 4', 'Q238070', 'Q262202'],
  reversibility: 'automatic',
  effect: 'reboot',
  unconfirmed: ['A restart of the spooler may be enough; documented is a restart of the server (Q238070).'],
  appliesTo: ({ terminalServer }) =>
    terminalServer !== true || 'on Terminal Server two articles want it off, for printing to work',
  options: noOptions,
  expects: () => [registryValue(printServers, 'AddPrinterDrivers').exactly(dword(1))],
});
