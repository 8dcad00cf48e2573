import { describe, expect, it } from '@jest/globals';
import { kind as policy } from '../../../src/resources/account-policy.js';
import { present, type Present } from '../../../src/model/reading.js';
import { dword, text, type RegistryData } from '../../../src/resources/registry/data.js';
import { kind as registry } from '../../../src/resources/registry-value.js';
import type { Resource } from '../../../src/model/resource.js';
import { beyondSteps } from '../../../steps/beyond-the-article/index.js';
import { stepNamed } from '../../../steps/step-names.js';
import { labServer, type LabServer } from '../../support/lab-server.js';
import { changed, findingOf, thereAndBack, type StepOptions } from '../../support/step-on-lab.js';
import { applyStep } from '../../../src/engine/apply.js';
import { planUndo, undoStep } from '../../../src/engine/undo.js';

const system = 'HKLM\\SYSTEM\\CurrentControlSet';
const lsa = `${system}\\Control\\Lsa`;
const winlogon = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon';

interface Bad {
  readonly resource: Resource;
  readonly reading: Present<RegistryData>;
}

const bad = (key: string, name: string, value: RegistryData): Bad => ({
  resource: registry.resource({ key, name }),
  reading: present(value),
});

interface Case {
  readonly id: string;
  readonly options?: StepOptions;
  /** What the step must put right and its undo bring back: another type, another number. */
  readonly found: Bad;
}

const cases: readonly Case[] = [
  {
    id: 'event-log-sizes',
    found: bad(`${system}\\Services\\EventLog\\Security`, 'MaxSize', text('9999999')),
  },
  {
    id: 'event-log-guests',
    found: bad(`${system}\\Services\\EventLog\\System`, 'RestrictGuestAccess', text('1')),
  },
  { id: 'crash-on-audit-fail', found: bad(lsa, 'CrashOnAuditFail', dword(2)) },
  {
    id: 'logon-screen',
    options: { noticeCaption: 'Example', noticeText: 'For staff of Example only.' },
    found: bad(winlogon, 'AutoAdminLogon', text('1')),
  },
  { id: 'cached-logons', found: bad(winlogon, 'CachedLogonsCount', dword(0)) },
  { id: 'base-objects', found: bad(`${system}\\Control\\Session Manager`, 'ProtectionMode', text('1')) },
  {
    id: 'printer-drivers',
    found: bad(
      `${system}\\Control\\Print\\Providers\\LanMan Print Services\\Servers`,
      'AddPrinterDrivers',
      dword(0),
    ),
  },
  { id: 'at-jobs', found: bad(lsa, 'SubmitControl', dword(1)) },
  { id: 'cdrom-autorun', found: bad(`${system}\\Services\\Cdrom`, 'Autorun', dword(2)) },
  {
    id: 'smb-signing',
    options: { require: true },
    found: bad(`${system}\\Services\\Rdr\\Parameters`, 'EnableSecuritySignature', dword(0)),
  },
  { id: 'ntlm-level', found: bad(lsa, 'LMCompatibilityLevel', dword(9)) },
  {
    id: 'ntlm-session-security',
    options: { demand: ['integrity', '128-bit'] },
    found: bad(`${lsa}\\MSV1_0`, 'NtlmMinServerSec', text('536870928')),
  },
  {
    id: 'netlogon-signing',
    options: { require: true },
    found: bad(`${system}\\Services\\Netlogon\\Parameters`, 'SealSecureChannel', dword(0)),
  },
  {
    id: 'weak-ssl',
    found: bad(
      `${system}\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\SSL 2.0\\Server`,
      'Enabled',
      dword(0xffffffff),
    ),
  },
];

const spoil =
  ({ resource, reading }: Bad) =>
  ({ lab }: LabServer): Promise<void> =>
    lab.store.set([{ resource, reading }]);

describe.each(cases)('$id', ({ id, options, found }) => {
  it('puts a bad reading right, is satisfied then, and brings it back byte for byte', async () => {
    const server = await labServer();
    await spoil(found)(server);
    expect(changed(await findingOf(server, stepNamed(id), options))).toContain(found.resource.key);
    expect(await thereAndBack(stepNamed(id), options, spoil(found))).toEqual({
      states: ['needs-changes', 'satisfied', 'needs-changes'],
      outcome: 'verified',
      undone: 'undone',
      same: true,
    });
  });
});

describe('account-lockout', () => {
  it('puts a bad reading right, is satisfied then, and brings it back byte for byte', async () => {
    const resource = policy.resource({ authority: 'NTEX01', field: 'lockoutDurationMinutes' });
    const prepare = ({ lab }: LabServer) => lab.store.set([{ resource, reading: present({ value: 5 }) }]);
    expect(
      await thereAndBack(stepNamed('account-lockout'), { lockoutOfAdministrator: true }, prepare),
    ).toMatchObject({
      states: ['needs-changes', 'satisfied', 'needs-changes'],
      undone: 'undone',
      same: true,
    });
  });
});

describe('the whole group', () => {
  it('is applied and taken back in reverse, and leaves the lab byte for byte as it was', async () => {
    const server = await labServer();
    for (const { found } of cases) await spoil(found)(server);
    const before = await server.show();
    for (const step of beyondSteps) {
      const { options, changes } = await findingOf(server, step);
      await applyStep({ step, options, changes }, server.facts, server.journal, server.access);
    }
    const after = await Promise.all(beyondSteps.map((step) => findingOf(server, step)));
    expect(after.filter(({ state }) => state !== 'satisfied')).toEqual([]);
    for (const step of [...beyondSteps].reverse()) {
      const history = server.history().steps.get(step.id);
      if (history === undefined) throw new Error(`${step.id} was not applied`);
      const plan = await planUndo(history, server.access);
      await undoStep(plan, 'keep-theirs', server.journal, server.access);
    }
    expect(await server.show()).toBe(before);
  });

  it('finds on the neglected server of the lab what its scene says', async () => {
    const server = await labServer();
    const states = await Promise.all(
      beyondSteps.map(async (step) => [step.id, (await findingOf(server, step)).state] as const),
    );
    // NT leaves these as they should be
    expect(states.filter(([, state]) => state !== 'needs-changes')).toEqual([
      ['crash-on-audit-fail', 'satisfied'],
      ['at-jobs', 'satisfied'],
      ['ntlm-session-security', 'satisfied'],
      ['netlogon-signing', 'satisfied'],
    ]);
  });
});
