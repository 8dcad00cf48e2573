import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../../src/errors.js';
import { present } from '../../src/model/reading.js';
import type { Facts } from '../../src/model/facts.js';
import { registryValue } from '../../src/resources/registry-value.js';
import { multiText, text as textValue } from '../../src/resources/registry/data.js';
import { passwordPolicyStep as step } from '../../steps/security-changes/windows/password-policy.js';
import { memberServer, without } from '../support/facts.js';
import { objections } from '../support/lab-step.js';
import { sceneServer } from '../support/scene-server.js';

const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';

const nameless = without(without(memberServer, 'domain'), 'serviceAccount');
const expectations = (options: unknown) => step.expects(step.parseOptions(options), memberServer);

describe('password-policy', () => {
  it('asks for 8 characters on the accounts of the server itself unless told otherwise', () => {
    const [length] = expectations({});
    expect(length?.resource.address).toEqual({ authority: 'NTEX01', field: 'minimumPasswordLength' });
    expect(length?.met(present({ value: 8 }))).toBe(true);
    expect(length?.met(present({ value: 7 }))).toBe(false);
  });

  it('sets the length before the filter, or users are told that 0 characters will do', () => {
    expect(expectations({}).map(({ resource }) => resource.kind)).toEqual([
      'account-policy',
      'account-policy',
      'registry-value',
    ]);
  });

  it('keeps the password filters of others, in their order', () => {
    const [, , packages] = expectations({});
    expect(packages?.aim(present(multiText(['FPNWCLNT', 'ACMEPWD'])))).toEqual(
      present(multiText(['FPNWCLNT', 'ACMEPWD', 'PASSFILT'])),
    );
  });

  it('is open as long as the domain asks for less, and changes the domain only when told to', async () => {
    const server = await sceneServer(step);
    await server.apply();
    const finding = await server.assess();
    expect(finding.state).toBe('needs-operator');
    expect(objections(finding)).toEqual([expect.stringMatching(/primary domain controller.*wholeDomain/)]);
    const { changes } = await server.assess({ wholeDomain: true });
    expect(changes.map(({ resource }) => resource.key)).toEqual([
      'account-policy:example\\minimumPasswordLength',
    ]);
    await server.apply({ wholeDomain: true });
    expect(await server.assess()).toMatchObject({
      state: 'partly',
      reason: 'not looked at: PASSFILT on the controllers of EXAMPLE',
    });
  });

  it.each<[string, Facts, readonly string[]]>([
    ['looks at no domain that has no name', nameless, []],
    ['has one policy on a domain controller', { ...memberServer, role: 'LanmanNT' }, []],
    ['has one policy where there is no domain', { ...memberServer, domainRole: 'stand-alone' }, []],
  ])('%s', (_, facts, more) => {
    expect(step.expects(step.parseOptions({}), facts).map(({ resource }) => resource.kind)).toEqual([
      'account-policy',
      ...more,
      'registry-value',
    ]);
  });

  it.each([
    ['a text', textValue('FPNWCLNT')],
    ['a list with half a character', { type: 'REG_MULTI_SZ', bytes: '460050000000000000' } as const],
  ])('leaves %s alone, which would lose the filters that it names', async (_, value) => {
    const server = await sceneServer(step);
    const filters = registryValue(lsa, 'Notification Packages').absent().resource;
    await server.put(filters, present(value));
    const finding = await server.assess();
    expect(finding.changes.map(({ resource }) => resource.key)).not.toContain(filters.key);
    expect(objections(finding)).toContainEqual(expect.stringMatching(/is no list as NT writes it/));
  });

  it('says what it did not look at', () => {
    const left = (facts: Facts) => step.scope(step.parseOptions({}), facts, () => undefined).left;
    expect(left(nameless)).toEqual(['the accounts of its domain']);
    expect(left({ ...memberServer, role: 'LanmanNT', domainRole: 'primary controller' })).toEqual([]);
    expect(left({ ...memberServer, role: 'LanmanNT', domainRole: 'backup controller' })).toEqual([
      'PASSFILT on the primary domain controller',
    ]);
    expect(left({ ...memberServer, domainRole: 'stand-alone' })).toEqual([]);
  });

  it('is satisfied by a filter written in small letters and a longer length', () => {
    const [length, , packages] = expectations({ minimumLength: 6 });
    expect(length?.met(present({ value: 14 }))).toBe(true);
    expect(packages?.met(present(multiText(['passfilt'])))).toBe(true);
  });

  it.each([5, 15, 7.5, '8'])('names the option when the length is %p', (minimumLength) => {
    expect(() => step.parseOptions({ minimumLength })).toThrow(UsageError);
    expect(() => step.parseOptions({ minimumLength })).toThrow(/password-policy do not fit at minimumLength/);
  });

  it('waits for the service pack that brings the filter, and is open until then', async () => {
    const old = await sceneServer(step, { ...memberServer, servicePack: 1 });
    expect(await old.assess()).toMatchObject({
      state: 'needs-operator',
      changes: [],
      reason: expect.stringMatching(
        /Service Pack 2, and this server has Service Pack 1: nt4-service-pack comes first/,
      ),
    });
    const young = await sceneServer(step, { ...memberServer, servicePack: 2 });
    expect((await young.assess()).state).toBe('needs-changes');
  });
});
