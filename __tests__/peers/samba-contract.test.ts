import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { absent, present, type Settable } from '../../src/model/reading.js';
import type { Resource } from '../../src/model/resource.js';
import { kind as accountPolicy } from '../../src/resources/account-policy.js';
import { kind as account } from '../../src/resources/account.js';
import { administrators } from '../../src/resources/account/sid.js';
import { kind as auditPolicy } from '../../src/resources/audit-policy.js';
import { kind as folderAcl } from '../../src/resources/folder-acl.js';
import { kind as groupMembership } from '../../src/resources/group-membership.js';
import { kind as registryAcl } from '../../src/resources/registry-acl.js';
import { kind as registryValue } from '../../src/resources/registry-value.js';
import { kind as service } from '../../src/resources/service.js';
import { kind as shareAcl } from '../../src/resources/share-acl.js';
import { kind as software } from '../../src/resources/software.js';
import { kind as textFile } from '../../src/resources/text-file.js';
import { kind as userRight } from '../../src/resources/user-right.js';
import type { Driver } from '../../src/targets/driver.js';
import { expectPlaces, keepsTheContract, type DriverPlaces } from '../support/contract/driver-contract.js';
import { sample as registryValues } from '../support/contract/kinds/registry-value.js';
import { sample as textFiles } from '../support/contract/kinds/text-file.js';
import type { KindSample } from '../support/contract/kind-sample.js';
import { kindModules } from '../support/contract/samples.js';
import { fileServerMissing, startFileServer, type FileServer } from '../support/file-server.js';
import { startScriptedServer, type ScriptedServer } from '../support/scripted-rpc.js';

const lacking = fileServerMissing();
if (lacking !== undefined && process.env['CI'] === 'true') throw new Error(lacking);
const describePeer = lacking === undefined ? describe : describe.skip;

const file = '__tests__/peers/samba-contract.test.ts';
const authority = 'NTEX01';
const clerk = 1002;
const nobodys = userRight.at({ right: 'SeDiskOperatorPrivilege' });

/** As a server gives them: rights as numbers, accounts as SIDs. */
const lists = ['D:', '', 'D:P(A;OICI;0x1f01ff;;;S-1-5-32-544)(D;;0x2;;;S-1-5-32-546)(A;CI;0x1;;;S-1-1-0)'];
const lastList = 'D:(A;;0x1f01ff;;;S-1-5-32-544)(A;;0x1200a9;;;S-1-5-11)';

/** Values of the kind's own sample, the same in each run: the wire is slow, and random ones are tried elsewhere. */
const someValues = (sample: KindSample, resource: Resource): readonly Settable[] =>
  fc.sample(sample.values(resource), { numRuns: 12, seed: 1999 }).map((value) => present(value));

describePeer(`The drivers over the network${lacking === undefined ? '' : ` (${lacking})`}`, () => {
  let files: FileServer;
  let auditing: ScriptedServer;
  let disk: string;
  let sid: string;

  beforeAll(async () => {
    disk = mkdtempSync(join(tmpdir(), 'batten-contract-'));
    mkdirSync(join(disk, 'Exchsrvr'));
    [files, auditing] = await Promise.all([
      startFileServer(disk, { Resources: disk }, ['disable spoolss = no']),
      // smbd only reads its audit policy
      startScriptedServer('audit.py'),
    ]);
    sid = (await files.target.identify()).machineSid ?? '';
    await files.smbcacls('C$', 'Exchsrvr', '--sddl', '-S', lastList);
    // smbd gives Administrators every right that it knows
    await files.driver('user-right').write(nobodys, absent);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([auditing.stop(), files.stop()]);
    rmSync(disk, { recursive: true, force: true });
  });

  const places: Readonly<Record<string, () => DriverPlaces>> = {
    account: () => ({
      there: account.at({ authority, rid: clerk }),
      values: [
        present({ name: 'clerk', disabled: true, passwordNotRequired: false }),
        present({ name: 'clerk', disabled: false, passwordNotRequired: false }),
        present({ name: 'clerk', disabled: true }),
      ],
      missing: account.at({ authority, rid: 4242 }),
      closed: { none: 'smbd lets Administrator see every account' },
    }),
    'account-policy': () => ({
      there: accountPolicy.at({ authority, field: 'maximumPasswordAgeDays' }),
      values: [present({ value: 42 }), present({ value: 'never' }), present({ value: 1 })],
      missing: { none: 'a policy always has a value' },
      closed: { none: 'smbd lets Administrator see the whole policy' },
    }),
    'audit-policy': () => ({
      there: auditPolicy.at({ category: 'logon' }),
      values: [
        present({ success: true, failure: false }),
        present({ success: true, failure: true }),
        present({ success: false, failure: false }),
      ],
      missing: { none: 'a policy always has a value' },
      closed: { none: 'whoever may read one category may read all' },
    }),
    'folder-acl': () => ({
      there: folderAcl.at({ path: 'C:\\Exchsrvr' }),
      values: [
        present({ sddl: lists[0] ?? '' }),
        present({ sddl: lists[2] ?? '' }),
        present({ sddl: lastList }),
      ],
      missing: folderAcl.at({ path: 'C:\\Nowhere' }),
      closed: folderAcl.at({ path: 'D:\\Exchsrvr' }),
    }),
    'group-membership': () => ({
      there: groupMembership.at({ authority, sid: administrators }),
      values: [present({ members: [`${sid}-500`, `${sid}-${clerk}`] }), present({ members: [`${sid}-500`] })],
      missing: groupMembership.at({ authority, sid: 'S-1-5-32-999' }),
      closed: groupMembership.at({ authority, sid: 'S-1-5-21-1-2-3-512' }),
    }),
    'registry-acl': () => ({
      there: registryAcl.at({ key: 'HKLM\\SOFTWARE' }),
      values: lists.map((sddl) => present({ sddl })),
      missing: registryAcl.at({ key: 'HKLM\\SOFTWARE\\Nowhere' }),
      closed: registryAcl.at({ key: 'HKLM\\SYSTEM\\SEALED' }),
    }),
    'registry-value': () => {
      const there = registryValue.at({ key: 'HKLM\\SOFTWARE\\Batten contract\\Deep', name: 'Größe' });
      return {
        there,
        values: [...someValues(registryValues, there), absent, present({ type: 'REG_SZ', bytes: '' })],
        missing: registryValue.at({ key: 'HKLM\\SOFTWARE', name: 'Nowhere' }),
        closed: registryValue.at({ key: 'HKLM\\SYSTEM\\SEALED', name: 'x' }),
      };
    },
    service: () => ({
      there: service.at({ name: 'Spooler' }),
      values: [
        present({ start: 'disabled', state: 'stopped' }),
        present({ start: 'manual', state: 'stopped' }),
        present({ start: 'automatic', state: 'running' }),
      ],
      missing: service.at({ name: 'No such service' }),
      closed: { none: 'smbd lets Administrator see every service' },
    }),
    'share-acl': () => ({
      there: shareAcl.at({ share: 'Resources' }),
      values: [...lists.filter((sddl) => sddl !== ''), lastList].map((sddl) => present({ sddl })),
      missing: shareAcl.at({ share: 'No such share' }),
      closed: { none: 'smbd guards no share of its own' },
    }),
    software: () => ({
      there: software.at({ id: 'nt4-sp6a' }),
      values: [present({ version: 'Service Pack 6a' })],
      refuses: /installed by hand/,
      missing: software.at({ id: 'nt4-ms00-079' }),
      closed: software.at({ id: 'unknown-program' }),
    }),
    'text-file': () => {
      const there = textFile.at({ path: 'C:\\WINNT\\System32\\contract.ini' });
      return {
        there,
        values: [...someValues(textFiles, there), absent],
        missing: textFile.at({ path: 'C:\\Nowhere\\x.ini' }),
        closed: textFile.at({ path: 'D:\\x.ini' }),
      };
    },
    'user-right': () => ({
      there: userRight.at({ right: 'SeBackupPrivilege' }),
      values: [present({ holders: [administrators, `${sid}-${clerk}`] }), absent],
      missing: nobodys,
      closed: userRight.at({ right: 'SeServiceLogonRight' }),
    }),
  };

  const driverOf = (name: string): Driver => {
    const driver = (name === 'audit-policy' ? auditing.target : files.target).driver(name);
    if (driver === undefined)
      throw new Error(`The target has no driver for ${name} any more; take its places out of ${file}.`);
    return driver;
  };

  it('are all tried here', async () => {
    const kinds = [...(await kindModules()).keys()];
    expectPlaces(
      kinds.filter((name) => files.target.driver(name) !== undefined),
      places,
      file,
    );
    expect(kinds).toEqual(expect.arrayContaining(Object.keys(places)));
  });

  for (const [name, placesOf] of Object.entries(places)) {
    describe(`that of ${name}`, () => {
      keepsTheContract(
        () => driverOf(name),
        () => Promise.resolve(placesOf()),
      );
    });
  }
});
