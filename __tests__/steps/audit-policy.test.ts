import { describe, expect, it } from '@jest/globals';
import { kind } from '../../src/resources/audit-policy.js';
import { present } from '../../src/model/reading.js';
import { auditPolicyStep as step } from '../../steps/security-changes/auditing/audit-policy.js';
import { sceneServer } from '../support/scene-server.js';

const logon = kind.resource({ category: 'logon' });
const objects = kind.resource({ category: 'objectAccess' });

describe('audit-policy', () => {
  it('records both where it matters, failures where success is noise, and then switches auditing on', async () => {
    const server = await sceneServer(step);
    const before = await server.show();
    const { state, changes } = await server.assess();
    expect(state).toBe('needs-changes');
    expect(changes.map(({ resource, after }) => [resource.key, kind.show(after)])).toEqual([
      ['audit-policy:system', 'success and failure'],
      ['audit-policy:logon', 'success and failure'],
      ['audit-policy:objectAccess', 'failure'],
      ['audit-policy:privilegeUse', 'failure'],
      ['audit-policy:policyChange', 'success and failure'],
      ['audit-policy:accountManagement', 'success and failure'],
      ['audit-policy:enabled', 'on'],
    ]);
    await server.apply();
    expect(await server.assess()).toMatchObject({
      state: 'partly',
      reason: 'not looked at: the domain controllers',
    });
    await server.undo();
    expect(await server.show()).toBe(before);
  });

  it('keeps what is recorded beyond that', async () => {
    const server = await sceneServer(step);
    await server.put(objects, present({ success: true, failure: false }));
    await server.apply();
    expect(await server.read(objects)).toEqual(present({ success: true, failure: true }));
  });

  it('records failures alone when told to, taking successes away, and says what that loses', async () => {
    const server = await sceneServer(step);
    await server.put(logon, present({ success: true, failure: true }));
    await server.apply({ record: 'failures-only' });
    expect(await server.read(logon)).toEqual(present({ success: false, failure: true }));
    expect(step.mayBreak.join('\n')).toMatch(/failures-only.*517.*612.*644/);
    expect(step.mayBreak.join('\n')).toMatch(/1009.*Q260835/);
  });

  it('is partly done, and says of what, where something cannot be read, and does not write it', async () => {
    const server = await sceneServer(step);
    await server.put(logon, { state: 'unreadable', reason: 'only SYSTEM may read it' });
    await server.apply();
    expect(await server.assess()).toMatchObject({
      state: 'partly',
      reason: expect.stringMatching(/^Logon and Logoff cannot be read: only SYSTEM may read it/),
    });
  });

  it('mends a reading of another shape', async () => {
    const server = await sceneServer(step);
    await server.put(logon, present({ value: true }));
    expect((await server.assess()).changes.map(({ resource }) => resource.key)).toContain(logon.key);
  });

  it('knows no third choice', () => {
    expect(() => step.parseOptions({ record: 'everything' })).toThrow(/record/);
  });

  it('says whose policy it is, and shows the tool of a member server and of a domain controller', () => {
    expect(step.unconfirmed?.join('\n')).toMatch(/member server has a policy of its own.*set on the primary/);
    expect(kind.change(logon, present({ success: true, failure: true })).join('\n')).toMatch(
      /User Manager for Domains\.[^]*On a domain controller leave the domain[^]*other server choose User, Select Domain/,
    );
  });

  it('says that the Security Configuration Manager does not take everything back', () => {
    expect(step.unconfirmed?.join('\n')).toMatch(/before Service Pack 6.*User Manager does \(Q241653\)/);
  });
});
