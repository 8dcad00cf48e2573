import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Access } from '../../src/model/access.js';
import { applyStep } from '../../src/engine/apply.js';
import { assess } from '../../src/engine/assess.js';
import { defineStep } from '../../src/model/step.js';
import { planUndo, undoStep } from '../../src/engine/undo.js';
import { foldJournal } from '../../src/journal/history.js';
import { account } from '../../src/resources/account.js';
import { kind as group } from '../../src/resources/group-membership.js';
import { absent, present } from '../../src/model/reading.js';
import { kind as registryAcl } from '../../src/resources/registry-acl.js';
import { dword } from '../../src/resources/registry/data.js';
import { kind as registryKind, registryValue } from '../../src/resources/registry-value.js';
import { kind as service } from '../../src/resources/service.js';
import { kind as userRight } from '../../src/resources/user-right.js';
import { accessTo } from '../../src/targets/access.js';
import { smbAddress } from '../../src/targets/samba/connection/address.js';
import { lockOut } from '../../src/targets/samba/lock-out.js';
import { openSamba, type SambaTarget } from '../../src/targets/samba/samba.js';
import { stepLines } from '../../src/wizard/screens/step-page.js';
import { memberServer } from '../support/facts.js';
import { temporaryJournal } from '../support/journal.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const clock = { now: () => new Date() };
const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
const lanman = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters';
const level = registryKind.resource({ key: lsa, name: 'LMCompatibilityLevel' });
const signing = registryKind.resource({ key: lanman, name: 'RequireSecuritySignature' });

describePeer(
  `A server that takes only the legacy logon${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let server: SambaServer;
    let target: SambaTarget;
    let access: Access;

    beforeAll(async () => {
      server = await startSambaServer('raw NTLMv2 auth = no');
      ({ target, access } = await reach(server));
    });
    afterAll(async () => {
      await target.close();
      await server.stop();
    });

    const levelIs = (value: number) =>
      defineStep({
        id: 'level',
        stage: 'security-changes',
        section: 'Test',
        covers: [],
        title: 'Level',
        why: 'A test.',
        mayBreak: [],
        sources: [],
        reversibility: 'automatic',
        effect: 'reboot',
        options: z.strictObject({}),
        expects: () => [
          registryValue(lsa, 'RestrictAnonymous').exactly(dword(1)),
          registryValue(lsa, 'LMCompatibilityLevel').exactly(dword(value)),
        ],
      });
    const apply = async (value: number, journal: Awaited<ReturnType<typeof temporaryJournal>>) => {
      const step = levelIs(value);
      const [finding] = await assess([step], () => ({}), memberServer, access);
      return applyStep({ step, options: {}, changes: finding?.changes ?? [] }, memberServer, journal, access);
    };

    it('refuses to apply a step that would leave NTLMv2 alone, and writes no part of it', async () => {
      const journal = await temporaryJournal(clock);
      const { outcome, results } = await apply(5, journal);
      expect(outcome).toBe('failed');
      expect(results[0]?.detail).toMatch(
        /nothing was written, because of LMCompatibilityLevel: .*not its NTLMv2 logon/,
      );
      expect(journal.records.map((record) => record.type)).toEqual(['step-begun', 'step-ended']);
      await expect(server.netRegistry(['getvalueraw', lsa, 'RestrictAnonymous'])).rejects.toThrow();
      expect(await server.badPasswords()).toBe(0);
    });

    it('says so on the page of the step, before anybody applies it', async () => {
      const [finding] = await assess([levelIs(5)], () => ({}), memberServer, access);
      expect(finding).toMatchObject({ state: 'needs-operator', barred: true });
      expect(finding?.changes).toHaveLength(2);
      if (finding === undefined) throw new Error('there is no finding');
      const page = { finding, names: {}, proof: undefined, number: 1, total: 1, history: undefined };
      expect(stepLines(page, 80).join(' ')).toMatch(
        /needs operator; not from here, because of LMCompatibilityLevel: .*not its NTLMv2\s+logon/,
      );
      expect(await assess([levelIs(2)], () => ({}), memberServer, access)).toMatchObject([
        { state: 'needs-changes' },
      ]);
    });

    it('refuses to take a step back where that would bring the same about', async () => {
      await target.driver('registry-value')?.write(level, present(dword(5)));
      const journal = await temporaryJournal(clock);
      expect(await apply(2, journal)).toMatchObject({ outcome: 'verified' });
      const step = foldJournal(journal.records).steps.get('level');
      if (step === undefined) throw new Error('the step was not recorded');
      const { outcome, residue } = await undoStep(
        await planUndo(step, access),
        'keep-theirs',
        journal,
        access,
      );
      expect(outcome).toBe('undo-failed');
      expect(residue.join()).toMatch(/LMCompatibilityLevel was left alone: .*not its NTLMv2 logon/);
      expect(await access.read([level])).toEqual([present(dword(2))]);
      expect(foldJournal(journal.records).steps.get('level')?.standing).toHaveLength(2);
    });

    it('lets levels through that NTLM survives', async () => {
      expect(await target.objects?.(level, present(dword(4)))).toBeUndefined();
      expect(await target.objects?.(level, absent)).toBeUndefined();
    });
  },
);

describePeer('A server that takes NTLMv2', () => {
  let server: SambaServer;
  let target: SambaTarget;

  beforeAll(async () => {
    server = await startSambaServer();
    ({ target } = await reach(server));
  });
  afterAll(async () => {
    await target.close();
    await server.stop();
  });

  it('may be told to take nothing else', async () => {
    expect(target.logon.profile).toBe('ntlmv2');
    expect(await target.objects?.(level, present(dword(5)))).toBeUndefined();
  });

  it('proves the other way of logging on by a logon', async () => {
    expect(await target.logon.proves('legacy')).toBe(true);
  });

  it('must have signed before it may demand signatures', async () => {
    expect(await target.objects?.(signing, present(dword(1)))).toBeUndefined();
    const unproven = {
      user: server.user,
      domain: '',
      profile: 'ntlmv2' as const,
      proves: () => Promise.resolve(false),
      accountSid: () => Promise.resolve(undefined),
    };
    expect(await lockOut(signing, present(dword(1)), unproven)).toContain('gave no signature');
    expect(await lockOut(signing, present(dword(0)), unproven)).toBeUndefined();
  });

  it('keeps the account that is in use', async () => {
    const own = account('NTEX01', 500).resource;
    expect(await target.objects?.(own, present({ name: 'administrator', disabled: true }))).toContain(
      'would disable',
    );
    expect(await target.objects?.(own, present({ name: 'Guest', disabled: true }))).toBeUndefined();
    const everyone = group.resource({ authority: 'NTEX01', sid: 'S-1-5-32-544' });
    expect(await target.objects?.(everyone, present({ members: [] }))).toContain('out of Administrators');
    const sid = (await target.logon.accountSid()) ?? '';
    expect(await target.objects?.(everyone, present({ members: [sid] }))).toBeUndefined();
    const right = userRight.resource({ right: 'SeNetworkLogonRight' });
    expect(await target.objects?.(right, present({ holders: ['S-1-5-32-546'] }))).toContain(
      'no longer have the right',
    );
    expect(await target.objects?.(right, present({ holders: ['S-1-5-32-544'] }))).toBeUndefined();
  });

  it.each([
    ['O:BAG:SYD:(A;CI;KA;;;BA)(A;CI;KA;;;SY)', true],
    ['O:BAG:SYD:(A;CI;KA;;;SY)', false],
    ['O:BAG:SYD:(D;CI;KA;;;BA)(A;CI;KA;;;BA)', false],
  ])('keeps its registry open: %s', async (sddl, allowed) => {
    const key = registryAcl.resource({
      key: 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurePipeServers\\winreg',
    });
    const objection = await target.objects?.(key, present({ sddl }));
    expect(objection === undefined).toBe(allowed);
  });

  it('keeps the services that carry the session', async () => {
    const stop = present({ start: 'disabled', state: 'stopped' });
    expect(await target.objects?.(service.resource({ name: 'LanmanServer' }), stop)).toContain(
      'no longer answers',
    );
    expect(await target.objects?.(service.resource({ name: 'Alerter' }), stop)).toBeUndefined();
    const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\NetBT';
    const start = registryKind.resource({ key, name: 'Start' });
    expect(await target.objects?.(start, present(dword(4)))).toContain('no longer answers');
  });
});

async function reach(server: SambaServer): Promise<{ target: SambaTarget; access: Access }> {
  const { host, port, user, password } = server;
  const target = await openSamba(smbAddress({ host, port, user }), password, { clock });
  return { target, access: accessTo(target, new Map(), undefined) };
}
