import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataError } from '../../../../src/errors.js';
import {
  capturedFiles,
  checkCompared,
  judgeKitSigns,
  readPhase,
  type PhaseResult,
  type ResultFiles,
} from '../../../../src/targets/kit/session/results.js';

const expected = { id: '0123456789', plan: 'abcdef' };
const key = { what: 'key', key: 'HKLM\\SOFTWARE\\Example' } as const;
const other = { what: 'key', key: 'HKLM\\SOFTWARE\\Other' } as const;
const captures = [
  { number: '001', capture: key },
  { number: '002', capture: other },
];

const good = [
  ...['BATTEN 1', 'KIT=0123456789', 'PHASE=APPLY', 'PLAN=abcdef', 'SERVER=NTEX01'],
  ...['SAME B001.REG', 'DIFF B002.REG', 'OK 001', 'NO 002', 'chatter of a tool'],
  ...['RESULT=INEFFECTIVE 002', 'END=0123456789', ''],
];

const filesOf = (lines: readonly string[]): ResultFiles =>
  new Map([['APPLY.OUT', Buffer.from(lines.join('\r\n'), 'latin1')]]);

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return error instanceof Error ? error.message : '';
  }
  return 'nothing was refused';
};

const reading = (change: (lines: string[]) => readonly string[]): string =>
  refusal(() => readPhase(filesOf(change([...good])), 'APPLY', expected));

describe('the result file of a script', () => {
  it('says how it ended, what took and what was compared', () => {
    expect(readPhase(filesOf(good), 'APPLY', expected)).toEqual({
      result: 'INEFFECTIVE',
      about: ['002'],
      items: new Map([
        ['001', 'OK'],
        ['002', 'NO'],
      ]),
      compared: new Map([
        ['B001.REG', 'SAME'],
        ['B002.REG', 'DIFF'],
      ]),
    });
  });

  it.each<[string, (lines: string[]) => readonly string[], string]>([
    [
      'another first line',
      (lines) => ['BATTEN 2', ...lines.slice(1)],
      'its first line is not that of a result',
    ],
    ['no kit', (lines) => lines.filter((line) => !line.startsWith('KIT=')), 'it is of kit unknown'],
    [
      'another kit',
      (lines) => lines.map((line) => line.replace('KIT=0', 'KIT=1')),
      'it is of kit 1123456789',
    ],
    [
      'another plan',
      (lines) => lines.map((line) => line.replace('=abcdef', '=fedcba')),
      'another plan (fedcba)',
    ],
    ['no plan', (lines) => lines.filter((line) => !line.startsWith('PLAN=')), 'another plan (none)'],
    ['no result', (lines) => lines.filter((line) => !line.startsWith('RESULT=')), 'it has no end'],
    [
      'two results',
      (lines) => ['BATTEN 1', 'RESULT=APPLIED', ...lines.slice(1)],
      'it has more than one result',
    ],
    ['no end', (lines) => lines.filter((line) => !line.startsWith('END=')), 'it has no end'],
    ['no last line end', (lines) => lines.slice(0, -1), 'it has no end'],
  ])('with %s is refused', (_, change, words) => {
    expect(reading(change)).toContain(words);
    expect(reading(change)).toContain('Nothing was recorded.');
  });

  it('of a script that gave up at once may lack the plan', () => {
    const lines = good.flatMap((line) =>
      line.startsWith('PLAN=') ? [] : [line.startsWith('RESULT=') ? 'RESULT=ERROR no-tools' : line],
    );
    expect(readPhase(filesOf(lines), 'APPLY', expected)).toMatchObject({
      result: 'ERROR',
      about: ['no-tools'],
    });
  });

  it('that is missing is asked for', () => {
    expect(refusal(() => readPhase(new Map(), 'APPLY', expected))).toContain(
      'There is no APPLY.OUT among the results',
    );
  });

  it('cut off anywhere is refused', () => {
    const whole = good.join('\r\n');
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        const files = new Map([['APPLY.OUT', Buffer.from(whole.slice(0, length), 'latin1')]]);
        expect(refusal(() => readPhase(files, 'APPLY', expected))).not.toBe('nothing was refused');
      }),
    );
  });
});

describe('captured files', () => {
  const one = Buffer.from(
    'REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Example]\r\n"First"=dword:00000001\r\n\r\n',
  );
  const two = Buffer.from('REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Other]\r\n\r\n');

  const witness = (...parts: readonly (readonly [string, Buffer])[]): Buffer =>
    Buffer.concat([
      Buffer.from('BATTEN 1\r\n'),
      ...parts.flatMap(([file, bytes]) => [Buffer.from(`==== ${file}\r\n`), bytes]),
      Buffer.from('==== END\r\n'),
    ]);

  const all = witness(['A001.REG', one], ['A002.REG', two]);
  const files = (more: Readonly<Record<string, Buffer>> = {}): ResultFiles =>
    new Map(Object.entries({ 'APPLY.ALL': all, 'A001.REG': one, 'A002.REG': two, ...more }));
  const without = (name: string): ResultFiles => new Map([...files()].filter(([one]) => one !== name));
  const captured = (given: ResultFiles): ReadonlyMap<string, Uint8Array> =>
    capturedFiles(given, 'APPLY', 'A', captures);

  it('are taken where they agree with their second witness', () => {
    expect([...captured(files()).keys()]).toEqual(['001', '002']);
    // What the script did not find is in neither
    const found = captured(
      new Map([
        ['APPLY.ALL', witness(['A002.REG', two])],
        ['A002.REG', two],
      ]),
    );
    expect([...found.keys()]).toEqual(['002']);
  });

  it.each([
    ['without their witness', without('APPLY.ALL'), 'There is no APPLY.ALL among the results'],
    ['where one is missing', without('A001.REG'), 'A001.REG: it is missing, and APPLY.ALL knows it'],
    [
      'where one was added',
      files({ 'APPLY.ALL': witness(['A002.REG', two]) }),
      'A001.REG: APPLY.ALL does not know it',
    ],
    [
      'where the witness has more',
      files({ 'APPLY.ALL': Buffer.concat([all, Buffer.from('more')]) }),
      'APPLY.ALL: it does not agree',
    ],
    ['where the witness is something else', files({ 'APPLY.ALL': Buffer.from('?') }), 'APPLY.ALL'],
  ])('are refused %s', (_, given, words) => {
    expect(refusal(() => captured(given))).toContain(words);
  });

  it('are refused where any byte of them or of their witness is another', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('APPLY.ALL', 'A001.REG', 'A002.REG'),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (name, at, by) => {
          const bytes = Buffer.from(files().get(name) ?? []);
          const index = at % bytes.length;
          bytes[index] = (bytes[index] ?? 0) ^ by;
          expect(refusal(() => captured(files({ [name]: bytes })))).not.toBe('nothing was refused');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are refused where any of them is cut off', () => {
    fc.assert(
      fc.property(fc.constantFrom('APPLY.ALL', 'A001.REG', 'A002.REG'), fc.nat(), (name, at) => {
        const bytes = files().get(name) ?? new Uint8Array();
        const cut = Buffer.from(bytes.subarray(0, at % bytes.length));
        expect(refusal(() => captured(files({ [name]: cut })))).not.toBe('nothing was refused');
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a script compared', () => {
  const bytes = (text: string): ReadonlyMap<string, Uint8Array> => new Map([['001', Buffer.from(text)]]);
  const check = (said: 'SAME' | 'DIFF' | 'LOST' | undefined, one: string, now: string): string =>
    refusal(() => {
      const compared: PhaseResult['compared'] = new Map(said === undefined ? [] : [['B001.REG', said]]);
      const phase: PhaseResult = { result: 'DRIFT', about: [], items: new Map(), compared };
      checkCompared(phase, captures, 'B', { one: bytes(one), other: bytes(now) });
    });

  it('is believed where the files say the same', () => {
    for (const fine of [
      check('SAME', 'a', 'a'),
      check('DIFF', 'a', 'b'),
      check('LOST', 'a', 'b'),
      check(undefined, 'a', 'b'),
    ])
      expect(fine).toBe('nothing was refused');
  });

  it('is refused where the files say otherwise', () => {
    expect(check('SAME', 'a', 'b')).toContain('B001.REG: the result says SAME and the file says otherwise');
    expect(check('DIFF', 'a', 'a')).toContain('the result says DIFF');
  });
});

describe('what a script should have said of a change', () => {
  const bytes = (text: string): ReadonlyMap<string, Uint8Array> => new Map([['001', Buffer.from(text)]]);
  const none: ReadonlyMap<string, Uint8Array> = new Map();

  it('follows from the words that are there or not', () => {
    const there = { capture: key, words: '"First"=dword:00000001', there: true };
    expect(judgeKitSigns([there], captures, none, bytes('x\n"First"=dword:00000001\r\n'))).toBe('OK');
    expect(judgeKitSigns([there], captures, none, bytes('"First"=dword:00000000\r\n'))).toBe('NO');
    const gone = { ...there, there: false };
    expect(judgeKitSigns([gone], captures, none, bytes('nothing'))).toBe('OK');
    expect(judgeKitSigns([gone], captures, none, none)).toBe('NO');
    expect(judgeKitSigns([], captures, none, none)).toBe('OK');
  });

  it('follows from a difference where no words can be told', () => {
    const differs = { capture: key, differs: true } as const;
    expect(judgeKitSigns([differs], captures, bytes('a'), bytes('b'))).toBe('OK');
    expect(judgeKitSigns([differs], captures, bytes('a'), bytes('a'))).toBe('NO');
    expect(judgeKitSigns([differs], captures, none, bytes('a'))).toBe('NO');
    const unknown = { capture: { what: 'key', key: 'HKLM\\SOFTWARE\\Third' }, differs: true } as const;
    expect(judgeKitSigns([unknown], captures, bytes('a'), bytes('b'))).toBe('NO');
  });
});
