import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { restrictRemoteRegistryStep as step } from '../../steps/security-changes/windows/restrict-remote-registry.js';
import type { Access } from '../../src/model/access.js';
import { applyStep } from '../../src/engine/apply.js';
import { planUndo, undoStep } from '../../src/engine/undo.js';
import { foldJournal } from '../../src/journal/history.js';
import { absent, present, type Reading, type Settable } from '../../src/model/reading.js';
import { kind } from '../../src/resources/registry-acl.js';
import { dword, text } from '../../src/resources/registry/data.js';
import { kind as valueKind } from '../../src/resources/registry-value.js';
import { accessTo } from '../../src/targets/access.js';
import { smbAddress } from '../../src/targets/samba/connection/address.js';
import { openSamba, type SambaTarget } from '../../src/targets/samba/samba.js';
import { memberServer as facts } from '../support/facts.js';
import { temporaryJournal } from '../support/journal.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';
import { findingOf } from '../support/step-on-lab.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const scratch = 'HKLM\\SOFTWARE\\Batten test';
const sealed = 'HKLM\\SYSTEM\\SEALED';
const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Control';
const winreg = `${control}\\SecurePipeServers\\winreg`;
const owned = 'O:S-1-5-32-544G:S-1-5-18';
const everyone = '(A;CI;0x20019;;;S-1-1-0)';
const administrators = '(A;CI;0xf003f;;;S-1-5-32-544)';

describePeer(`Registry permissions of a Samba server${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: SambaServer;
  let target: SambaTarget;
  let access: Access;
  const clock = { now: () => new Date() };

  beforeAll(async () => {
    server = await startSambaServer();
    target = await open();
    access = accessTo(target, new Map(), undefined);
    await writeValue(scratch, 'a');
  });
  afterAll(async () => {
    await target.close();
    await server.stop();
  });

  const open = () => openSamba(smbAddress(server), server.password, { clock });
  const read = (...keys: string[]): Promise<readonly Reading[]> =>
    access.read(keys.map((key) => kind.at({ key })));
  const write = (key: string, to: Settable): Promise<void> => access.write(kind.at({ key }), to);
  const writeValue = (key: string, name: string): Promise<void> =>
    access.write(valueKind.at({ key, name }), present(dword(1)));
  const seen = (key: string): Promise<string> => server.netRegistry(['getsd', key]);

  it('gives lists with SIDs and numbers, many keys in one go, each in its place', async () => {
    const list = 'D:(A;;0x20019;;;S-1-1-0)(A;;0xf003f;;;S-1-5-32-544)(A;;0xf003f;;;S-1-5-18)';
    expect(await read('HKLM\\SYSTEM', `${scratch}\\No such key`, 'HKU', sealed)).toEqual([
      present({ sddl: `${owned}${list}` }),
      absent,
      present({ sddl: `${owned}${list}` }),
      { state: 'unreadable', reason: 'access denied' },
    ]);
  });

  it('writes a list that another program sees, and brings back exactly what was there', async () => {
    const [before] = await read(scratch);
    const witness = await seen(scratch);
    if (before?.state !== 'present') throw new Error('The key cannot be read.');
    await write(scratch, present({ sddl: `D:${administrators}(D;CIIO;0x2;;;S-1-5-32-546)` }));
    const between = await seen(scratch);
    expect(between).toContain('S-1-5-32-546');
    expect(between).not.toContain('S-1-1-0');
    await write(scratch, before);
    expect(await read(scratch)).toEqual([before]);
    expect(await seen(scratch)).toBe(witness);
  });

  it('keeps owner and group, which are not what it is asked to change', async () => {
    await write(scratch, present({ sddl: `O:S-1-1-0G:S-1-1-0D:${administrators}` }));
    expect(await read(scratch)).toEqual([present({ sddl: `${owned}D:${administrators}` })]);
    expect(await seen(scratch)).toMatch(/Owner SID:\s*S-1-5-32-544/);
  });

  it('gives every list back as it was written: empty ones, none at all, any rights and accounts', async () => {
    const ace = fc.record({
      type: fc.constantFrom('A', 'D'),
      flags: fc.subarray(['OI', 'CI', 'NP', 'IO', 'ID']).map((flags) => flags.join('')),
      mask: fc.integer({ min: 0, max: 0xffffffff }).map((mask) => `0x${mask.toString(16)}`),
      sid: fc
        .array(fc.integer({ min: 0, max: 0xffffffff }), { minLength: 1, maxLength: 5 })
        .map((parts) => `S-1-5-${parts.join('-')}`),
    });
    const list = fc.oneof(
      fc.constant(''),
      fc
        .array(ace, { maxLength: 12 })
        .map(
          (aces) => `D:${aces.map((one) => `(${one.type};${one.flags};${one.mask};;;${one.sid})`).join('')}`,
        ),
    );
    // Samba lets the administrator in whatever the list says, so that every list can be replaced.
    await fc.assert(
      fc.asyncProperty(list, async (sddl) => {
        const key = `${scratch} lists`;
        await write(key, present({ sddl }));
        expect(await read(key)).toEqual([present({ sddl: `${owned}${sddl}` })]);
      }),
      { numRuns: 60 },
    );
  });

  it('understands the names of SDDL where they mean the same everywhere, and refuses the others', async () => {
    await write(scratch, present({ sddl: 'D:(A;CI;KA;;;BA)(A;;KR;;;WD)' }));
    expect(await read(scratch)).toEqual([
      present({ sddl: `${owned}D:${administrators}(A;;0x20019;;;S-1-1-0)` }),
    ]);
    await expect(write(scratch, present({ sddl: 'D:(A;CI;KA;;;DA)' }))).rejects.toThrow(
      /\(A;CI;KA;;;DA\) cannot be written exactly; nothing was written/,
    );
    expect(await seen(scratch)).toContain('S-1-1-0');
  });

  it('says that it may not change a list, of what, and what would help', async () => {
    await expect(write(sealed, present({ sddl: `D:${administrators}` }))).rejects.toThrow(
      /denied Administrator writing the permissions of HKLM\\SYSTEM\\SEALED \(WERR_ACCESS_DENIED\).*owner that regedt32 shows/,
    );
  });

  it('creates a key for its list, and deletes it again only when it is empty', async () => {
    const key = `${scratch} new`;
    await write(key, present({ sddl: `D:${administrators}` }));
    expect(await seen(key)).not.toContain('S-1-1-0');
    await writeValue(key, 'kept');
    await expect(write(key, absent)).rejects.toThrow(/holds values or keys and was not deleted/);
    await access.write(valueKind.at({ key, name: 'kept' }), absent);
    await write(key, absent);
    expect(await read(key)).toEqual([absent]);
  });

  describe('restrict-remote-registry', () => {
    it('makes a missing key before its values, and leaves nothing of it behind, even from another session', async () => {
      const { outcome, undone } = await thereAndBack(async () => {
        expect(await seen(winreg)).not.toContain('S-1-1-0');
        expect(await seen(winreg)).toContain('S-1-5-32-544');
        expect(await server.netRegistry(['getvalueraw', winreg, 'Description'])).toBe('Registry Server');
      });
      expect([outcome, undone]).toEqual(['verified', 'undone']);
      expect(await read(winreg)).toEqual([absent]);
      await expect(server.netRegistry(['enumerate', winreg])).rejects.toThrow();
    });

    it('closes an open key, and gives it back as it was', async () => {
      await access.write(
        valueKind.at({ key: winreg, name: 'Description' }),
        present(text('Registry Server')),
      );
      await write(winreg, present({ sddl: `D:${everyone}${administrators}(A;CI;0x1;;;S-1-5-32-551)` }));
      const before = await seen(winreg);
      const { outcome, undone } = await thereAndBack(async () => {
        expect(await seen(winreg)).not.toContain('S-1-1-0');
        expect(await seen(winreg)).toContain('S-1-5-32-551');
      });
      expect([outcome, undone]).toEqual(['verified', 'undone']);
      expect(await seen(winreg)).toBe(before);
    });

    /** Applies the step, looks, and takes it back in a session of its own. */
    async function thereAndBack(look: () => Promise<void>) {
      const journal = await temporaryJournal(clock);
      const finding = await findingOf({ facts, access }, step);
      const { outcome } = await applyStep(finding, facts, journal, access);
      await look();
      const applied = foldJournal(journal.records).steps.get(step.id);
      if (applied === undefined) throw new Error('The step is not in the journal.');
      const later = await open();
      try {
        const again = accessTo(later, new Map(), undefined);
        const undo = await undoStep(await planUndo(applied, again), 'keep-theirs', journal, again);
        return { outcome, undone: undo.outcome };
      } finally {
        await later.close();
      }
    }
  });
});
