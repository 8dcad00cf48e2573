import { describe, expect, it } from '@jest/globals';
import { metabaseValue } from '../../src/resources/metabase-value.js';
import { absent, present, type Reading } from '../../src/model/reading.js';
import { kind as software } from '../../src/resources/software.js';
import { requireSslStep } from '../../steps/security-changes/web/require-ssl.js';
import { memberServer } from '../support/facts.js';
import { labStep, objections, type LabStep } from '../support/lab-step.js';

const mask = (node: string) => metabaseValue(node, 'AccessSSLFlags').resource;
const root = '/LM/W3SVC/1/ROOT';
const exchange = `${root}/Exchange`;
const dword = (data: number) => present({ type: 'DWORD', data });

async function withKey(): Promise<LabStep> {
  const step = await labStep('require-ssl');
  const bindings = metabaseValue('/LM/W3SVC/1', 'SecureBindings').resource;
  await step.set(bindings, present({ type: 'MULTISZ', data: [':443:'] }));
  return step;
}

describe('require-ssl', () => {
  it('stands on an installed certificate and on the lockdown', () => {
    expect(requireSslStep.needs).toEqual(['iis-lockdown', 'certificate-install']);
  });

  it('is refused while no key is bound, whatever is chosen', async () => {
    const step = await labStep('require-ssl');
    const finding = await step.look({ strong: false });
    expect(finding).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(finding)).toEqual([expect.stringMatching(/No key is bound.*Q224389/)]);
  });

  it('is refused for an empty list of bindings too', async () => {
    const step = await withKey();
    const bindings = metabaseValue('/LM/W3SVC/1', 'SecureBindings').resource;
    await step.set(bindings, present({ type: 'MULTISZ', data: [] }));
    expect((await step.look({ strong: false })).changes).toEqual([]);
  });

  it('is refused for 128 bit while schannel is the export build, and says what to do', async () => {
    const step = await withKey();
    const finding = await step.look();
    expect(finding).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(finding)).toEqual([expect.stringMatching(/export build.*strong to false/)]);
  });

  it.each<[string, Reading]>([
    ['cannot be read', { state: 'unreadable', reason: 'access denied' }],
    ['is not there', absent],
    ['does not say which it is', present({ version: '4.87.1964.1880' })],
  ])('is refused for 128 bit while schannel %s, and not for SSL alone', async (_, reading) => {
    const step = await withKey();
    await step.set(software.resource({ id: 'schannel' }), reading);
    const finding = await step.look();
    expect(finding).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(finding)).toEqual([
      expect.stringMatching(/not known to be the 128 bit.*strong to false/),
    ]);
    expect((await step.look({ strong: false })).state).toBe('needs-changes');
  });

  it('is refused without sspifilt, which answers SSL', async () => {
    const step = await withKey();
    const filters = metabaseValue('/LM/W3SVC/Filters', 'FilterLoadOrder').resource;
    await step.set(filters, present({ type: 'STRING', data: 'UrlScan' }));
    expect(objections(await step.look({ strong: false }))).toEqual([expect.stringContaining('Q247098')]);
  });

  it('sets one mask of 264 at the root with the strong build, and undo deletes it', async () => {
    const step = await withKey();
    await step.set(software.resource({ id: 'schannel' }), present({ version: 'US and Canada Use Only' }));
    const before = await step.server.show();
    expect((await step.apply()).outcome).toBe('verified');
    expect(await step.read(mask(root))).toEqual(dword(264));
    expect(await step.read(mask(exchange))).toEqual(absent);
    expect((await step.look()).state).toBe('satisfied');
    expect((await step.undo()).outcome).toBe('undone');
    expect(await step.read(mask(root))).toEqual(absent);
    expect(await step.server.show()).toBe(before);
  });

  it('keeps client certificate bits and brings back a 0 as a 0', async () => {
    const step = await withKey();
    await step.set(mask(root), dword(32));
    await step.set(mask(exchange), dword(0));
    await step.apply({ strong: false });
    expect(await step.read(mask(root))).toEqual(dword(40));
    // a mask of its own at a lower node would win over the root
    expect(await step.read(mask(exchange))).toEqual(dword(8));
    await step.undo();
    expect(await step.read(mask(root))).toEqual(dword(32));
    expect(await step.read(mask(exchange))).toEqual(dword(0));
  });

  it('is no more than part of it without 128 bit, unless that is there all the same', async () => {
    const step = await withKey();
    await step.apply({ strong: false });
    expect(await step.look({ strong: false })).toMatchObject({
      state: 'partly',
      reason: 'not looked at: whether 128 bit is required (strong is false)',
    });
    await step.set(mask(root), dword(264));
    expect((await step.look({ strong: false })).state).toBe('satisfied');
  });

  it('can be narrowed to Outlook Web Access', async () => {
    const step = await withKey();
    const { changes } = await step.look({ scope: 'outlook-web-access', strong: false });
    expect(changes.map(({ resource }) => resource.key)).toEqual([mask(exchange).key]);
  });

  it('refuses a site that does not hold Outlook Web Access, by its name', async () => {
    const step = await labStep('require-ssl');
    expect(objections(await step.look({ webSite: 2 }))).toEqual([
      expect.stringMatching(/^Web site 2 .*Administration Web Site.*no directory Exchange/),
    ]);
  });

  it('never touches the anonymous access that the logon page needs', () => {
    const keys = requireSslStep.expects({}, memberServer).map(({ resource }) => resource.key);
    expect(keys.filter((key) => key.endsWith('/6000'))).toEqual([]);
  });
});
