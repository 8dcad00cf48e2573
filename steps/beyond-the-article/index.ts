import type { Step } from '../../src/model/step.js';
import { accountLockoutStep } from './account-lockout.js';
import { atJobsStep } from './at-jobs.js';
import { baseObjectsStep } from './base-objects.js';
import { cachedLogonsStep } from './cached-logons.js';
import { cdromAutorunStep } from './cdrom-autorun.js';
import { crashOnAuditFailStep } from './crash-on-audit-fail.js';
import { eventLogGuestsStep } from './event-log-guests.js';
import { eventLogSizesStep } from './event-log-sizes.js';
import { logonScreenStep } from './logon-screen.js';
import { netlogonSigningStep } from './netlogon-signing.js';
import { ntlmLevelStep } from './ntlm-level.js';
import { ntlmSessionSecurityStep } from './ntlm-session-security.js';
import { printerDriversStep } from './printer-drivers.js';
import { smbSigningStep } from './smb-signing.js';
import { weakSslStep } from './weak-ssl.js';

/** What the article does not ask for, in an order in which each step can be tried before the next. */
export const beyondSteps: readonly Step[] = [
  // First room for what the others make NT record
  eventLogSizesStep,
  eventLogGuestsStep,
  crashOnAuditFailStep,

  // The server itself
  logonScreenStep,
  cachedLogonsStep,
  baseObjectsStep,
  printerDriversStep,
  atJobsStep,
  cdromAutorunStep,

  // What travels between it and others
  smbSigningStep,
  ntlmLevelStep,
  ntlmSessionSecurityStep,
  netlogonSigningStep,
  weakSslStep,

  // Last, because it can lock out whoever puts the others right
  accountLockoutStep,
];
