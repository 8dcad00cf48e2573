import { describe, expect, it } from '@jest/globals';
import { present } from '../../src/model/reading.js';
import { guestAccountStep as step } from '../../steps/security-changes/windows/guest-account.js';
import { account } from '../../src/resources/account.js';
import type { Facts } from '../../src/model/facts.js';
import { memberServer, without } from '../support/facts.js';
import { objections } from '../support/lab-step.js';
import { sceneServer } from '../support/scene-server.js';

const [expectation] = step.expects(step.parseOptions({}), memberServer);

describe('the guest account of the domain', () => {
  const ofDomain = account('EXAMPLE', 501).resource;
  const enabled = present({ name: 'Guest', disabled: false });

  it('keeps the step open on a member server, and changes only when told to', async () => {
    const server = await sceneServer(step);
    await server.put(ofDomain, enabled);
    await server.apply();
    const left = await server.assess();
    expect(left).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(left)).toEqual([expect.stringMatching(/primary domain controller.*wholeDomain/)]);
    await server.apply({ wholeDomain: true });
    expect((await server.assess()).state).toBe('satisfied');
  });

  it('is left over where the domain has no name that is known, and is the own one on a controller', async () => {
    const nameless = await sceneServer(step, without(without(memberServer, 'domain'), 'serviceAccount'));
    await nameless.apply();
    expect(await nameless.assess()).toMatchObject({
      state: 'partly',
      reason: 'not looked at: the guest account of its domain',
    });
    const controller: Facts = { ...memberServer, role: 'LanmanNT' };
    expect(step.expects(step.parseOptions({}), controller)).toHaveLength(1);
  });
});

describe('guest-account', () => {
  it('means account 501 of the server itself, whatever it is called', () => {
    expect(expectation?.resource.address).toEqual({ authority: 'NTEX01', rid: 501 });
    expect(expectation?.met(present({ name: 'Gast', disabled: false }))).toBe(false);
    expect(expectation?.met(present({ name: 'Invité', disabled: true }))).toBe(true);
  });

  it('says that while it is enabled a failed logon relays mail for strangers', () => {
    expect(step.why).toMatch(/failed SMTP logon.*relays.*Q251149/);
  });
});
