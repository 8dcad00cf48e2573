import type { Step } from '../src/model/step.js';
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
import { exchangeDiagnosticsStep } from './security-changes/auditing/exchange-diagnostics.js';
import { iisLoggingStep } from './security-changes/auditing/iis-logging.js';
import { logReviewStep } from './security-changes/auditing/log-review.js';
import { antivirusStrategyStep } from './security-changes/clients/antivirus-strategy.js';
import { outlookSecurityUpdateStep } from './security-changes/clients/outlook-security-update.js';
import { smimeStep } from './security-changes/clients/smime.js';
import { anonymousLogonsStep } from './security-changes/exchange/anonymous-logons.js';
import { imsMessageSizeStep } from './security-changes/exchange/ims-message-size.js';
import { internetProtocolsStep } from './security-changes/exchange/internet-protocols.js';
import { messageTrackingStep } from './security-changes/exchange/message-tracking.js';
import { mtaMessageSizeStep } from './security-changes/exchange/mta-message-size.js';
import { noAdminMailboxesStep } from './security-changes/exchange/no-admin-mailboxes.js';
import { auditPolicyStep } from './security-changes/auditing/audit-policy.js';
import { recipientLimitStep } from './security-changes/exchange/recipient-limit.js';
import { trackingRetentionStep } from './security-changes/exchange/tracking-retention.js';
import { certificateInstallStep } from './security-changes/web/certificate-install.js';
import { certificateRequestStep } from './security-changes/web/certificate-request.js';
import { iisLockdownStep } from './security-changes/web/iis-lockdown.js';
import { requireSslStep } from './security-changes/web/require-ssl.js';
import { urlscanStep } from './security-changes/web/urlscan.js';
import { exchangeSharesStep } from './security-changes/windows/exchange-shares.js';
import { guestAccountStep } from './security-changes/windows/guest-account.js';
import { ntfsStep } from './security-changes/windows/ntfs.js';
import { noMailClientStep } from './security-changes/windows/no-mail-client.js';
import { passwordPolicyStep } from './security-changes/windows/password-policy.js';
import { physicalSecurityStep } from './security-changes/windows/physical-security.js';
import { privilegedPasswordsStep } from './security-changes/windows/privileged-passwords.js';
import { restrictAnonymousStep } from './security-changes/windows/restrict-anonymous.js';
import { restrictRemoteRegistryStep } from './security-changes/windows/restrict-remote-registry.js';
import { serviceAccountPasswordStep } from './security-changes/windows/service-account-password.js';
import { serviceAccountRightsStep } from './security-changes/windows/service-account-rights.js';
import { serviceAccountSeparateStep } from './security-changes/windows/service-account-separate.js';
import { servicesStep } from './security-changes/windows/services.js';
import { syskeyStep } from './security-changes/windows/syskey.js';

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
  serviceAccountPasswordStep,
  serviceAccountSeparateStep,
  serviceAccountRightsStep,
  guestAccountStep,
  privilegedPasswordsStep,
  syskeyStep,
  passwordPolicyStep,
  ntfsStep,
  noMailClientStep,
  restrictAnonymousStep,
  restrictRemoteRegistryStep,
  exchangeSharesStep,
  servicesStep,

  // IIS and OWA Security (lines 36 to 65)
  iisLockdownStep,
  urlscanStep,
  certificateRequestStep,
  certificateInstallStep,
  requireSslStep,

  // Auditing and Logging (lines 67 to 82)
  auditPolicyStep,
  iisLoggingStep,
  exchangeDiagnosticsStep,
  logReviewStep,

  // General Procedures (lines 83 to 99)
  internetProtocolsStep,
  messageTrackingStep,
  trackingRetentionStep,
  imsMessageSizeStep,
  mtaMessageSizeStep,
  noAdminMailboxesStep,
  recipientLimitStep,
  anonymousLogonsStep,

  // Client-Side Security (lines 101 to 104)
  antivirusStrategyStep,
  outlookSecurityUpdateStep,
  smimeStep,
];
