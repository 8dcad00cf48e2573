import { describe, expect, it } from '@jest/globals';
import { folderAcl, kind as folder } from '../../src/resources/folder-acl.js';
import { present } from '../../src/model/reading.js';
import { text } from '../../src/resources/registry/data.js';
import { kind as registryValue } from '../../src/resources/registry-value.js';
import { kind as share } from '../../src/resources/share-acl.js';
import { exchangeSharesStep as step } from '../../steps/security-changes/windows/exchange-shares.js';
import { exchangePeople, memberServer, without } from '../support/facts.js';
import { sceneServer, type SceneServer } from '../support/scene-server.js';

const connectorUnknown = without(memberServer, 'msMailConnector');
const { serviceAccountSid: service, exchangeAdministratorsSid: people } = exchangePeople;
const five = [
  'share-acl:add-ins',
  'share-acl:address',
  'share-acl:connect$',
  'share-acl:resources',
  'share-acl:tracking.log',
];
const tracking = folder.resource({ path: 'C:\\Exchsrvr\\Tracking.log' });
const logDirectory = registryValue.resource({
  key: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeSA\\Parameters',
  name: 'Log Directory',
});
const addIns = share.resource({ share: 'Add-ins' });
const keysOf = async (server: SceneServer, options?: unknown): Promise<readonly string[]> =>
  (await server.assess(options)).changes.map(({ resource }) => resource.key);
const sddl = async (server: SceneServer, resource = addIns): Promise<unknown> => {
  const reading = await server.read(resource);
  return reading.state === 'present' ? (reading.value as { sddl?: string }).sddl : reading.state;
};

describe('exchange-shares', () => {
  it('closes the five shares and the folder of the tracking logs, and touches no other', async () => {
    const server = await sceneServer(step);
    const before = await server.show();
    expect(await keysOf(server)).toEqual([...five, tracking.key]);
    await server.apply();
    expect(await sddl(server)).toBe(
      `D:(A;;0x1f01ff;;;BA)(A;;0x1f01ff;;;${service})(A;;0x1f01ff;;;${people})`,
    );
    expect(await sddl(server, tracking)).toBe(
      `O:BAG:SYD:(A;OICI;0x1f01ff;;;S-1-5-32-544)(A;OICI;0x1f01ff;;;S-1-5-18)(A;OICI;0x1f01ff;;;${service})(A;OICI;0x1200a9;;;${people})`,
    );
    expect((await server.assess()).state).toBe('satisfied');
    await server.undo();
    expect(await server.show()).toBe(before);
  });

  it('leaves the NTFS permissions of the Exchange folders to Outlook Web Access', () => {
    const folders = step
      .expects(step.parseOptions({ maildata: 'always' }), memberServer)
      .filter(({ resource }) => resource.kind === 'folder-acl');
    expect(folders.map(({ resource }) => resource.key)).toEqual([tracking.key]);
  });

  it('lets in whom it must before Everyone goes: one write holds both', async () => {
    const server = await sceneServer(step);
    await server.put(addIns, present({ sddl: 'D:(A;;0x1200a9;;;WD)' }));
    const change = (await server.assess()).changes.find(({ resource }) => resource.key === addIns.key);
    expect(change?.after).toEqual(
      present({ sddl: `D:(A;;0x1f01ff;;;S-1-5-32-544)(A;;0x1f01ff;;;${service})(A;;0x1f01ff;;;${people})` }),
    );
  });

  it('can let Exchange administrators read only, and takes nothing from those who have more', async () => {
    const server = await sceneServer(step);
    await server.apply({ administratorsMay: 'read' });
    expect(await sddl(server)).toContain(`(A;;0x1200a9;;;${people})`);
    await server.apply();
    await server.apply({ administratorsMay: 'read' });
    expect(await sddl(server)).toContain(`(A;;0x1f01ff;;;${people})`);
  });

  it('lets in everybody who administers Exchange by its directory, and its own account once', async () => {
    const { exchangeAdministratorsSid, ...facts } = memberServer;
    const chief = 'S-1-5-21-1060284298-1417001333-682003330-1011';
    const on = ['o=Example'];
    const found = [service, exchangeAdministratorsSid ?? '', chief, 'S-1-5-32-544'].map((sid) => ({
      sid,
      on,
    }));
    const server = await sceneServer(step, { ...facts, exchangeAdministrators: found });
    await server.apply({ administratorsMay: 'read' });
    expect(await sddl(server)).toBe(
      `D:(A;;0x1f01ff;;;BA)(A;;0x1f01ff;;;${service})(A;;0x1200a9;;;${people})(A;;0x1200a9;;;${chief})`,
    );
  });

  it.each([
    ['where the connector is known to be unused', {}, { ...memberServer, msMailConnector: false }, true],
    ['where it is there', {}, memberServer, false],
    ['where nobody knows', {}, connectorUnknown, false],
    ['when told to', { maildata: 'always' }, memberServer, true],
    ['when told not to', { maildata: 'never' }, { ...memberServer, msMailConnector: false }, false],
  ])('closes maildat$ or leaves it, %s', async (_, options, facts, closed) => {
    expect((await keysOf(await sceneServer(step, facts), options)).includes('share-acl:maildat$')).toBe(
      closed,
    );
  });

  it('touches nothing while it does not know whom to let in', async () => {
    const server = await sceneServer(step, { name: 'NTEX01' });
    const finding = await server.assess();
    expect(finding).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(finding.checks[0]?.objection).toMatch(/serviceAccount and exchangeAdministrators/);
    expect(await keysOf(server, { serviceAccount: service, exchangeAdministrators: people })).toEqual([
      ...five,
      tracking.key,
    ]);
  });

  it('looks for the tracking logs where the System Attendant writes them', async () => {
    const server = await sceneServer(step);
    await server.put(logDirectory, present(text('E:\\Logs\\Tracking.log')));
    const { changes, checks } = await server.assess();
    expect(changes.map(({ resource }) => resource.key)).toEqual(five);
    expect(checks.at(-1)?.objection).toMatch(/lie in E:\\Logs\\Tracking.log/);
    await server.put(
      folder.resource({ path: 'E:\\Logs\\Tracking.log' }),
      present({ sddl: 'D:(A;OICI;GA;;;WD)' }),
    );
    expect(await keysOf(server, { trackingLog: 'E:\\Logs\\Tracking.log' })).toHaveLength(6);
  });

  it('is not done by closing a folder in which the logs no longer lie', async () => {
    const server = await sceneServer(step);
    await server.apply();
    expect((await server.assess()).state).toBe('satisfied');
    await server.put(logDirectory, present(text('E:\\Logs\\Tracking.log')));
    expect(await server.assess()).toMatchObject({ state: 'needs-operator', changes: [] });
    await server.put(logDirectory, { state: 'unreadable', reason: 'access denied' });
    expect((await server.assess()).state).toBe('partly');
  });

  it('makes no folder that is missing', async () => {
    const server = await sceneServer(step);
    await server.put(tracking, { state: 'absent' });
    const { changes, checks } = await server.assess();
    expect(changes).toHaveLength(5);
    expect(checks.at(-1)?.objection).toMatch(/There is no C:\\Exchsrvr\\Tracking\.log/);
    expect(folderAcl('C:\\A').allows({}).met({ state: 'absent' })).toBe(false);
  });

  it('never touches a share whose permissions cannot be read, and minds none that is not there', async () => {
    const server = await sceneServer(step);
    await server.put(addIns, { state: 'unreadable', reason: 'fixed' });
    await server.put(share.resource({ share: 'Address' }), { state: 'absent' });
    expect(await keysOf(server)).toEqual([...five.slice(2), tracking.key]);
  });

  it('keeps the access of those who were let in by others', async () => {
    const server = await sceneServer(step);
    const other = '(A;;0x1200a9;;;S-1-5-21-1060284298-1417001333-682003330-1021)';
    await server.put(addIns, present({ sddl: `D:(A;;0x1200a9;;;WD)${other}` }));
    await server.apply();
    expect(await sddl(server)).toContain(other);
  });

  it('says that service packs let Everyone in again', () => {
    expect(step.mayBreak[0]).toMatch(/service packs.*look again/);
    expect(step.after).toContain('exchange-service-pack');
  });
});

describe('the shares that the server lists', () => {
  const listed = (shares: readonly { readonly name: string; readonly path: string }[]) =>
    sceneServer(step, { ...memberServer, shares });

  it('tell where the tracking logs are', async () => {
    const server = await listed([{ name: 'Tracking.Log', path: 'D:\\Logs' }]);
    await server.put(logDirectory, present(text('D:\\Logs')));
    await server.put(folder.resource({ path: 'D:\\Logs' }), present({ sddl: 'D:(A;OICI;FA;;;WD)' }));
    expect(await keysOf(server)).toContain('folder-acl:d:\\logs');
  });

  it('are named where they show the Exchange folder, a part of it or all around it to Everyone', async () => {
    const server = await listed([
      ...[
        { name: 'address', path: 'C:\\Exchsrvr\\ADDRESS' },
        { name: 'maildat$', path: 'C:\\Exchsrvr\\CONNECT' },
      ],
      ...[
        { name: 'databases', path: 'C:\\EXCHSRVR\\MDBDATA' },
        { name: 'all', path: 'C:\\' },
      ],
      ...[
        { name: 'closed', path: 'C:\\Exchsrvr' },
        { name: 'other', path: 'C:\\Exchsrvr2' },
      ],
    ]);
    for (const name of ['databases', 'all', 'other'])
      await server.put(share.resource({ share: name }), present({ sddl: 'D:(A;;0x1200a9;;;WD)' }));
    await server.put(share.resource({ share: 'closed' }), present({ sddl: 'D:(A;;0x1f01ff;;;BA)' }));
    const finding = await server.assess();
    const objected = finding.checks.flatMap(({ expectation, objection }) =>
      objection === undefined ? [] : [expectation.resource.key],
    );
    expect(objected).toEqual(['share-acl:databases', 'share-acl:all']);
    expect(finding.changes.map(({ resource }) => resource.key)).toEqual([...five, tracking.key]);
    await server.apply({ alsoClose: ['databases'] });
    expect(await sddl(server, share.resource({ share: 'databases' }))).not.toContain('WD');
  });
});
