import { describe, expect, it } from '@jest/globals';
import { directoryAttribute } from '../../src/resources/directory-attribute.js';
import { absent, present } from '../../src/model/reading.js';
import { dword, text } from '../../src/resources/registry/data.js';
import { kind as volume } from '../../src/resources/volume.js';
import { kind as registry } from '../../src/resources/registry-value.js';
import { imsMessageSizeStep } from '../../steps/security-changes/exchange/ims-message-size.js';
import { mtaMessageSizeStep } from '../../steps/security-changes/exchange/mta-message-size.js';
import { trackingRetentionStep } from '../../steps/security-changes/exchange/tracking-retention.js';
import { memberServer } from '../support/facts.js';
import { labStep, objections } from '../support/lab-step.js';

const configuration = 'cn=Configuration,ou=HQ,o=Example';
const services = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';
const inbound = registry.resource({
  key: `${services}\\MSExchangeIMC\\Parameters`,
  name: 'InboundSizeLimit',
});
const outbound = registry.resource({
  key: `${services}\\MSExchangeIMC\\Parameters`,
  name: 'OutboundSizeLimit',
});
const mta = directoryAttribute(
  `cn=Microsoft MTA,cn=NTEX01,cn=Servers,${configuration}`,
  'Deliv-Cont-Length',
).resource;

describe('ims-message-size', () => {
  const general = directoryAttribute(
    `cn=Internet Mail Connector (NTEX01),cn=Connections,${configuration}`,
    'Deliv-Cont-Length',
  ).resource;

  it('counts in bytes in the registry and sets both directions', async () => {
    const step = await labStep('ims-message-size');
    await step.apply({ inboundMegabytes: 2, outboundMegabytes: 20 });
    expect(await step.read(inbound)).toEqual(present(dword(2 * 1024 * 1024)));
    expect(await step.read(outbound)).toEqual(present(dword(20 * 1024 * 1024)));
  });

  it('takes a 0 for no limit and a text for none at all', async () => {
    const step = await labStep('ims-message-size');
    await step.set(inbound, present(dword(0)));
    await step.set(outbound, present(text('1000')));
    expect((await step.look()).changes).toHaveLength(2);
    await step.apply();
    await step.undo();
    expect(await step.read(inbound)).toEqual(present(dword(0)));
  });

  it('is satisfied by the limit of the General page that the article sets, and changes nothing', async () => {
    const step = await labStep('ims-message-size');
    await step.set(general, present({ values: ['10240'] }));
    expect(await step.look()).toMatchObject({ state: 'satisfied', changes: [] });
    expect((await step.look({ inboundMegabytes: 5 })).state).toBe('needs-operator');
  });

  it.each([['0'], ['51200'], ['10M']])('is refused where that page says %s', async (limit) => {
    const step = await labStep('ims-message-size');
    await step.set(general, present({ values: [limit] }));
    const finding = await step.look();
    expect(finding).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(finding)).toEqual([expect.stringContaining(`limits messages to ${limit} KB`)]);
  });

  it('is refused where limits of both kinds stand side by side', async () => {
    const step = await labStep('ims-message-size');
    await step.set(general, present({ values: ['10240'] }));
    await step.set(inbound, present(dword(64 * 1024 * 1024)));
    const finding = await step.look();
    expect(finding).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(finding)).toEqual([expect.stringMatching(/do not go together.*No limit/)]);
  });

  it('is refused where that page could not be read', async () => {
    const step = await labStep('ims-message-size');
    await step.set(general, { state: 'unreadable', reason: 'no LDAP' });
    expect(await step.look()).toMatchObject({ state: 'needs-operator', changes: [] });
  });

  it('sets the General page before Service Pack 3, which knows no other limit', async () => {
    const step = await labStep('ims-message-size', { ...memberServer, exchangeServicePack: 2 });
    await step.apply({ inboundMegabytes: 10 });
    expect(await step.read(general)).toEqual(present({ values: ['10240'] }));
    expect(await step.read(inbound)).toEqual(absent);
    await step.undo();
    expect(await step.read(general)).toEqual(absent);
  });

  it('takes the word of a person for that page where the directory names are not known', async () => {
    const { organization, ...unknown } = memberServer;
    expect(organization).toBe('Example');
    const [first] = (await (await labStep('ims-message-size', unknown)).look()).changes;
    expect(first?.resource.key).toBe('attestation:internet-mail-general-page');
  });

  it('has nothing to do without an Internet Mail Service', () => {
    expect(imsMessageSizeStep.appliesTo({ ...memberServer, internetMailService: false })).toMatch(
      /no Internet/,
    );
    expect(imsMessageSizeStep.appliesTo({ ...memberServer, exchangeServicePack: 2 })).toBe(true);
  });

  it.each([1, 21])('does not take %p MB', (inboundMegabytes) => {
    expect(() => imsMessageSizeStep.parseOptions({ inboundMegabytes })).toThrow(/inboundMegabytes/);
  });
});

describe('mta-message-size', () => {
  it('counts in KB in the directory, and its undo deletes the limit instead of writing 0', async () => {
    const step = await labStep('mta-message-size');
    await step.apply({ megabytes: 5 });
    expect(await step.read(mta)).toEqual(present({ values: ['5120'] }));
    await step.undo();
    expect(await step.read(mta)).toEqual(absent);
  });

  it('replaces a limit of 0, which nothing passes', async () => {
    const step = await labStep('mta-message-size');
    await step.set(mta, present({ values: ['0'] }));
    await step.apply();
    expect(await step.read(mta)).toEqual(present({ values: ['20480'] }));
  });

  it('takes text that is no number for no limit', async () => {
    const step = await labStep('mta-message-size');
    await step.set(mta, present({ values: ['10M'] }));
    expect((await step.look()).state).toBe('needs-changes');
  });

  it('asks for the same limit everywhere where there are other servers', async () => {
    const step = await labStep('mta-message-size', { ...memberServer, otherServersOfSite: ['NTEX02'] });
    expect(objections(await step.look())).toEqual([expect.stringMatching(/NTEX02.*Q160534/)]);
    expect((await step.look({ sameEverywhere: true })).state).toBe('needs-changes');
  });

  it('needs no word for servers whose limit the directory shows to be the same', async () => {
    const otherServersOfSite = ['NTEX02', 'NTEX03'];
    const step = await labStep('mta-message-size', { ...memberServer, otherServersOfSite });
    const limitOn = (name: string) =>
      directoryAttribute(`cn=Microsoft MTA,cn=${name},cn=Servers,${configuration}`, 'Deliv-Cont-Length')
        .resource;
    await step.set(limitOn('NTEX02'), present({ values: ['20480'] }));
    await step.set(limitOn('NTEX03'), present({ values: ['5120'] }));
    expect(objections(await step.look())).toEqual([
      expect.stringMatching(/this server and NTEX03 different/),
    ]);
    await step.set(limitOn('NTEX03'), present({ values: ['20480'] }));
    expect((await step.look()).state).toBe('needs-changes');
  });

  it.each([4, 21])('does not take %p MB', (megabytes) => {
    expect(() => mtaMessageSizeStep.parseOptions({ megabytes })).toThrow(/megabytes/);
  });
});

describe('tracking-retention', () => {
  const days = registry.resource({
    key: `${services}\\MSExchangeSA\\Parameters`,
    name: 'OldLogsCleaningInterval(Days)',
  });

  it('fits 15 days at 75 MB into the lab, and not 30', async () => {
    const step = await labStep('tracking-retention');
    const tooMuch = await step.look({ days: 30, freeMegabytes: 1180 });
    expect(tooMuch).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(tooMuch)).toEqual([
      expect.stringContaining('30 days want 2250 MB and 1180 MB are free'),
    ]);
    await step.apply({ days: 15, freeMegabytes: 1180 });
    expect(await step.read(days)).toEqual(present(dword(15)));
  });

  it('reads how much is free on the disk of the logs', async () => {
    const step = await labStep('tracking-retention');
    expect((await step.look()).state).toBe('needs-changes');
    expect(objections(await step.look({ days: 30 }))).toEqual([
      expect.stringContaining('30 days want 2250 MB and 1180 MB are free'),
    ]);
  });

  it('believes what is read before what a person said once', async () => {
    const step = await labStep('tracking-retention');
    expect(objections(await step.look({ days: 30, freeMegabytes: 9000 }))).toEqual([
      expect.stringContaining('30 days want 2250 MB and 1180 MB are free'),
    ]);
  });

  it('does not guess it where the disk cannot be read, or the logs lie on another', async () => {
    const step = await labStep('tracking-retention');
    await step.set(
      registry.resource({ key: `${services}\\MSExchangeSA\\Parameters`, name: 'Log Directory' }),
      present(text('D:\\Tracking.log')),
    );
    expect(objections(await step.look())).toEqual([expect.stringContaining('give freeMegabytes')]);
    const blind = await labStep('tracking-retention');
    await blind.set(volume.resource({ drive: 'C:' }), { state: 'unreadable', reason: 'no answer' });
    expect(objections(await blind.look())).toEqual([expect.stringContaining('give freeMegabytes')]);
  });

  it('never lowers the number, since deleted logs do not come back', async () => {
    const step = await labStep('tracking-retention');
    await step.set(days, present(dword(60)));
    expect((await step.look()).state).toBe('satisfied');
  });

  it('replaces a number that was written as text', async () => {
    const step = await labStep('tracking-retention');
    await step.set(days, present(text('60')));
    expect((await step.look({ freeMegabytes: 5000 })).changes).toHaveLength(1);
  });

  it.each([14, 31])('does not take %p days', (wanted) => {
    expect(() => trackingRetentionStep.parseOptions({ days: wanted })).toThrow(/days/);
  });
});

describe('message-tracking', () => {
  const store = directoryAttribute(
    `cn=Site-MDB-Config,${configuration}`,
    'Message-Tracking-Enabled',
  ).resource;

  it('switches store and MTA on and leaves Internet mail to a person', async () => {
    const step = await labStep('message-tracking');
    await step.apply();
    expect(await step.read(store)).toEqual(present({ values: ['TRUE'] }));
    const { checks } = await step.look();
    expect(checks.map(({ expectation }) => expectation.resource.kind)).toEqual([
      'directory-attribute',
      'directory-attribute',
      'attestation',
    ]);
  });

  it('asks for the name of an object that the directory does not have', async () => {
    const step = await labStep('message-tracking');
    const finding = await step.look({ storeObject: 'Other' });
    expect(objections(finding)).toEqual([
      expect.stringMatching(/no object cn=Other,.*Information Store Site Configuration.*storeObject/),
    ]);
    expect(finding.changes.map(({ resource }) => resource.key)).not.toContain(store.key);
  });

  it('names the other servers that begin to write logs', async () => {
    const step = await labStep('message-tracking', { ...memberServer, otherServersOfSite: ['NTEX02'] });
    expect(objections(await step.look())).toEqual([expect.stringContaining('NTEX02 too')]);
    expect(objections(await step.look({ everyServer: true }))).toEqual([]);
  });

  it('asks nothing of an Internet Mail Service that is not there', async () => {
    const step = await labStep('message-tracking', { ...memberServer, internetMailService: false });
    expect((await step.look()).state).toBe('needs-changes');
  });
});
