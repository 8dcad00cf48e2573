import type { Step } from '../src/engine/step.js';
import { exchangeServicePackStep } from './exchange-updates/exchange-service-pack.js';
import { exchangeUpdatesStep } from './exchange-updates/exchange-updates.js';
import { antivirusInterplayStep } from './os-updates/antivirus-interplay.js';
import { antivirusUpdateStep } from './os-updates/antivirus-update.js';
import { iis4UpdatesStep } from './os-updates/iis4-updates.js';
import { internetExplorerStep } from './os-updates/internet-explorer.js';
import { missingHotfixScanStep } from './os-updates/missing-hotfix-scan.js';
import { nt4HotfixesStep } from './os-updates/nt4-hotfixes.js';
import { nt4SecurityRollupStep } from './os-updates/nt4-security-rollup.js';
import { nt4ServicePackStep } from './os-updates/nt4-service-pack.js';
import { recoveryReadyStep } from './os-updates/recovery-ready.js';
import { recipientLimitStep } from './security-changes/exchange/recipient-limit.js';
import { certificateRequestStep } from './security-changes/web/certificate-request.js';
import { guestAccountStep } from './security-changes/windows/guest-account.js';
import { noMailClientStep } from './security-changes/windows/no-mail-client.js';
import { passwordPolicyStep } from './security-changes/windows/password-policy.js';
import { physicalSecurityStep } from './security-changes/windows/physical-security.js';
import { restrictAnonymousStep } from './security-changes/windows/restrict-anonymous.js';
import { servicesStep } from './security-changes/windows/services.js';

/** Every step, in the order of the article. */
export const steps: readonly Step[] = [
  // Service Packs: the operating system (lines 7 to 14)
  recoveryReadyStep,
  antivirusInterplayStep,
  nt4ServicePackStep,
  nt4SecurityRollupStep,
  // Before the hotfixes, because its setup writes over files of two of them (MS02-050, MS03-023)
  internetExplorerStep,
  nt4HotfixesStep,
  iis4UpdatesStep,
  missingHotfixScanStep,
  antivirusUpdateStep,

  // Service Packs: Exchange (line 16)
  exchangeServicePackStep,
  exchangeUpdatesStep,

  // Windows Security (lines 18 to 34)
  physicalSecurityStep,
  guestAccountStep,
  passwordPolicyStep,
  noMailClientStep,
  restrictAnonymousStep,
  servicesStep,

  // IIS and OWA Security (lines 36 to 65)
  certificateRequestStep,

  // General Procedures (lines 83 to 99)
  recipientLimitStep,
];
