import { defineStep, noOptions } from '../../src/model/step.js';
import { software } from '../../src/resources/software.js';
import { isTerminalServer, olderServicePack, ownServicePack } from './terminal-server.js';

export const nt4ServicePackStep = defineStep({
  id: 'nt4-service-pack',
  stage: 'os-updates',
  section: 'Service packs',
  covers: ['U-02'],
  line: 12,
  title: 'Install Windows NT 4.0 Service Pack 6a',
  why:
    'It gathers the repairs of five years and is what all later security fixes are built for. ' +
    'Plain Service Pack 6 looks the same in the registry but keeps users who are not administrators from using Winsock (Q246009).',
  mayBreak: [
    'A second installation with the uninstall option destroys the first uninstall folder (Q248102).',
    'After uninstalling, some security files stay at the newer level by design (Q248113).',
    'Components added from the NT CD later bring old files back: put Service Pack 6a on again before the restart (Q196269).',
    'One that goes on again after the security changes may undo some of them: look with batten status afterwards.',
  ],
  sources: ['Q246009', 'Q248102', 'Q248113', 'Q196269'],
  reversibility: 'guided',
  effect: 'reboot',
  needs: ['recovery-ready'],
  after: ['antivirus-interplay'],
  unconfirmed: [
    'Terminal Server Edition has a Service Pack 6 of its own, for which a person vouches. It exists with 128 bit only.',
  ],
  options: noOptions,
  expects: (_, facts) => [isTerminalServer(facts) ? ownServicePack : software('nt4-sp6a').installed()],
  objections: (_found, _options, facts) => (isTerminalServer(facts) ? olderServicePack(facts) : []),
});
