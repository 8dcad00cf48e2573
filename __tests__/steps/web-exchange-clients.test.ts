import { describe, expect, it } from '@jest/globals';
import { unreadable } from '../../src/model/reading.js';
import type { FindingState } from '../../src/engine/finding.js';
import { memberServer } from '../support/facts.js';
import { labAnswers } from '../support/lab-server.js';
import { labStep } from '../support/lab-step.js';

/** What the operator of the lab answers where a default is no answer. */
const bound = { webSite: 1 };
const cases: readonly (readonly [string, FindingState, unknown])[] = [
  ['iis-lockdown', 'needs-operator', undefined],
  ['urlscan', 'needs-operator', undefined],
  ['certificate-install', 'needs-operator', bound],
  ['iis-logging', 'needs-changes', bound],
  ['exchange-diagnostics', 'needs-changes', undefined],
  ['log-review', 'needs-operator', undefined],
  ['internet-protocols', 'needs-changes', undefined],
  ['message-tracking', 'needs-operator', undefined],
  ['tracking-retention', 'needs-changes', { freeMegabytes: 1180 }],
  ['ims-message-size', 'needs-changes', undefined],
  ['mta-message-size', 'needs-changes', undefined],
  ['no-admin-mailboxes', 'needs-operator', labAnswers['no-admin-mailboxes']],
  ['anonymous-logons', 'needs-operator', { protocols: ['IMAP4', 'NNTP', 'LDAP', 'HTTP'] }],
  ['antivirus-strategy', 'needs-operator', undefined],
  ['outlook-security-update', 'needs-operator', undefined],
  ['smime', 'needs-operator', undefined],
];

// Outlook Web Access keeps anonymous LDAP open, and with it the step; discovery looked into the groups of power
const factsFor = (id: string) => ({
  ...memberServer,
  privilegedGroups: [{ sid: 'S-1-5-32-544', of: 'EXAMPLE' }],
  ...(id === 'anonymous-logons' ? { outlookWebAccess: false } : {}),
});

describe.each(cases)('%s on the lab', (id, state, options) => {
  it(`${state}, is applied, satisfied and taken back to the byte`, async () => {
    const step = await labStep(id, factsFor(id));
    const before = await step.server.show();
    expect((await step.look(options)).state).toBe(state);
    expect(['verified', 'attested']).toContain((await step.apply(options)).outcome);
    expect((await step.look(options)).state).toBe('satisfied');
    expect((await step.look(options)).changes).toEqual([]);
    expect(await step.undo()).toEqual({ outcome: 'undone', residue: [] });
    expect(await step.server.show()).toBe(before);
  });

  it('is never satisfied, names it, and plans nothing for it, where one thing cannot be read', async () => {
    const step = await labStep(id, factsFor(id));
    await step.apply(options);
    const { checks } = await step.look(options);
    const [first] = checks.filter(({ moot }) => moot !== true);
    if (first === undefined) throw new Error('nothing to hide');
    await step.set(first.expectation.resource, unreadable('access denied'));
    const finding = await step.look(options);
    const read = checks.length > 1 ? 'partly' : 'unknown';
    expect(finding).toMatchObject({ state: read, changes: [] });
    expect(finding.reason).toMatch(/cannot be read: access denied/);
  });
});
