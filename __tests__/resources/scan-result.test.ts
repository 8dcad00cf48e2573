import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { absent, present } from '../../src/model/reading.js';
import { kind, scanResult } from '../../src/resources/scan-result.js';

const resource = kind.resource({ id: 'missing-hotfixes' });
const clean = scanResult('missing-hotfixes').clean(['ms99-041']);

describe('a scan result', () => {
  it('is read from a scene entry, with what does not belong to it stripped', () => {
    const { reading } = kind.entry({
      id: 'missing-hotfixes',
      tool: 'mbsacli /hf',
      open: ['MS03-001'],
      source: 'x',
    });
    expect(reading).toEqual(present({ tool: 'mbsacli /hf', open: ['MS03-001'] }));
  });

  it('is shown with its day and what it leaves open', () => {
    const value = { tool: 'mbsacli /hf', open: ['MS03-001', 'MS99-041'], taken: '2003-03-04T10:00:00.000Z' };
    expect(kind.show(present(value))).toBe('mbsacli /hf of 2003-03-04; open: MS03-001, MS99-041');
    expect(kind.show(present({ tool: 'x', open: [], outdated: true }))).toMatch(
      /nothing missing; older than/,
    );
  });

  it('says the same as another that leaves the same open', () => {
    const one = present({ tool: 'a', open: ['MS03-001', 'MS99-041'], taken: '2003-03-04T10:00:00.000Z' });
    expect(kind.equal(one, present({ tool: 'b', open: ['MS99-041', 'MS03-001'] }))).toBe(true);
    expect(kind.equal(one, present({ tool: 'a', open: [] }))).toBe(false);
  });

  it('is made from another machine, because MBSA does not install on NT 4.0, and brought as a file', () => {
    const lines = kind.change(resource, present({ tool: 'x', open: [] })).join('\n');
    expect(lines).toMatch(/Windows 2000 or XP[^]*mbsacli\.exe \/hf -h[^]*batten assess --scan[^]*-nosum/);
    expect(lines).not.toContain('-p ');
  });

  it.each([
    ['nothing missing', []],
    ['MS03-001, MS99-041', ['MS03-001', 'MS99-041']],
  ])('takes the answer %j', (answer, open) => {
    expect(kind.parse(answer, resource)).toEqual({ value: { tool: 'by hand', open } });
  });

  it('takes no empty answer for a clean scan', () => {
    expect(kind.parse(' ', resource)).toHaveProperty('problem');
  });
});

describe('clean()', () => {
  it('is met by a result that leaves nothing open but what was acknowledged', () => {
    expect(clean.met(absent)).toBe(false);
    expect(clean.met(present({ tool: 'x', open: [] }))).toBe(true);
    expect(clean.met(present({ tool: 'x', open: ['MS99-041'] }))).toBe(true);
    expect(clean.met(present({ tool: 'x', open: ['MS99-041', 'MS03-001'] }))).toBe(false);
  });

  it('is not met by a result older than the last installation', () => {
    expect(clean.met(present({ tool: 'x', open: [], outdated: true }))).toBe(false);
  });

  it('is met by what it aims at, from whatever is found', () => {
    const found = fc.record(
      { tool: fc.string(), open: fc.array(fc.string()), outdated: fc.boolean() },
      { requiredKeys: ['tool', 'open'] },
    );
    fc.assert(fc.property(found, (value) => clean.met(clean.aim(present(value)))));
    expect(clean.met(clean.aim(absent))).toBe(true);
  });
});
