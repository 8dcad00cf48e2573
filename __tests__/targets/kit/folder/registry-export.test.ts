import { describe, expect, it } from '@jest/globals';
import { meaning } from '../../../../src/resources/registry/data.js';
import { parsePickedLines, parseRegistryExport } from '../../../../src/targets/kit/folder/registry-export.js';

const key = 'HKLM\\SOFTWARE\\Example';

const ansi = (...lines: readonly string[]): Buffer =>
  Buffer.from(
    ['REGEDIT4', '', '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Example]', ...lines, '', ''].join('\r\n'),
    'latin1',
  );

describe('what regedit exported', () => {
  it('is read with its types, in the ANSI code page of NT 4.0', () => {
    const read = parseRegistryExport(
      ansi(
        '"Number"=dword:0000000a',
        '"Text"="C:\\\\a \\"b\\" B\xfcro"',
        '"List"=hex(7):46,50,4e,57,43,4c,4e,54,00,50,41,53,53,46,\\',
        '  49,4c,54,00,00',
        '"Path"=hex(2):25,53,00',
        '"Bytes"=hex:00,ff',
        '@="unnamed"',
      ),
      'x',
    );
    const at = (name: string): unknown => {
      const data = read.value(key, name);
      return data && (meaning(data) ?? data.bytes);
    };
    expect(['Number', 'Text', 'List', 'Path', 'Bytes', '', 'None'].map(at)).toEqual([
      ...[10, 'C:\\a "b" B\u00fcro', ['FPNWCLNT', 'PASSFILT'], '%S', '00ff', 'unnamed', undefined],
    ]);
    expect(read.hasKey(key.toUpperCase())).toBe(true);
  });

  it('is read in version 5.00 too', () => {
    const text =
      '\ufeffWindows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Example]\r\n"L"=hex(7):41,00,00,00,00,00\r\n\r\n';
    const data = parseRegistryExport(Buffer.from(text, 'utf16le'), 'x').value(key, 'L');
    expect(data && meaning(data)).toEqual(['A']);
  });

  it('takes no value for absent because its key is named twice', () => {
    const read = parseRegistryExport(
      ansi('"A"=dword:00000001', '', '[HKEY_LOCAL_MACHINE\\SOFTWARE\\EXAMPLE]', '"B"=dword:00000002'),
      'x',
    );
    expect(['A', 'B'].map((name) => read.value(key, name)?.bytes)).toEqual(['01000000', '02000000']);
  });

  it('keeps a text that goes over several lines', () => {
    const data = parseRegistryExport(ansi('"Notice"="one', 'two"'), 'x').value(key, 'Notice');
    expect(data && meaning(data)).toBe('one\r\ntwo');
  });

  it('is refused with the file and the line where it is something else', () => {
    expect(() => parseRegistryExport(Buffer.from('MZ'), 'C001.REG')).toThrow(/C001\.REG is no export/);
    expect(() => parseRegistryExport(ansi('"x"=-'), 'C001.REG')).toThrow(/line 4/);
    expect(() => parseRegistryExport(ansi('"x"=dword:0000').subarray(0, -4), 'C001.REG')).toThrow(
      /C001\.REG/,
    );
  });

  it('is put together from picked lines by their numbers', () => {
    const picked = [
      '---------- C:\\K\\RESULT\\BIG.REG',
      '[1][HKEY_LOCAL_MACHINE\\SOFTWARE\\Example]',
      '[9][HKEY_LOCAL_MACHINE\\SOFTWARE\\Example\\Below]',
      '---------- C:\\K\\RESULT\\BIG.REG',
      '[3]"CSDVersion"="Service Pack 6"',
      '[12]"CSDVersion"="another"',
    ].join('\r\n');
    const data = parsePickedLines(Buffer.from(picked), 'x').value(key, 'CSDVersion');
    expect(data && meaning(data)).toBe('Service Pack 6');
  });

  it('is read in one pass, however long a text or its bytes go on', () => {
    const lines = 200_000;
    const bytes = ansi(['"Bytes"=hex:00,\\', ...Array<string>(lines).fill('  01,\\'), '  02'].join('\r\n'));
    const long = parseRegistryExport(bytes, 'x');
    expect(long.value(key, 'Bytes')?.bytes).toHaveLength(2 * (lines + 2));
    const typed = ['"Text"="a', ...Array<string>(lines).fill('b')].join('\r\n');
    const text = parseRegistryExport(ansi(`${typed}\r\nc"`), 'x');
    expect(meaning(text.value(key, 'Text') ?? { type: 'REG_NONE', bytes: '' })).toHaveLength(3 * lines + 4);
    expect(() => parseRegistryExport(ansi(typed), 'x')).toThrow(
      expect.objectContaining({ name: 'DataError' }),
    );
  });
});
