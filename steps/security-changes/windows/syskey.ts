import { servicePackFirst } from '../../service-pack-first.js';
import { defineStep, noOptions } from '../../../src/model/step.js';
import { attestation } from '../../../src/resources/attestation.js';
import { systemKeyOn } from '../../../src/resources/system-key.js';

export const syskeyStep = defineStep({
  id: 'syskey',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-07'],
  line: 25,
  title: 'Encrypt the account database with Syskey',
  why:
    'Whoever copies the account database can try passwords on it at leisure. Syskey encrypts it once more with a key of its own (Q143475). ' +
    'The Security Rollup Package comes first, because Syskey without it uses its key stream twice (Q248183).',
  mayBreak: [
    'It cannot be switched off, only back to a repair disk made before it.',
    'With the key on a floppy or a password, a lost floppy or password means a server that does not start.',
    'Repair disks and backups from before no longer fit: SAM and SYSTEM are restored together or not at all.',
    'A copy of the database lies in the repair folder after rdisk /s: let only administrators read it.',
    'With File and Print Services for NetWare passwords are no longer carried over, together with RestrictAnonymous (Q243419).',
    'Once it is on, taking off the rollup or a hotfix with a Hotfix.exe older than 4.0.1381.7097 leaves a server that hangs before logon: what has to go goes beforehand (Q306513).',
  ],
  sources: ['Q143475', 'Q248183', 'Q243419', 'Q249108', 'Q306513'],
  reversibility: 'irreversible',
  effect: 'reboot',
  needs: ['recovery-ready', 'nt4-security-rollup'],
  after: ['privileged-passwords'],
  unconfirmed: [
    'What the numbers in SecureBoot mean is known from tools for recovery, not from Microsoft.',
    'In a domain all domain controllers are encrypted, the primary first, and one backup controller is kept untouched until that one is proven.',
  ],
  options: noOptions,
  expects(_, facts) {
    servicePackFirst(facts, 3, 'Syskey came with Service Pack 3');
    return [
      attestation('syskey-repair-disk').attested(
        'rdisk /s was run today, and a new emergency repair disk with SAM and SYSTEM of before Syskey lies locked away; another is made after the restart.',
      ),
      systemKeyOn(),
    ];
  },
});
