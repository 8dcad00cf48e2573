import { describe, expect, it } from '@jest/globals';
import { present } from '../../src/model/reading.js';
import { dword, meaning, text } from '../../src/resources/registry/data.js';
import { kind as acl, registryAcl } from '../../src/resources/registry-acl.js';
import { kind as value } from '../../src/resources/registry-value.js';
import { restrictRemoteRegistryStep as step } from '../../steps/security-changes/windows/restrict-remote-registry.js';
import { exchangePeople, memberServer } from '../support/facts.js';
import { sceneServer, type SceneServer } from '../support/scene-server.js';

const winreg = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurePipeServers\\winreg';
const lanman = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters';
const key = acl.resource({ key: winreg });
const paths = value.resource({ key: `${winreg}\\AllowedPaths`, name: 'Machine' });
const pipes = value.resource({ key: lanman, name: 'NullSessionPipes' });
const restricted = value.resource({ key: lanman, name: 'RestrictNullSessAccess' });
const monitoring = 'S-1-5-21-1060284298-1417001333-682003330-1500';

const list = async (server: SceneServer, resource: typeof paths): Promise<unknown> => {
  const reading = value.typed(await server.read(resource));
  return reading.state === 'present' ? meaning(reading.value) : reading.state;
};
const sddl = async (server: SceneServer): Promise<string> => {
  const reading = acl.typed(await server.read(key));
  return reading.state === 'present' ? reading.value.sddl : reading.state;
};

describe('restrict-remote-registry', () => {
  it('finds the three holes of the lab and shuts the key itself last', async () => {
    const server = await sceneServer(step);
    const { state, changes } = await server.assess();
    expect(state).toBe('needs-changes');
    expect(changes.map(({ resource }) => resource.key)).toEqual([paths.key, pipes.key, key.key]);
    await server.apply();
    expect(await list(server, pipes)).not.toContain('winreg');
    expect(await list(server, paths)).toEqual(expect.not.arrayContaining(['Software\\Example\\Monitor']));
    expect(await sddl(server)).toBe(
      `O:BAG:SYD:(A;CI;0xf003f;;;BA)(A;CI;0xf003f;;;S-1-5-18)(A;CI;0xf003f;;;${exchangePeople.serviceAccountSid})`,
    );
    expect((await server.assess()).state).toBe('satisfied');
  });

  it('comes back letter for letter, and keeps whom others let in since', async () => {
    const server = await sceneServer(step);
    const before = await server.show();
    await server.apply();
    await server.undo();
    expect(await server.show()).toBe(before);
    await server.apply();
    await server.put(key, present({ sddl: `${await sddl(server)}(A;CI;0x20019;;;${monitoring})` }));
    expect((await server.undo()).outcome).toBe('undone');
    expect(await sddl(server)).toBe(
      `O:BAG:SYD:(A;CI;0xf003f;;;BA)(A;CI;0x20019;;;WD)(A;CI;0x20019;;;${monitoring})`,
    );
  });

  it('keeps every other entry, unless it is struck out', async () => {
    const server = await sceneServer(step);
    await server.put(
      key,
      present({ sddl: `D:(A;CI;0x20019;;;WD)(A;CI;0x20019;;;${monitoring})(A;CI;0xf003f;;;BA)` }),
    );
    await server.apply();
    expect(await sddl(server)).toContain(monitoring);
    await server.apply({ strike: [monitoring] });
    expect(await sddl(server)).not.toContain(monitoring);
  });

  it('never strikes Administrators or SYSTEM, by which Batten comes in', () => {
    expect(() => step.parseOptions({ strike: ['S-1-5-32-544'] })).toThrow(/always keep their access/);
    expect(() => step.parseOptions({ strike: ['S-1-5-18'] })).toThrow(/always keep their access/);
    expect(step.risky).toBe(true);
    expect(step.mayBreak[0]).toMatch(/^Batten itself/);
  });

  it('lets the readers in that the operator names, and keeps the paths that are allowed', async () => {
    const server = await sceneServer(step);
    const mine = { readers: [monitoring], allowedPaths: ['software\\example\\monitor'] };
    await server.apply(mine);
    expect(await sddl(server)).toContain(`(A;CI;0x20019;;;${monitoring})`);
    expect(await list(server, paths)).toEqual(['Software\\Example\\Monitor']);
  });

  it('edits the list of paths that is there and writes none of its own', async () => {
    const server = await sceneServer(step);
    await server.put(paths, { state: 'absent' });
    await server.apply();
    expect(await list(server, paths)).toBe('absent');
  });

  it('takes a missing RestrictNullSessAccess for 1 and mends a 0', async () => {
    const server = await sceneServer(step);
    const { checks } = await server.assess();
    expect(checks.find(({ expectation }) => expectation.resource.key === restricted.key)?.met).toBe(true);
    await server.put(restricted, present(dword(0)));
    await server.apply();
    expect(await server.read(restricted)).toEqual(present(dword(1)));
  });

  it('leaves alone what is no list, and says so', async () => {
    const server = await sceneServer(step);
    for (const resource of [paths, pipes]) await server.put(resource, present(text('winreg')));
    const { changes, checks } = await server.assess();
    expect(changes.map(({ resource }) => resource.key)).toEqual([key.key]);
    expect(checks.filter(({ objection }) => objection?.startsWith('It is no list'))).toHaveLength(2);
  });

  it('leaves a key alone that it cannot read', async () => {
    const server = await sceneServer(step);
    await server.put(key, { state: 'unreadable', reason: 'access denied' });
    expect((await server.assess()).changes.map(({ resource }) => resource.key)).toEqual([
      paths.key,
      pipes.key,
    ]);
  });

  it('makes the key where NT has none, with Administrators and SYSTEM', async () => {
    const server = await sceneServer(step, { ...memberServer });
    await server.put(key, { state: 'absent' });
    // Before its values, which would make it with other permissions
    const change = (await server.assess()).changes.at(0);
    expect(change?.after).toMatchObject({ value: { sddl: expect.stringMatching(/S-1-5-32-544.*S-1-5-18/) } });
    expect(
      registryAcl(winreg)
        .allows({ none: ['S-1-1-0'] })
        .met({ state: 'absent' }),
    ).toBe(false);
  });

  it('writes where NT reads: winreg below Control, RestrictNullSessAccess at the server service', () => {
    const keys = step.expects({}, memberServer).map(({ resource }) => resource.key);
    expect(keys).toContain(
      'registry-acl:hklm\\system\\currentcontrolset\\control\\securepipeservers\\winreg',
    );
    const [nullSession] = keys.filter((one) => one.includes('restrictnullsessaccess'));
    expect(nullSession).toContain('\\services\\lanmanserver\\parameters');
  });

  it('comes after the anonymous restriction and the rights of the service account', () => {
    expect(step.after).toEqual(['service-account-rights', 'restrict-anonymous']);
    expect(step.effect).toBe('reboot');
  });
});
