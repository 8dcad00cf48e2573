import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { patches, patchNamed } from '../../src/patches/catalogue.js';
import type { Sign } from '../../src/patches/patch.js';
import { isAtLeast, judgeSigns, seeFile, type SignSight } from '../../src/patches/signs.js';

const english = { english: true, terminalServer: false };
const mup = patchNamed('nt4-ms02-017');

function see(key: SignSight, file: SignSight): (sign: Sign) => SignSight {
  return (sign) => ('file' in sign ? file : key);
}

describe('signs', () => {
  it('make a patch installed when key and file are there', () => {
    expect(judgeSigns(mup, see('there', 'there'))).toBe('installed');
  });

  it('make it one to put on again when the key is there and the file is older', () => {
    expect(judgeSigns(mup, see('there', 'older'))).toBe('needs-reapply');
    expect(judgeSigns(mup, see('there', 'not-there'))).toBe('needs-reapply');
  });

  it('make it absent without its key, whatever brought the file', () => {
    expect(judgeSigns(mup, see('not-there', 'there'))).toBe('absent');
  });

  it('are the files alone where no key is written', () => {
    const help = patchNamed('nt4-ms02-055');
    expect(judgeSigns(help, see('cannot-tell', 'there'))).toBe('installed');
    expect(judgeSigns(help, see('cannot-tell', 'older'))).toBe('absent');
  });

  it('decide nothing where nobody could look', () => {
    expect(judgeSigns(mup, see('cannot-tell', 'older'))).toBe('unknown');
    for (const patch of patches) expect(judgeSigns(patch, see('cannot-tell', 'cannot-tell'))).toBe('unknown');
  });

  it('tell Service Pack 6a from 6 by the second of them', () => {
    const seen = (sign: Sign): SignSight =>
      'name' in sign && sign.name === 'Installed' ? 'not-there' : 'there';
    expect(judgeSigns(patchNamed('nt4-sp6a'), seen)).toBe('absent');
  });
});

describe('a file', () => {
  const file = { file: 'Mup.sys', atLeast: '4.0.1381.7125' };

  it('is held against the lowest version of the English edition', () => {
    expect(seeFile(file, '4.0.1381.7125', english)).toBe('there');
    expect(seeFile(file, '4.0.1381.7124', english)).toBe('older');
    expect(seeFile(file, undefined, english)).toBe('not-there');
  });

  it('tells nothing by its number on another edition', () => {
    expect(seeFile(file, '4.0.1381.7097', { ...english, english: false })).toBe('cannot-tell');
    expect(seeFile(file, '4.0.1381.33500', { ...english, terminalServer: true })).toBe('cannot-tell');
  });

  it('of another line tells nothing', () => {
    const shell = { file: 'Shell32.dll', atLeast: '4.72.3812.600', within: '4.72.' };
    expect(seeFile(shell, '4.0.1381.7267', english)).toBe('cannot-tell');
    expect(seeFile(shell, '4.72.3110.0', english)).toBe('older');
  });
});

describe('versions', () => {
  it('are compared number by number', () => {
    expect(isAtLeast('5.5.2655.37', '5.5.2655.4')).toBe(true);
    expect(isAtLeast('5.5.2655.4', '5.5.2655.37')).toBe(false);
    expect(isAtLeast('5.5', '5.5.0.0')).toBe(true);
  });

  it('are never both below each other', () => {
    const version = fc.array(fc.nat(9999), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
    fc.assert(fc.property(version, version, (a, b) => isAtLeast(a, b) || isAtLeast(b, a)));
  });
});
