import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataError } from '../../src/errors.js';
import { kind, metabaseValue } from '../../src/resources/metabase-value.js';
import { absent, present, type Settable } from '../../src/model/reading.js';

const flags = metabaseValue('/LM/W3SVC/1/ROOT/Exchange', 'AccessSSLFlags');
const bindings = metabaseValue('/LM/W3SVC/1', 'SecureBindings');
const format = metabaseValue('/LM/W3SVC/1', 'LogPluginClsid');
const number = (data: number): Settable => present({ type: 'DWORD', data });

describe('a metabase value', () => {
  it('is read from a scene entry without the members that are not about it', () => {
    const entry = { path: '/LM/W3SVC/1', id: 1023, name: 'ServerBindings', type: 'MULTISZ', data: [':80:'] };
    const { resource, reading } = kind.entry({ ...entry, source: 'iis-ssl', confidence: 'medium' });
    expect(resource.address).toEqual({ path: '/LM/W3SVC/1', id: 1023 });
    expect(reading).toEqual(present({ type: 'MULTISZ', data: [':80:'] }));
    expect(kind.show(reading)).toBe('MULTISZ :80:');
  });

  it('is the same whatever the case of its path', () => {
    expect(metabaseValue('/lm/w3svc/1/root/EXCHANGE', 'AccessSSLFlags').resource.key).toBe(
      flags.resource.key,
    );
  });

  it('is something else when nothing is stored at the node than when a 0 is', () => {
    expect(kind.equal(absent, number(0))).toBe(false);
    expect(kind.show(absent)).toBe('absent');
    expect(kind.show(number(0))).toBe('DWORD 0');
  });

  it.each([
    { path: 'W3SVC/1', id: 4000, type: 'DWORD', data: 1 },
    { path: '/LM/W3SVC/"x', id: 4000, type: 'DWORD', data: 1 },
    { path: '/LM/W3SVC', id: 4000, type: 'DWORD', data: '1' },
    { path: '/LM/W3SVC', id: 4000, type: 'DWORD', data: 2 ** 32 },
  ])('refuses %j', (entry) => {
    expect(() => kind.entry(entry)).toThrow(DataError);
  });
});

describe('flags of one mask', () => {
  it('are set beside the others that are there', () => {
    expect(flags.flags(264).aim(number(32))).toEqual(number(296));
    expect(flags.flags(264).met(number(296))).toBe(true);
  });

  it('are not met by one of two bits', () => {
    expect(flags.flags(264).met(number(8))).toBe(false);
  });

  it('are written where the node inherits, unless that is as good', () => {
    expect(flags.flags(264).aim(absent)).toEqual(number(264));
    expect(flags.flagsUnlessInherited(264).met(absent)).toBe(true);
    expect(flags.flagsUnlessInherited(264).aim(number(0))).toEqual(number(264));
  });

  it('replace data of another type', () => {
    const text = present({ type: 'STRING', data: '264' } as const);
    expect(flags.flags(264).met(text)).toBe(false);
    expect(flags.flags(264).aim(text)).toEqual(number(264));
  });

  it('can be cleared, the highest bit included', () => {
    expect(flags.withoutFlags(1).aim(number(0x80000003))).toEqual(number(0x80000002));
    expect(flags.withoutFlags(0xffffffff).aim(number(0xffffffff))).toEqual(number(0));
    expect(flags.withoutFlags(1).met(absent)).toBe(true);
  });

  it('keep every other bit and always meet their own aim', () => {
    const dwords = fc.nat(0xffffffff);
    fc.assert(
      fc.property(dwords, dwords, (found, bits) => {
        for (const expectation of [
          flags.flags(bits),
          flags.flagsUnlessInherited(bits),
          flags.withoutFlags(bits),
        ]) {
          const aim = kind.typed(expectation.aim(number(found)));
          const data = aim.state === 'present' && typeof aim.value.data === 'number' ? aim.value.data : NaN;
          if (((data ^ found) & ~bits) !== 0 || !expectation.met(number(data))) return false;
        }
        return true;
      }),
    );
  });
});

describe('exactly and includes', () => {
  it('compare text without case', () => {
    const found = present({ type: 'STRING', data: '{ff160663-de82-11cf-bc0a-00aa006111e0}' } as const);
    expect(format.exactly('{FF160663-DE82-11CF-BC0A-00AA006111E0}').met(found)).toBe(true);
    expect(format.exactly('{FF16065F-DE82-11CF-BC0A-00AA006111E0}').met(found)).toBe(false);
  });

  it('add to a list and begin one', () => {
    const one = present({ type: 'MULTISZ', data: ['10.0.0.5:443:'] } as const);
    expect(bindings.includes(':443:').aim(one)).toEqual(
      present({ type: 'MULTISZ', data: ['10.0.0.5:443:', ':443:'] }),
    );
    expect(bindings.includes(':443:').aim(absent)).toEqual(present({ type: 'MULTISZ', data: [':443:'] }));
  });
});

describe('by hand', () => {
  const script = 'cscript //nologo %SystemRoot%\\System32\\inetsrv\\adminsamples\\adsutil.vbs';

  it('reads with adsutil and takes its not set for absent, not for 0', () => {
    const lines = kind.look(flags.resource);
    expect(lines).toContain(`    ${script} GET W3SVC/1/ROOT/Exchange/AccessSSLFlags`);
    expect(lines.at(-1)).toMatch(/not set at this node.*not there/);
  });

  it('sets a mask, a list and a class id', () => {
    expect(kind.change(flags.resource, number(264))).toContain(
      `    ${script} SET W3SVC/1/ROOT/Exchange/AccessSSLFlags 264`,
    );
    const two = present({ type: 'MULTISZ', data: [':443:', '10.0.0.5:443:'] } as const);
    expect(kind.change(bindings.resource, two)).toContain(
      `    ${script} SET W3SVC/1/SecureBindings ":443:" "10.0.0.5:443:"`,
    );
  });

  it('deletes what was absent, looks first, and warns of the directory that would go', () => {
    const lines = kind.change(flags.resource, absent);
    expect(lines.flatMap((line) => / (GET|DELETE) W3SVC/.exec(line)?.[1] ?? [])).toEqual(['GET', 'DELETE']);
    expect(lines.filter((line) => line.startsWith('    '))).toHaveLength(1);
    expect(lines.join('\n')).toMatch(/Only if that prints a value[^]*virtual directory/);
  });

  it('quotes a path that a command prompt would tear apart', () => {
    const spaced = metabaseValue('/LM/Logging/W3C Extended Log File Format', 'LogModuleId').resource;
    expect(kind.look(spaced).join('\n')).toContain('GET "Logging/W3C Extended Log File Format/LogModuleId"');
  });

  it('sets SSL in the window that the article shows, at the site and at a directory', () => {
    const site = metabaseValue('/LM/W3SVC/1/ROOT', 'AccessSSLFlags').resource;
    const lines = kind.change(site, number(264)).join('\n');
    expect(lines).toMatch(
      /Internet Service Manager[^]*Default Web Site and choose Properties[^]*Directory Security[^]*Edit[^]*Tick Require Secure Channel[^]*Encryption Settings\. Tick Require 128-bit[^]*command prompt/,
    );
    expect(kind.change(flags.resource, number(8)).join('\n')).toMatch(
      /right-click Exchange in it[^]*Tick Require Secure[^]*Clear Require 128-bit/,
    );
  });

  it('sets the log in the window that the article shows, with every box of the mask and no other', () => {
    const fields = metabaseValue('/LM/W3SVC/1', 'LogExtFileFlags').resource;
    expect(kind.change(fields, number(0x1058f)).join('\n')).toContain(
      'Tick exactly these: Date, Time, Client IP Address, User Name, Method, URI Stem, Http Status, User Agent. Clear the others.',
    );
    const forgotten = metabaseValue('/LM/W3SVC/1/ROOT/Exchange', 'DontLog').resource;
    expect(kind.change(forgotten, number(0)).join('\n')).toMatch(/page Virtual Directory[^]*Tick Log access/);
  });

  it('doubles percent signs in batch files and types no quotation marks', () => {
    const folder = metabaseValue('/LM/W3SVC', 'LogFileDirectory').resource;
    const logs = present({ type: 'EXPANDSZ', data: '%WinDir%\\Logs' } as const);
    expect(kind.change(folder, logs).join('\n')).toMatch(/percent sign twice/);
    expect(kind.change(folder, present({ type: 'EXPANDSZ', data: 'a"b' } as const))[0]).toMatch(/MetaEdit/);
  });

  it.each([
    ['AccessSSLFlags                  : (INTEGER) 264', { type: 'DWORD', data: 264 }],
    ['(BOOLEAN) True', { type: 'DWORD', data: 1 }],
    ['DontLog : (BOOLEAN) False', { type: 'DWORD', data: 0 }],
    ['(STRING) "Default Web Site"', { type: 'STRING', data: 'Default Web Site' }],
    [
      'SecureBindings : (LIST) (2 Items) ":443:" "10.0.0.5:443:"',
      { type: 'MULTISZ', data: [':443:', '10.0.0.5:443:'] },
    ],
    ['(LIST) (0 Items)', { type: 'MULTISZ', data: [] }],
  ])('understands %j', (answer, value) => {
    expect(kind.parse(answer, flags.resource)).toEqual({ value });
  });

  it.each(['', '264', '(INTEGER) many', '(INTEGER) -1', '(BOOLEAN) maybe'])(
    'asks again after %j',
    (answer) => {
      expect(kind.parse(answer, flags.resource)).toEqual({ problem: expect.stringContaining('(INTEGER)') });
    },
  );
});
