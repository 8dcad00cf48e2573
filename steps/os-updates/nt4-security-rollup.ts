import { defineStep, noOptions } from '../../src/model/step.js';
import { attestation } from '../../src/resources/attestation.js';
import { software } from '../../src/resources/software.js';
import { isTerminalServer, ownRollup } from './terminal-server.js';

export const nt4SecurityRollupStep = defineStep({
  id: 'nt4-security-rollup',
  stage: 'os-updates',
  section: 'Service packs',
  covers: ['U-03'],
  line: 12,
  title: 'Install the Security Rollup Package 1 for Service Pack 6a',
  why: 'One package with the security fixes of NT 4.0 and IIS 4.0 up to July 2001, and a precondition for a sound Syskey (Q299444, Q248183).',
  mayBreak: [
    'A Compaq Cpqarray.sys older than 4.24.0.0 stops the next start with a blue screen (Q305228).',
    'Microsoft IntelliPoint older than 2.2 leaves mouse and keyboard dead (Q305462).',
    'HP NTLock with Hpgate.sys, Entlk 2.2a or older, stops the next start (Q311860).',
    'With Internet Explorer 5.01 SP2 or 5.5 SP2 certificates are shown with a wrong signature warning until Q305929 is on.',
    'Once Syskey is on, uninstalling it with Hotfix.exe older than 4.0.1381.7097 leaves a server that hangs before logon (Q306513).',
  ],
  sources: ['Q299444', 'Q248183', 'Q305228', 'Q305462', 'Q311860', 'Q305929', 'Q306513'],
  reversibility: 'guided',
  effect: 'reboot',
  needs: ['nt4-service-pack'],
  options: noOptions,
  expects: (_, facts) =>
    isTerminalServer(facts)
      ? [ownRollup]
      : [
          attestation('rollup-drivers-checked').attested(
            'This server has no Compaq Cpqarray.sys older than 4.24.0.0, no IntelliPoint older than 2.2 and no HP NTLock with Entlk 2.2a or older.',
          ),
          software('nt4-srp1').installed(),
        ],
});
