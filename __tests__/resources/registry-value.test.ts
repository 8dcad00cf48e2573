import { describe, expect, it } from '@jest/globals';
import { present } from '../../src/model/reading.js';
import { multiText, text } from '../../src/resources/registry/data.js';
import { kind } from '../../src/resources/registry-value.js';

const resource = kind.resource({
  key: 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa',
  name: 'Notification Packages',
});

describe('a list of the registry', () => {
  // No second terminator, as some installers leave it
  const odd = { type: 'REG_MULTI_SZ', bytes: Buffer.from('FPNWCLNT\0', 'utf16le').toString('hex') } as const;

  it('keeps its very bytes while it holds the same items', () => {
    expect(kind.list?.items(odd)).toEqual(['FPNWCLNT']);
    expect(kind.list?.withItems(odd, ['FPNWCLNT'])).toEqual(odd);
    expect(kind.list?.withItems(odd, ['PASSFILT'])).toEqual(multiText(['PASSFILT']));
  });
});

describe('a text that nobody can type', () => {
  it('is set as bytes', () => {
    const lines = kind.change(resource, present(text('a\tb')));
    expect(lines.join('\n')).toMatch(/Data Type REG_SZ[^]*Edit, Binary: Data 6100090062000000, Format Hex/);
    expect(kind.change(resource, present(text('a b'))).join('\n')).toMatch(
      /Data Type REG_SZ[^]*String a b, OK/,
    );
  });
});
