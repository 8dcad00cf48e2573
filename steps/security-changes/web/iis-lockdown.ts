import { noOptions } from '../../../src/model/step.js';
import { attestation } from '../../../src/resources/attestation.js';
import { software } from '../../../src/resources/software.js';
import { programsDenied, programsOpen } from './web-programs.js';
import { defineRoleStep } from '../../role-step.js';

export const iisLockdownStep = defineRoleStep('iis', {
  id: 'iis-lockdown',
  stage: 'security-changes',
  section: 'Web and SSL',
  covers: ['I-01', 'I-02', 'I-03', 'I-05'],
  line: 39,
  title: 'Run the IIS Lockdown Wizard for the roles of this server',
  why:
    'IIS 4.0 comes with samples, script engines and virtual directories that have been broken into again and again, and whatever ' +
    'breaks IIS breaks Outlook Web Access. The wizard takes away what the chosen role does not need and keeps anonymous web users ' +
    'from running programs such as cmd.exe (Q325864).',
  mayBreak: [
    'A second run takes everything back, and with it every later change to IIS: SSL, bindings and logging (Q317052). Batten therefore has later web steps taken back first; look at all of IIS again after it.',
    'A role that was forgotten loses what it needs: on a server with more roles than Outlook Web Access choose Other and tick by hand.',
    'Explorer of NT 4.0 cannot show the new denials and offers to overwrite them: Yes wipes the whole list. Use cacls, or Explorer of Windows 2000 (Q323062).',
    'Users need change rights in exchsrvr\\webtemp; only the anonymous accounts may be denied there (Q175892).',
    'Password changes over the web need .htr pages, which the wizard switches off (Q234022).',
    'It does not belong on machines of Site Server or MCIS.',
  ],
  sources: ['Q325864', 'Q310725', 'Q317052', 'Q323062', 'Q175892', 'Q234022'],
  reversibility: 'guided',
  effect: { restart: ['IISADMIN', 'W3SVC'] },
  needs: ['nt4-service-pack'],
  // A FAT volume has no permissions to deny anything by
  after: ['ntfs'],
  unconfirmed: [
    'What the shipped template for Exchange 5.5 contains was not found in print: read its section in iislockd.ini before it runs.',
    'The groups that the wizard makes have no fixed numbers: a denial for any group or account of the server counts.',
    'Which of the two metabase copies that the wizard makes its undo uses is not documented.',
  ],
  options: noOptions,
  expects: (_, facts) => [
    attestation('web-roles-known').attested(
      'Every role that the web service of this server plays was written down (Outlook Web Access, other sites, FTP, password pages), and a full backup and a backup of the metabase are at hand.',
    ),
    attestation('lockdown-template-viewed').attested(
      'The settings of the template were viewed before the wizard ran; web service and Active Server Pages stay on, and so does the SMTP service if anything uses it.',
    ),
    software('iis-lockdown-21').installed(),
    ...programsDenied(facts),
    // Where Batten cannot look, a person does
    ...(programsDenied(facts).length > 0
      ? []
      : [
          attestation('web-programs-denied').attested(
            'cacls %SystemRoot%\\System32\\cmd.exe, and the same for ftp.exe, rexec.exe, rsh.exe and tftp.exe, shows a denial for Web Anonymous Users and Web Applications.',
          ),
        ]),
    attestation('web-access-tried').attested(
      'After the wizard Outlook Web Access was tried: logon, reading, sending, attachments; or this server has none.',
    ),
  ],
  objections: (found, _, facts) => programsOpen(found, facts),
});
