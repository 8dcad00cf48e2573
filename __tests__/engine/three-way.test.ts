import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareThreeWays } from '../../src/engine/three-way.js';
import { absent, present, unreadable, type Reading } from '../../src/model/reading.js';
import { dword, meaning, multiText } from '../../src/resources/registry/data.js';
import { kind } from '../../src/resources/registry-value.js';

const list = (...items: string[]): Reading => present(multiText(items));
const number = (value: number): Reading => present(dword(value));

function itemsAfterUndo(before: Reading, ours: Reading, now: Reading): unknown {
  const verdict = compareThreeWays(kind, before, ours, now);
  if (verdict.kind !== 'restore') return verdict.kind;
  const to = kind.typed(verdict.to);
  return to.state === 'present' ? meaning(to.value) : to.state;
}

describe('undo compares before, ours and now', () => {
  it('puts back what was there when nobody else touched it', () => {
    expect(compareThreeWays(kind, absent, number(1), number(1))).toEqual({
      kind: 'restore',
      to: absent,
      kept: [],
    });
    expect(itemsAfterUndo(number(2), number(4), number(4))).toBe(2);
  });

  it('has nothing to do when it is back already', () => {
    expect(itemsAfterUndo(number(2), number(4), number(2))).toBe('already-back');
  });

  it('asks when a scalar was changed since', () => {
    expect(itemsAfterUndo(number(20), number(40), number(64))).toBe('changed-since');
    expect(itemsAfterUndo(number(20), number(40), absent)).toBe('changed-since');
  });

  it('takes its own item out of a list and keeps what others added', () => {
    const verdict = compareThreeWays(
      kind,
      list('FPNWCLNT'),
      list('FPNWCLNT', 'PASSFILT'),
      list('FPNWCLNT', 'PASSFILT', 'ACMEPWD'),
    );
    expect(verdict).toEqual({ kind: 'restore', to: list('FPNWCLNT', 'ACMEPWD'), kept: ['ACMEPWD'] });
  });

  it('puts a removed item back in its old place', () => {
    expect(
      itemsAfterUndo(
        list('COMNAP', 'winreg', 'SPOOLSS'),
        list('COMNAP', 'SPOOLSS'),
        list('COMNAP', 'SPOOLSS', 'NEW'),
      ),
    ).toEqual(['COMNAP', 'winreg', 'SPOOLSS', 'NEW']);
  });

  it('takes a list away that it made, unless others put something in', () => {
    expect(itemsAfterUndo(absent, list('PASSFILT'), list('PASSFILT'))).toBe('absent');
    expect(itemsAfterUndo(absent, list('PASSFILT'), list('PASSFILT', 'ACMEPWD'))).toEqual(['ACMEPWD']);
  });

  it('asks when a list has become something else', () => {
    expect(itemsAfterUndo(list('A'), list('A', 'B'), number(1))).toBe('changed-since');
    expect(itemsAfterUndo(list('A'), list('A', 'B'), absent)).toBe('changed-since');
  });

  it('never acts on what cannot be read', () => {
    expect(itemsAfterUndo(number(1), number(2), unreadable('access denied'))).toBe('unreadable');
  });

  it('keeps every item that others added and brings back every old one, whatever they are', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 8 });
    fc.assert(
      fc.property(names, names, names, (were, added, theirs) => {
        const others = theirs.filter((item) => !were.includes(item) && !added.includes(item));
        const own = added.filter((item) => !were.includes(item));
        const undone = itemsAfterUndo(list(...were), list(...were, ...own), list(...were, ...own, ...others));
        const expected = [...were, ...others];
        if (own.length === 0) expect(undone).toBe('already-back');
        else expect(undone).toEqual(expected);
      }),
    );
  });
});
