import { describe, expect, it } from '@jest/globals';
import { account, kind } from '../../src/resources/account.js';
import { groupMembership, kind as group } from '../../src/resources/group-membership.js';
import type { Facts } from '../../src/model/facts.js';
import { present } from '../../src/model/reading.js';
import { privilegedPasswordsStep as step } from '../../steps/security-changes/windows/privileged-passwords.js';
import { syskeyStep } from '../../steps/security-changes/windows/syskey.js';
import { systemKeyOn } from '../../src/resources/system-key.js';
import { memberServer, without } from '../support/facts.js';
import { objections } from '../support/lab-step.js';
import { sceneServer } from '../support/scene-server.js';

/** All who are in a group of power on the lab, but the administrators of server and domain. */
const everybody = { domainAccounts: [1011, 1012] };

/** Read on a controller of the domain. */
const ofDomain = { sid: 'S-1-5-32-544', of: 'EXAMPLE' };

const admins = groupMembership('NTEX01', 'S-1-5-32-544').resource;

describe('privileged-passwords', () => {
  it('ends the empty-password flag of the forgotten administrator and asks for word about the rest', async () => {
    const server = await sceneServer(step, { ...memberServer, privilegedGroups: [ofDomain] });
    const before = await server.show();
    const { state, changes } = await server.assess(everybody);
    expect(state).toBe('needs-operator');
    expect(changes.map(({ resource }) => resource.key)).toEqual([
      'account:ntex01\\1003',
      'attestation:privileged-passwords-strong',
      'attestation:privileged-passwords-none-empty',
    ]);
    await server.apply(everybody);
    const now = kind.typed(await server.read(account('NTEX01', 1003).resource));
    expect(now).toMatchObject({ value: { name: 'backupadm', passwordNotRequired: false, disabled: false } });
    expect((await server.assess(everybody)).state).toBe('satisfied');
    expect((await server.undo()).outcome).toBe('undone');
    expect(await server.show()).toBe(before);
  });

  it('waits for the guest account, without whose end every password seems to fit', () => {
    expect(step.needs).toEqual(['guest-account']);
    expect(() => step.parseOptions({ localAccounts: [501] })).toThrow(/guest-account/);
  });

  it('tries no password: it only asks', async () => {
    const { changes } = await (await sceneServer(step)).assess();
    expect(changes.filter(({ resource }) => resource.kind === 'attestation')).toHaveLength(2);
    expect(step.unconfirmed?.[0]).toMatch(/tries no passwords/);
  });

  it('names whoever has power and was not looked at, whatever was attested', async () => {
    const server = await sceneServer(step);
    await server.apply({ localAccounts: [500] });
    const finding = await server.assess({ localAccounts: [500] });
    expect(finding.state).toBe('needs-operator');
    expect(objections(finding)).toEqual([
      expect.stringMatching(/^S-1-5-21-1284227242-\S+-1003 is a member too.*localAccounts/),
      expect.stringMatching(/-1012 is a member too/),
      expect.stringMatching(/-1011 is a member too/),
      expect.stringMatching(/-1011, \S+-1012 are members too/),
    ]);
  });

  it('sees an administrator whose number nobody would guess, and Everyone', async () => {
    const server = await sceneServer(step);
    const found = group.typed(await server.read(admins));
    if (found.state !== 'present') throw new Error('no group');
    const added = [`${memberServer.machineSid ?? ''}-2100`, 'S-1-1-0'];
    await server.put(admins, present({ members: [...found.value.members, ...added] }));
    expect(objections(await server.assess(everybody))).toEqual([
      expect.stringMatching(/-2100, Everyone are members too/),
    ]);
    expect(objections(await server.assess({ ...everybody, localAccounts: [500, 1003, 2100] }))).toEqual([
      expect.stringMatching(/^Everyone is a member too/),
    ]);
  });

  it('looks at every account that the server keeps, and not at guessed numbers alone', async () => {
    const forgotten = { rid: 2100, name: 'oldadmin' };
    const server = await sceneServer(step, { ...memberServer, ownAccounts: [forgotten] });
    const { resource } = account('NTEX01', forgotten.rid);
    await server.put(resource, present({ name: 'oldadmin', disabled: false, passwordNotRequired: true }));
    const keys = (await server.assess(everybody)).changes.map((change) => change.resource.key);
    expect(keys).toContain(resource.key);
  });

  it('takes a group inside a group for looked at where discovery read its members', async () => {
    const infoDesk = `${memberServer.domainSid ?? ''}-1021`;
    const facts = (unread: string | undefined): Facts => ({
      ...memberServer,
      privilegedGroups: [{ sid: 'S-1-5-32-544', ...(unread !== undefined && { unread }) }],
      people: [{ sid: infoDesk, kind: 'group', privileges: [{ group: 'S-1-5-32-544', through: [] }] }],
    });
    const objectionsWith = async (unread: string | undefined) => {
      const server = await sceneServer(step, facts(unread));
      const found = group.typed(await server.read(admins));
      if (found.state !== 'present') throw new Error('no group');
      await server.put(admins, present({ members: [...found.value.members, infoDesk] }));
      return objections(await server.assess(everybody));
    };
    expect(await objectionsWith(undefined)).toEqual([]);
    expect(await objectionsWith('Info Desk: no controller answers')).toEqual([
      expect.stringMatching(/-1021 is a member too/),
    ]);
  });

  it('says which groups it did not look into', () => {
    const left = (facts: Facts) => step.scope(step.parseOptions({}), facts, () => undefined).left;
    const operators = ['the administrators and operators of EXAMPLE'];
    expect(left(memberServer)).toEqual(operators);
    expect(left({ ...memberServer, privilegedGroups: [{ sid: 'S-1-5-32-551' }] })).toEqual(operators);
    const silent = { ...ofDomain, unread: 'no controller answers' };
    expect(left({ ...memberServer, privilegedGroups: [ofDomain, silent] })).toEqual(operators);
    expect(left({ ...memberServer, privilegedGroups: [ofDomain] })).toEqual([]);
    expect(left(without(without(memberServer, 'domain'), 'serviceAccount'))).toEqual([
      'the administrators and operators of the domain',
    ]);
    expect(left(without(memberServer, 'exchangeAdministratorsSid'))).toContain(
      'the administrators of Exchange',
    );
    expect(left({ ...memberServer, role: 'LanmanNT' })).toEqual([]);
  });

  it('is partly done where a group cannot be read', async () => {
    const server = await sceneServer(step);
    await server.apply(everybody);
    await server.put(admins, { state: 'unreadable', reason: 'access denied' });
    expect(await server.assess(everybody)).toMatchObject({
      state: 'partly',
      reason: expect.stringMatching(
        /^Administrators cannot be read: access denied; not looked at: the administrators and operators/,
      ),
    });
  });

  it('looks by itself at everybody that discovery found in a group of power, in trusted domains too', () => {
    const inAdministrators = [{ group: 'S-1-5-32-544', through: [] }];
    const facts: Facts = {
      ...memberServer,
      people: [
        { sid: `${memberServer.domainSid ?? ''}-1011`, kind: 'user', privileges: inAdministrators },
        { sid: `${memberServer.machineSid ?? ''}-2100`, kind: 'user', privileges: inAdministrators },
        { sid: 'S-1-5-21-7-8-9-1200', name: 'OTHER\\zoe', kind: 'user', privileges: inAdministrators },
        { sid: `${memberServer.domainSid ?? ''}-1101`, kind: 'user', privileges: [] },
        { sid: `${memberServer.domainSid ?? ''}-512`, kind: 'group', privileges: inAdministrators },
      ],
    };
    const keys = step
      .expects(step.parseOptions({ localAccounts: [500] }), facts)
      .map(({ resource }) => resource.key)
      .filter((key) => key.startsWith('account:'));
    expect(keys).toEqual([
      'account:ntex01\\500',
      'account:example\\500',
      'account:example\\1011',
      'account:ntex01\\2100',
      'account:other\\1200',
    ]);
  });

  it('looks at accounts of the domain when they are named, as text from a prompt too', () => {
    const options = step.parseOptions({ localAccounts: ['500'], domainAccounts: ['1011'] });
    const keys = step
      .expects(options, { name: 'NTEX01', domain: 'EXAMPLE' })
      .map(({ resource }) => resource.key);
    expect(keys.slice(0, 3)).toEqual([
      'account:ntex01\\500',
      'account:example\\500',
      'account:example\\1011',
    ]);
  });

  it('leaves an account alone that it cannot read', async () => {
    const server = await sceneServer(step);
    await server.put(account('NTEX01', 1003).resource, { state: 'unreadable', reason: 'access denied' });
    expect((await server.assess()).changes.map(({ resource }) => resource.kind)).toEqual([
      'attestation',
      'attestation',
    ]);
  });
});

describe('syskey', () => {
  it('comes after a way back and after the rollup without which it is weak', () => {
    expect(syskeyStep.needs).toEqual(['recovery-ready', 'nt4-security-rollup']);
    expect(syskeyStep.reversibility).toBe('irreversible');
  });

  it('wants a repair disk of before, and another after', () => {
    const [first] = syskeyStep.expects({}, memberServer);
    expect(first?.words).toMatch(/rdisk \/s was run today.*another is made after the restart/);
  });

  it('is off on the lab, on after a person ran it, and off again after a restore', async () => {
    const server = await sceneServer(syskeyStep);
    const before = await server.show();
    expect((await server.assess()).state).toBe('needs-operator');
    await server.apply();
    expect((await server.assess()).state).toBe('satisfied');
    expect(before).not.toContain('SecureBoot');
    expect(await server.show()).not.toContain('SecureBoot');
    await server.undo();
    expect(await server.show()).toBe(before);
  });

  it('takes a key on a floppy for on, and an unreadable one for partly done', async () => {
    const server = await sceneServer(syskeyStep);
    await server.apply();
    await server.put(systemKeyOn().resource, present({ mode: 'floppy' }));
    expect((await server.assess()).state).toBe('satisfied');
    await server.put(systemKeyOn().resource, { state: 'unreadable', reason: 'access denied' });
    expect(await server.assess()).toMatchObject({
      state: 'partly',
      reason: 'Syskey cannot be read: access denied',
    });
  });

  it('waits for the service pack that brings it', () => {
    expect(() => syskeyStep.expects({}, { name: 'A', servicePack: 0 })).toThrow(
      /Service Pack 3, and this server has no service pack: nt4-service-pack comes first/,
    );
  });
});
