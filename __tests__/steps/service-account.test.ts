import { describe, expect, it } from '@jest/globals';
import { account } from '../../src/resources/account.js';
import { groupMembership, kind as group } from '../../src/resources/group-membership.js';
import { absent, present } from '../../src/model/reading.js';
import { kind as registryAcl } from '../../src/resources/registry-acl.js';
import { service } from '../../src/resources/service.js';
import { kind as userRight } from '../../src/resources/user-right.js';
import { separateWord } from '../../steps/security-changes/windows/separate-word.js';
import { serviceAccountPasswordStep as password } from '../../steps/security-changes/windows/service-account-password.js';
import { serviceAccountRightsStep as rights } from '../../steps/security-changes/windows/service-account-rights.js';
import { serviceAccountSeparateStep as separate } from '../../steps/security-changes/windows/service-account-separate.js';
import { exchangePeople, memberServer, without } from '../support/facts.js';
import { objections } from '../support/lab-step.js';
import { sceneServer } from '../support/scene-server.js';

const { serviceAccountSid, domainSid } = exchangePeople;
const admins = groupMembership('NTEX01', 'S-1-5-32-544').resource;
const sslUnknown = without(memberServer, 'internetMailServiceUsesSsl');
const nobodyKnown = { name: 'NTEX01' };

describe('service-account-password', () => {
  it('names every place where the password stands, and never asks Batten to know it', async () => {
    const { state, changes } = await (await sceneServer(password)).assess();
    expect(state).toBe('needs-operator');
    const words = changes.map((change) => change.words).join('\n');
    expect(words).toMatch(/Service Account Password[^]*User Manager for Domains[^]*Control Panel, Services/);
  });

  it('warns of a lockout policy and of a password that ages, which stop mail weeks later', () => {
    expect(password.mayBreak.join('\n')).toMatch(/lockout policy.*switch the policy off meanwhile/);
    expect(password.unconfirmed?.join('\n')).toMatch(/Password Never Expires stays ticked/);
  });

  it('binds the account to have a password, where it is one of the known domain', async () => {
    const server = await sceneServer(password);
    const flagged = account('EXAMPLE', 1010).resource;
    await server.put(flagged, present({ name: 'ExchSrv', disabled: false, passwordNotRequired: true }));
    const before = await server.show();
    expect((await server.assess()).changes[0]).toMatchObject({
      resource: { key: 'account:example\\1010' },
      after: present({ passwordNotRequired: false, disabled: false }),
    });
    await server.apply();
    expect((await server.assess()).state).toBe('satisfied');
    await server.undo();
    expect(await server.show()).toBe(before);
    expect(password.expects({}, nobodyKnown)).toHaveLength(3);
  });

  it('goes without an account that cannot be read', async () => {
    const server = await sceneServer(password);
    await server.put(account('EXAMPLE', 1010).resource, { state: 'unreadable', reason: 'access denied' });
    expect((await server.assess()).changes.map(({ resource }) => resource.kind)).toEqual(
      Array(3).fill('attestation'),
    );
  });
});

describe('service-account-rights', () => {
  it('says that leaving Administrators ends administrative LDAP binds', () => {
    expect(rights.mayBreak.join('\n')).toMatch(/cn=admin, need an administrator \(Q185475\)/);
  });

  it('grants three keys and the rights before the membership goes, and leaves other members alone', async () => {
    const server = await sceneServer(rights);
    const { state, changes } = await server.assess();
    expect(state).toBe('needs-changes');
    expect(changes.map(({ resource }) => resource.key)).toEqual([
      'registry-acl:hklm\\software\\microsoft\\windows nt\\currentversion\\profilelist',
      'registry-acl:hklm\\system\\currentcontrolset\\services',
      'registry-acl:hku',
      'user-right:seinteractivelogonright',
      'group-membership:ntex01\\S-1-5-32-544',
    ]);
    const members = changes.at(-1);
    expect(members?.before).toMatchObject({
      value: { members: expect.arrayContaining([serviceAccountSid]) },
    });
    await server.apply();
    const now = group.typed(await server.read(admins));
    expect(now.state === 'present' && now.value.members).toHaveLength(3);
    expect((await server.assess()).state).toBe('satisfied');
  });

  it('grants the right to act as the system where it is missing', async () => {
    const server = await sceneServer(rights);
    await server.put(userRight.resource({ right: 'SeTcbPrivilege' }), { state: 'absent' });
    expect((await server.assess()).changes.map(({ resource }) => resource.key)).toContain(
      'user-right:setcbprivilege',
    );
  });

  it('comes back letter for letter, and keeps a member that was added since', async () => {
    const server = await sceneServer(rights);
    const before = await server.show();
    await server.apply();
    await server.undo();
    expect(await server.show()).toBe(before);

    await server.apply();
    const now = group.typed(await server.read(admins));
    if (now.state !== 'present') throw new Error('no group');
    const later = `${domainSid}-1103`;
    await server.put(admins, present({ ...now.value, members: [...now.value.members, later] }));
    expect((await server.undo()).outcome).toBe('undone');
    const back = group.typed(await server.read(admins));
    expect(back.state === 'present' && [...back.value.members].sort()).toEqual(
      expect.arrayContaining([later, serviceAccountSid]),
    );
  });

  it('is out of the question where the Internet Mail Service uses SSL', async () => {
    expect(rights.appliesTo({ ...memberServer, internetMailServiceUsesSsl: true })).toMatch(/Q173496/);
    const told = await (await sceneServer(rights)).assess({ internetMailServiceUsesSsl: true });
    expect(told).toMatchObject({ state: 'needs-operator', changes: [] });
  });

  it('asks about SSL where nobody knows, and not where there is no Internet Mail Service', async () => {
    const server = await sceneServer(rights, sslUnknown);
    const finding = await server.assess();
    expect(finding).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(finding.checks.at(-1)?.objection).toMatch(/internetMailServiceUsesSsl/);
    expect((await server.assess({ internetMailServiceUsesSsl: false })).state).toBe('needs-changes');
    const withoutMail = await sceneServer(rights, { ...sslUnknown, internetMailService: false });
    expect((await withoutMail.assess()).state).toBe('needs-changes');
  });

  it('leaves the account in its group as long as one of the grants cannot be read', async () => {
    const server = await sceneServer(rights);
    await server.put(registryAcl.resource({ key: 'HKU' }), { state: 'unreadable', reason: 'access denied' });
    const { changes, checks } = await server.assess();
    expect(changes.map(({ resource }) => resource.kind)).not.toContain('group-membership');
    expect(checks.at(-1)?.objection).toMatch(/Read them by hand first/);
  });

  it('makes no key that is missing, and leaves the account in its group then', async () => {
    const server = await sceneServer(rights);
    const key = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';
    await server.put(registryAcl.resource({ key }), { state: 'absent' });
    const finding = await server.assess();
    const keys = finding.changes.map(({ resource }) => resource.key);
    expect(keys).not.toContain(registryAcl.resource({ key }).key);
    expect(keys).not.toContain(admins.key);
    expect(objections(finding)[0]).toMatch(/The key is not there/);
  });

  it('takes it out of the administrators of the domain too', async () => {
    const server = await sceneServer(rights);
    const domainAdmins = groupMembership('EXAMPLE', `${domainSid}-512`).resource;
    await server.put(domainAdmins, present({ members: [serviceAccountSid] }));
    const word = separateWord(memberServer);
    await server.put(word.resource, word.aim(absent));
    expect((await server.assess()).changes.map(({ resource }) => resource.key)).toContain(domainAdmins.key);
  });

  it("is a person's work where nobody knows which account it is", () => {
    const [only, ...more] = rights.expects({}, nobodyKnown);
    expect(more).toEqual([]);
    expect(only?.resource.kind).toBe('attestation');
    expect(rights.expects({ serviceAccount: serviceAccountSid }, nobodyKnown).length).toBeGreaterThan(7);
  });
});

describe('service-account-separate', () => {
  it('names the service that logs on as the administrator, and takes no word while it does', async () => {
    const finding = await (await sceneServer(separate)).assess();
    expect(finding).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(finding.checks[0]?.objection).toMatch(/^MSExchangeIMC logs on as the built-in administrator/);
  });

  it('knows the administrator by number, under another name too', async () => {
    const server = await sceneServer(separate);
    await server.put(account('EXAMPLE', 500).resource, present({ name: 'Chef', disabled: false }));
    await server.put(
      service('MSExchangeIMC').resource,
      present({ start: 'automatic', state: 'running', account: 'EXAMPLE\\chef' }),
    );
    expect((await server.assess()).checks[0]?.objection).toMatch(/built-in administrator/);
  });

  it('names a service that does not log on with the common account', async () => {
    const server = await sceneServer(separate);
    await server.put(
      service('MSExchangeIMC').resource,
      present({ start: 'automatic', state: 'running', account: 'EXAMPLE\\other' }),
    );
    expect((await server.assess()).checks[0]?.objection).toMatch(
      /MSExchangeIMC does not log on with the account/,
    );
  });

  it("takes the operator's word once Control Panel is right, and forgets it when taken back", async () => {
    const server = await sceneServer(separate);
    await server.put(
      service('MSExchangeIMC').resource,
      present({ start: 'automatic', state: 'running', account: 'EXAMPLE\\ExchSrv' }),
    );
    const before = await server.show();
    expect((await server.apply()).outcome).toBe('attested');
    expect((await server.assess()).state).toBe('satisfied');
    await server.undo();
    expect(await server.show()).toBe(before);
  });

  it('never plans to switch an account itself, and warns of deleting the old one', () => {
    expect(separate.expects({}, memberServer).map(({ resource }) => resource.kind)).toEqual(['attestation']);
    expect(separate.mayBreak.join('\n')).toMatch(/Never delete the old account.*Q163686/);
  });
});
