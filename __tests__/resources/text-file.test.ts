import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataError } from '../../src/errors.js';
import { iniMeets, withRule, type IniRule } from '../../src/resources/text/ini.js';
import { absent, present } from '../../src/model/reading.js';
import { kind, textFile } from '../../src/resources/text-file.js';

const path = 'C:\\WINNT\\System32\\inetsrv\\urlscan\\urlscan.ini';
const file = textFile(path);
const text = [
  '[options]',
  'UseAllowVerbs = 0   ; keep this remark',
  '',
  '[DenyExtensions]',
  '.asp   ; pages',
  '.exe',
  '',
  '[AllowVerbs]',
  'GET',
  '',
].join('\r\n');

describe('a text file', () => {
  it('gets the line ends that its scene entry names', () => {
    const { reading } = kind.entry({ path: 'C:\\boot.ini', text: 'a\nb\n', lineEnds: 'CRLF', scene: true });
    expect(reading).toEqual(present({ text: 'a\r\nb\r\n', encoding: 'bytes' }));
  });

  it('is another file with one line end more or another encoding', () => {
    const found = present({ text: 'a\r\n', encoding: 'bytes' });
    expect(kind.equal(found, present({ text: 'a\n', encoding: 'bytes' }))).toBe(false);
    expect(kind.equal(found, present({ text: 'a\r\n', encoding: 'utf-16' }))).toBe(false);
    expect(kind.equal(found, present({ text: 'a\r\n', encoding: 'bytes', attributes: ['hidden'] }))).toBe(
      true,
    );
  });

  it('is the same whatever the case of its path', () => {
    expect(textFile(path.toUpperCase()).resource.key).toBe(file.resource.key);
  });

  it.each(['boot.ini', 'C:\\a"&del', 'C:\\a\\*'])('refuses the path %j', (wrong) => {
    expect(() => textFile(wrong)).toThrow(DataError);
  });

  it('made of bytes holds no character that is none', () => {
    expect(() => kind.entry({ path, text: '\u20ac' })).toThrow(/no single byte/);
    expect(() => kind.entry({ path, text: '\u20ac', encoding: 'utf-16' })).not.toThrow();
  });
});

describe('rules of an INI file', () => {
  const rule = (one: IniRule): string => withRule(text, one);

  it('set a value and keep its remark and every other line', () => {
    expect(rule({ section: 'OPTIONS', name: 'useallowverbs', value: '1' })).toBe(
      text.replace('UseAllowVerbs = 0   ;', 'UseAllowVerbs = 1   ;'),
    );
  });

  it('add a missing line at the end of its section, in the line ends of the file', () => {
    expect(rule({ section: 'DenyExtensions', includes: ['.EXE', '.bat'] })).toBe(
      text.replace('.exe\r\n', '.exe\r\n.bat\r\n'),
    );
    expect(rule({ section: 'options', name: 'EnableLogging', value: '1' })).toContain(
      'remark\r\nEnableLogging=1\r\n\r\n',
    );
  });

  it('take a line out with its remark', () => {
    expect(rule({ section: 'DenyExtensions', without: ['.asp'] })).toBe(
      text.replace('.asp   ; pages\r\n', ''),
    );
  });

  it('do not mistake one section for another', () => {
    const two = '[AllowExtensions]\n.asp\n[DenyExtensions]\n.exe\n';
    expect(withRule(two, { section: 'DenyExtensions', without: ['.asp'] })).toBe(two);
  });

  it('do not mistake a remark for a line', () => {
    const remark = '[DenyExtensions]\n; .asp\n';
    expect(iniMeets(remark, { section: 'DenyExtensions', without: ['.asp'] })).toBe(true);
  });

  it('begin a section that is not there', () => {
    expect(withRule('[a]\nb', { section: 'AllowVerbs', includes: ['GET'] })).toBe(
      '[a]\nb\n\n[AllowVerbs]\nGET\n',
    );
  });

  it('refuse one value and leave all others', () => {
    const logOnly = '[options]\r\nRejectResponseUrl=/~*\r\n';
    const not: IniRule = { section: 'options', name: 'RejectResponseUrl', not: '/~*' };
    expect(withRule(logOnly, not)).toBe('[options]\r\nRejectResponseUrl=\r\n');
    expect(withRule('[options]\r\nRejectResponseUrl=/no.asp\r\n', not)).toContain('=/no.asp');
  });

  it('are met by what they make of any file', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '[options]',
        '[DenyExtensions]',
        '.asp',
        '.exe ; x',
        'UseAllowVerbs=0',
        '; .asp',
        '',
        '[',
        '=',
      ),
      fc.string(),
    );
    const files = fc
      .array(fc.tuple(line, fc.constantFrom('\r\n', '\n', '')))
      .map((lines) => lines.map(([one, end]) => one + end).join(''));
    const rules: readonly IniRule[] = [
      { section: 'options', name: 'UseAllowVerbs', value: '1' },
      { section: 'options', name: 'RejectResponseUrl', not: '/~*' },
      { section: 'DenyExtensions', includes: ['.exe', '.bat'] },
      { section: 'DenyExtensions', without: ['.asp'] },
    ];
    const says = file.says(rules, 'is in order');
    fc.assert(
      fc.property(files, (found) => {
        const bytes = Buffer.from(found, 'latin1').toString('latin1');
        return says.met(says.aim(present({ text: bytes, encoding: 'bytes' as const })));
      }),
      { numRuns: 300 },
    );
  });
});

describe('says()', () => {
  const says = file.says([{ section: 'AllowVerbs', includes: ['POST'] }], 'allows POST');

  it('keeps attributes and encoding, and begins a file where there is none', () => {
    const found = present({ text, encoding: 'utf-16' as const, attributes: ['read-only'] });
    expect(says.aim(found)).toEqual(
      present({
        text: text.replace('GET\r\n', 'GET\r\nPOST\r\n'),
        encoding: 'utf-16',
        attributes: ['read-only'],
      }),
    );
    expect(says.aim(absent)).toEqual(present({ text: '[AllowVerbs]\r\nPOST\r\n', encoding: 'bytes' }));
  });
});

describe('by hand', () => {
  it('writes every line down and keeps a copy', () => {
    const lines = kind.change(file.resource, present({ text: 'a\r\n\r\nb\r\n', encoding: 'bytes' }));
    expect(lines[0]).toContain('a copy of what is there now stays beside it');
    expect(lines.filter((line) => line.startsWith('   |'))).toEqual(['   | a', '   | ', '   | b']);
    expect(lines).toContain(`    copy "${path}" "${path}.old"`);
  });

  it('takes lines with a bar between', () => {
    expect(kind.parse('[AllowVerbs] | GET', file.resource)).toEqual({
      value: { text: '[AllowVerbs]\r\nGET\r\n', encoding: 'bytes' },
    });
    expect(kind.parse(' ', file.resource)).toEqual({ problem: expect.stringContaining('not there') });
  });
});
