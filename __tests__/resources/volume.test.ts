import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataError } from '../../src/errors.js';
import { absent, present, type Settable } from '../../src/model/reading.js';
import { kind as systemKey, systemKeyOn } from '../../src/resources/system-key.js';
import { kind, ntfsVolume } from '../../src/resources/volume.js';

const data = {
  drive: 'D:',
  kind: 'fixed',
  fileSystem: 'FAT',
  label: 'DATA',
  holds: ['Exchange databases'],
  scene: true,
};

describe('a volume', () => {
  it('is read from a scene entry', () => {
    const { resource, reading } = kind.entry(data);
    expect(resource.key).toBe('volume:d:');
    expect(kind.show(reading)).toBe('fixed, FAT (Exchange databases)');
    expect(() => kind.entry({ ...data, drive: 'D:\\' })).toThrow(DataError);
  });

  it('meets what it aims at, whatever is found', () => {
    const found = fc.oneof(
      fc.constant<Settable>(absent),
      fc
        .record({
          kind: fc.constantFrom('fixed', 'cd-rom', 'removable', 'network'),
          fileSystem: fc.constantFrom('FAT', 'NTFS', 'ntfs', 'CDFS', 'HPFS', ''),
        })
        .map<Settable>((value) => present(value)),
    );
    const expectation = ntfsVolume('D:');
    fc.assert(fc.property(found, (reading) => expectation.met(expectation.aim(reading))));
  });

  it('is left alone where it is no hard disk or not there', () => {
    const expectation = ntfsVolume('E:');
    expect(expectation.met(present({ kind: 'cd-rom', fileSystem: 'CDFS' }))).toBe(true);
    expect(expectation.met(present({ kind: 'removable', fileSystem: '' }))).toBe(true);
    expect(expectation.met(absent)).toBe(true);
    expect(expectation.met(present({ kind: 'fixed', fileSystem: 'FAT' }))).toBe(false);
  });

  it('keeps what else is known of it', () => {
    const { reading } = kind.entry(data);
    if (reading.state !== 'present') throw new Error('absent');
    expect(ntfsVolume('D:').aim(reading)).toEqual(
      present({ kind: 'fixed', fileSystem: 'NTFS', label: 'DATA', holds: ['Exchange databases'] }),
    );
  });

  it('with Exchange databases is not converted without a warning', () => {
    const { resource } = kind.entry(data);
    const lines = kind.change(
      resource,
      present({ kind: 'fixed', fileSystem: 'NTFS', holds: ['Exchange databases'] }),
    );
    expect(lines[0]).toContain('stop Microsoft Exchange System Attendant');
    expect(lines.join('\n')).toMatch(/net stop MSExchangeSA[^]*convert D: \/FS:NTFS[^]*Q231756/);
    expect(kind.change(resource, present({ kind: 'fixed', fileSystem: 'NTFS' })).join('\n')).not.toMatch(
      /Exchange|net stop/,
    );
    expect(kind.change(resource, present({ kind: 'fixed', fileSystem: 'FAT' }))[0]).toContain(
      'restore the backup',
    );
  });

  it('by hand is answered with what chkdsk says', () => {
    const { resource } = kind.entry(data);
    expect(kind.parse('fixed ntfs', resource)).toEqual({ value: { kind: 'fixed', fileSystem: 'NTFS' } });
    expect(kind.parse('cd-rom', resource)).toEqual({ value: { kind: 'cd-rom', fileSystem: '' } });
    expect(kind.parse('fixed', resource)).toEqual({ problem: expect.stringContaining('file system') });
  });
});

describe('Syskey', () => {
  const on = systemKeyOn();

  it('is on wherever its key is kept, and off where nothing is found', () => {
    for (const mode of ['local', 'password', 'floppy']) expect(on.met(present({ mode }))).toBe(true);
    expect(on.met(absent)).toBe(false);
    expect(on.aim(absent)).toEqual(present({ mode: 'local' }));
    expect(on.met(on.aim(absent))).toBe(true);
  });

  it('is switched on by its own program, never by writing to the registry', () => {
    const text = systemKey.change(on.resource, present({ mode: 'local' })).join('\n');
    expect(text).toMatch(
      /rdisk \/s[^]*Encryption Enabled[^]*Store Startup Key Locally[^]*rdisk \/s again[^]*syskey -l/,
    );
    expect(text).toContain('Never write SecureBoot');
    expect(systemKey.doneBy).toBe('operator');
  });

  it('goes back only by restoring both hives', () => {
    expect(systemKey.change(on.resource, absent)[0]).toMatch(
      /cannot be switched off: restore SAM and SYSTEM together/,
    );
  });
});
