import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import { account } from '../../../src/resources/account.js';
import { attestation } from '../../../src/resources/attestation.js';
import type { Expectation } from '../../../src/model/expectation.js';
import { ridOf } from '../../../src/resources/account/sid.js';
import { serviceAccountOf, serviceAccountOption } from './exchange-accounts.js';
import { othersRunBy } from './other-services.js';
import { domainNameOf } from './service-account.js';
import { onOtherNode } from '../../other-node.js';
import { defineRoleStep } from '../../role-step.js';

export const serviceAccountPasswordStep = defineRoleStep('exchange', {
  id: 'service-account-password',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-02'],
  line: 22,
  title: 'Change the password of the Exchange service account, everywhere at once',
  why:
    'The account can open every mailbox, and its password is seldom changed after setup. It stands in three places, ' +
    'and Exchange starts again only when all of them agree (Q157780). A person types it; Batten never asks for it.',
  mayBreak: [
    'Changed in User Manager alone, no Exchange service starts again: events 7013, 7001 and 7000. Type it in Control Panel, Services for System Attendant and Directory, start them, then do the rest (Q274814).',
    'A virus scanner, a backup or a connector that logs on with the account stops until its own password is typed (Q157780).',
    'With a lockout policy one forgotten service locks the account and stops mail: switch the policy off meanwhile (Q157780).',
    'A new password that is too short or too simple for the password policy is refused halfway.',
    'The Security log records the change only where auditing is on: batten harden --step audit-policy comes before it where that matters.',
  ],
  sources: ['Q157780', 'Q274814'],
  reversibility: 'guided',
  effect: 'at once',
  unconfirmed: [
    'Batten cannot see whether a password is strong. Password Never Expires stays ticked on this one account, or Exchange stops when it ages.',
  ],
  options: z.strictObject({ serviceAccount: serviceAccountOption }),
  expects: (options, facts) => [
    ...mustHavePassword(serviceAccountOf(options, facts), facts),
    attestation('service-account-password-changed').attested(
      'The service account has a new random password of 12 to 14 characters, typed in Exchange Administrator (Configuration container, Properties, ' +
        `Service Account Password), then in User Manager for Domains, then in Control Panel, Services for every other service that uses the account${others(options, facts)}.`,
    ),
    ...onOtherNode(
      facts,
      'other-node-password',
      'On the other node of the cluster the password was typed in Control Panel, Services for every service that uses the account.',
    ),
    attestation('service-account-services-restarted').attested(
      'After that the Exchange services of every server of the site were restarted; with several servers each of them was rebooted.',
    ),
    attestation('service-account-password-planned').attested(
      'The day of the next change is fixed, the password is kept sealed, and nobody logs on with it.',
    ),
  ],
});

/** ` (BackupExec)`: those that are known. */
function others(options: { readonly serviceAccount?: string }, facts: Facts): string {
  const names = othersRunBy(serviceAccountOf(options, facts), facts);
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
}

/** Only an account of the server or of its known domain can be addressed. */
function mustHavePassword(sid: string | undefined, facts: Facts): readonly Expectation[] {
  const { name, machineSid, domainSid } = facts;
  const domain = domainNameOf(facts);
  const rid = sid === undefined ? undefined : ridOf(sid);
  if (sid === undefined || rid === undefined) return [];
  if (machineSid !== undefined && sid.startsWith(`${machineSid}-`))
    return [account(name, rid).passwordRequired()];
  return domain !== undefined && domainSid !== undefined && sid.startsWith(`${domainSid}-`)
    ? [account(domain, rid).passwordRequired()]
    : [];
}
