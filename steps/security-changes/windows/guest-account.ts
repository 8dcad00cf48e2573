import { defineStep, noOptions } from '../../../src/model/step.js';
import { account, guestRid } from '../../../src/resources/account.js';

export const guestAccountStep = defineStep({
  id: 'guest-account',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-05'],
  line: 24,
  title: 'Disable the guest account',
  why:
    'While it is enabled, a logon with an unknown name becomes a guest instead of a refusal. ' +
    'The Internet Mail Service then takes a failed SMTP logon for a guest and relays for strangers (Q251149).',
  mayBreak: [
    'Shares that rely on guests, for DOS and Windows for Workgroups clients or some printers, refuse them.',
    'Accounts change from this step on, and no log says so until auditing is on: batten harden --step audit-policy comes before it where that matters.',
  ],
  sources: ['Q251149'],
  reversibility: 'automatic',
  effect: 'at once',
  unconfirmed: [
    'On a member server these are its own accounts. The guest account of the domain is a second one: net user guest /domain shows it.',
  ],
  options: noOptions,
  expects: (_, facts) => [account(facts.name, guestRid).disabled()],
});
