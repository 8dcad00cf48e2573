import { describe, expect, it } from '@jest/globals';
import { DataError } from '../../src/errors.js';
import { compareThreeWays } from '../../src/engine/three-way.js';
import { kind as folder } from '../../src/resources/folder-acl.js';
import { present } from '../../src/model/reading.js';
import { kind as registry } from '../../src/resources/registry-acl.js';
import { kind as share } from '../../src/resources/share-acl.js';

const addIns = {
  share: 'Add-ins',
  path: 'C:\\Exchsrvr\\ADD-INS',
  comment: 'Access to EDK objects',
  sddl: 'D:(A;;0x1200a9;;;WD)(A;;0x1f01ff;;;BA)',
  source: 'windows-nt4/exch-shares-everyone',
};

describe('a share permission', () => {
  it('is read from a scene entry with its text unchanged', () => {
    const { resource, reading } = share.entry(addIns);
    expect(resource.key).toBe('share-acl:add-ins');
    const { path, comment, sddl } = addIns;
    expect(reading).toEqual(present({ path, comment, sddl }));
    expect(share.show(reading)).toBe('Everyone read, Administrators full');
  });

  it('may be unreadable, as that of ADMIN$ always is', () => {
    const { reading } = share.entry({ share: 'ADMIN$', path: 'C:\\WINNT', unreadable: 'fixed' });
    expect(reading).toEqual({ state: 'unreadable', reason: 'fixed' });
  });

  it('refuses what is no security descriptor', () => {
    expect(() => share.entry({ ...addIns, sddl: 'Everyone: Read' })).toThrow(DataError);
  });

  it('is set with grants before removals, and never by making the share anew', () => {
    const lines = share.change(
      share.resource({ share: 'connect$' }),
      present({ sddl: 'D:(A;;0x1f01ff;;;BA)(A;;0x1200a9;;;BU)' }),
      { 'S-1-5-32-544': 'VORDEFINIERT\\Administratoren', 'S-1-1-0': 'Jeder' },
      present({ sddl: addIns.sddl }),
    );
    const text = lines.join('\n');
    expect(text).toMatch(/\/grant Users:r\n[^]*\/remove Jeder\n/);
    expect(text).toMatch(/Never delete the share/);
    expect(text).not.toMatch(/net share .*\/delete/);
  });

  it('lets no sign of a share name begin a command of its own', () => {
    const lines = share.look(share.resource({ share: 'R&D' }));
    expect(lines).toContain('    rmtshare \\\\%COMPUTERNAME%\\"R&D"');
  });

  it('keeps the entries of others when it is taken back, and puts Everyone where it was', () => {
    const ours = 'D:(A;;0x1f01ff;;;BA)(A;;0x1f01ff;;;S-1-5-21-1-2-3-1010)';
    const now = `${ours}(A;;0x1200a9;;;S-1-5-21-1-2-3-2000)`;
    const [before, wrote, found] = [addIns.sddl, ours, now].map((sddl) => present({ sddl }));
    if (!before || !wrote || !found) throw new Error('none');
    expect(compareThreeWays(share, before, wrote, found)).toEqual({
      kind: 'restore',
      to: present({ sddl: 'D:(A;;0x1200a9;;;WD)(A;;0x1f01ff;;;BA)(A;;0x1200a9;;;S-1-5-21-1-2-3-2000)' }),
      kept: ['(A;;0x1200a9;;;S-1-5-21-1-2-3-2000)'],
    });
  });

  it('is taken back to its very text though the server spells it otherwise now', () => {
    const verdict = compareThreeWays(
      share,
      present({ sddl: addIns.sddl }),
      present({ sddl: 'D:(A;;0x1f01ff;;;BA)' }),
      present({ sddl: 'D:(A;;FA;;;S-1-5-32-544)' }),
    );
    expect(verdict).toEqual({ kind: 'restore', to: present({ sddl: addIns.sddl }), kept: [] });
  });
});

describe('a folder permission', () => {
  it('is of one folder however its path is spelled', () => {
    const one = folder.resource({ path: 'C:\\Exchsrvr\\Tracking.log' });
    expect(folder.resource({ path: 'c:\\EXCHSRVR\\tracking.log\\' }).key).toBe(one.key);
    expect(folder.resource({ path: 'C:\\' }).address).toEqual({ path: 'C:\\' });
  });

  it('refuses a path that would leave its place in a command', () => {
    expect(() => folder.resource({ path: 'C:\\a" & del x' })).toThrow(DataError);
  });

  it('is set with cacls in one list', () => {
    const sddl = 'D:(A;OICI;0x1f01ff;;;BA)(A;OICI;0x1f01ff;;;SY)';
    expect(folder.change(folder.resource({ path: 'C:\\A' }), present({ sddl })).join('\n')).toContain(
      'cacls "C:\\A" /T /G "Administrators":F "SYSTEM":F',
    );
  });
});

describe('a registry key permission', () => {
  it('is of one key whichever way its hive is written, a hive alone included', () => {
    expect(registry.resource({ key: 'HKEY_USERS' }).address).toEqual({ key: 'HKU' });
    expect(registry.resource({ key: 'HKEY_LOCAL_MACHINE\\SECURITY' }).key).toBe(
      registry.resource({ key: 'hklm\\security' }).key,
    );
    expect(() => registry.resource({ key: 'HKEY_CURRENT_USER\\Software' })).toThrow(DataError);
  });

  it('is set in regedt32 without touching the keys below', () => {
    const { resource, reading } = registry.entry({ key: 'HKEY_USERS', sddl: 'D:(A;CI;0xf003f;;;BA)' });
    if (reading.state !== 'present') throw new Error('absent');
    expect(registry.change(resource, reading).join('\n')).toMatch(
      /window HKEY_USERS on[^]*Existing Subkeys stays clear[^]*\/grant=Administrators=F/,
    );
  });
});

describe.each([
  [
    'share-acl',
    share,
    share.resource({ share: 'A' }),
    'D:(A;;0x1200a9;;;S-1-1-0)(A;;0x1f01ff;;;S-1-5-21-1-2-3-9)',
  ],
  [
    'folder-acl',
    folder,
    folder.resource({ path: 'C:\\A' }),
    'D:(A;OICI;0x1200a9;;;S-1-1-0)(A;OICI;0x1f01ff;;;S-1-5-21-1-2-3-9)',
  ],
  [
    'registry-acl',
    registry,
    registry.resource({ key: 'HKLM\\A' }),
    'D:(A;CI;0x20019;;;S-1-1-0)(A;CI;0xf003f;;;S-1-5-21-1-2-3-9)',
  ],
])('by hand a %s', (_, kind, resource, sddl) => {
  it('is understood in words and as a tool prints it', () => {
    expect(kind.parse('Everyone read, S-1-5-21-1-2-3-9 Full Control', resource)).toEqual({ value: { sddl } });
    expect(kind.parse(' D:(A;;KA;;;BA) ', resource)).toEqual({ value: { sddl: 'D:(A;;KA;;;BA)' } });
    expect(kind.parse('nobody', resource)).toEqual({ value: { sddl: 'D:' } });
  });

  it.each(['', 'Everyone', 'EXAMPLE\\ExchSrv full', 'Jeder lesen'])('asks again after %j', (answer) => {
    expect(kind.parse(answer, resource)).toEqual({ problem: expect.stringContaining('not understood') });
  });
});
