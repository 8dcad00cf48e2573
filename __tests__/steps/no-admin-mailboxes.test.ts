import { describe, expect, it } from '@jest/globals';
import { kind, mailboxesOf } from '../../src/resources/directory-search.js';
import type { Facts } from '../../src/model/facts.js';
import { present } from '../../src/model/reading.js';
import { noAdminMailboxesStep } from '../../steps/security-changes/exchange/no-admin-mailboxes.js';
import { memberServer } from '../support/facts.js';
import { labStep, objections, type LabStep } from '../support/lab-step.js';

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

  it('is not satisfied while somebody with power was not looked for', async () => {
    const privilegedGroups = [{ sid: 'S-1-5-32-544', of: 'EXAMPLE' }];
    const step = await labStep('no-admin-mailboxes', { ...memberServer, privilegedGroups });
    const taken = present({ mailboxes: [`${domain}-1011 cn=mailadmin,cn=Recipients,ou=HQ,o=Example`] });
    await step.set(resource, taken);
    await step.apply();
    const finding = await step.look();
    expect(finding.state).toBe('needs-operator');
    expect(objections(finding).join('\n')).toMatch(
      /-1003 is a member[^]*-1012 is a member[^]*-1011 is a member/,
    );
    const all = { accounts: [`${domain}-1011`, `${domain}-1012`, `${memberServer.machineSid ?? ''}-1003`] };
    expect((await step.look(all)).changes.map((change) => change.resource.key)).toEqual([resource.key]);
    await step.apply(all);
    expect((await step.look(all)).state).toBe('satisfied');
  });

  it('looks by itself for everybody that discovery found in a group of power', async () => {
    const people: Facts['people'] = [
      {
        sid: `${domain}-1011`,
        kind: 'user',
        privileges: [{ group: 'S-1-5-32-544', through: [`${domain}-512`] }],
      },
    ];
    const step = await labStep('no-admin-mailboxes', { ...memberServer, people });
    const taken = present({ mailboxes: [`${domain}-1011 cn=mailadmin,cn=Recipients,ou=HQ,o=Example`] });
    await step.set(resource, taken);
    expect((await step.look()).changes.map((change) => change.resource.key)).toContain(resource.key);
  });

  it('looks for those who administer Exchange by its directory, in no group of power though they may be', async () => {
    const sid = `${domain}-1101`;
    const step = await labStep('no-admin-mailboxes', {
      ...memberServer,
      exchangeAdministrators: [{ sid, on: ['o=Example'] }],
    });
    expect(await owners(step)).toContain('1101');
    await step.apply();
    expect(await owners(step)).not.toContain('1101');
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
