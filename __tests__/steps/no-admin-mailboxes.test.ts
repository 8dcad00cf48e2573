import { describe, expect, it } from '@jest/globals';
import { kind, mailboxesOf } from '../../src/resources/directory-search.js';
import { present } from '../../src/model/reading.js';
import { noAdminMailboxesStep } from '../../steps/security-changes/exchange/no-admin-mailboxes.js';
import { memberServer } from '../support/facts.js';
import { labStep, type LabStep } from '../support/lab-step.js';

const domain = 'S-1-5-21-1060284298-1417001333-682003330';
const { resource } = mailboxesOf('ou=HQ,o=Example', []);

const owners = async (step: LabStep): Promise<readonly string[]> => {
  const reading = kind.typed(await step.read(resource));
  if (reading.state !== 'present') return [];
  return reading.value.mailboxes.map((one) => /-(\d+) /.exec(one)?.[1] ?? '');
};

describe('no-admin-mailboxes', () => {
  it('finds the mailboxes of the administrator and of an operator that was named', async () => {
    const step = await labStep('no-admin-mailboxes');
    expect(await owners(step)).toEqual(expect.arrayContaining(['500', '1012', '1101']));
    await step.apply({ accounts: [`${domain}-1012`] });
    const left = await owners(step);
    expect(left).not.toContain('500');
    expect(left).not.toContain('1012');
    expect(left).toHaveLength(10);
  });

  it('keeps mailboxes that were made since when it is taken back', async () => {
    const step = await labStep('no-admin-mailboxes');
    await step.apply();
    const now = kind.typed(await step.read(resource));
    const mailboxes = now.state === 'present' ? now.value.mailboxes : [];
    const added = `${domain}-1200 cn=new,cn=Recipients,ou=HQ,o=Example`;
    await step.set(resource, present({ mailboxes: [...mailboxes, added] }));
    expect(await step.undo()).toMatchObject({ outcome: 'undone' });
    expect(await owners(step)).toEqual(expect.arrayContaining(['500', '1200']));
  });

  it('knows accounts by SID alone', () => {
    expect(() => noAdminMailboxesStep.parseOptions({ accounts: ['EXAMPLE\\mailop'] })).toThrow(
      /by their SID/,
    );
  });

  it('asks for accounts where no SID was found out', async () => {
    const { name, organization = '', site = '' } = memberServer;
    const step = await labStep('no-admin-mailboxes', { name, organization, site });
    const finding = await step.look();
    expect(finding.state).toBe('needs-operator');
    expect(finding.reason).toMatch(/give them as accounts/);
  });

  it('does not claim to have seen hidden mailboxes without the rights for it', () => {
    expect(noAdminMailboxesStep.unconfirmed?.[0]).toMatch(/Hidden mailboxes.*administrator view \(Q185475\)/);
  });
});
