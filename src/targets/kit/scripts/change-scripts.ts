import { identityOf } from '../capture.js';
import type { Capture } from '../capture.js';
import type { ChangeKit, KitChange } from './change.js';
import type { Means, KitSign } from '../kinds/kit-kind.js';
import { beginning, captureLines, fileOf, heading, sealLines, verdict, type Label } from './script.js';
import { subroutines } from './subroutines.js';

/** Captures that have to read exactly as they did: not what is picked out of a large key, nor which services run just now. */
export const isExact = ({ what, ...rest }: Capture): boolean =>
  what !== 'lines' && !(what === 'print' && 'command' in rest && rest.command === 'started');

/** Captures, compares, changes, captures again and says of each change whether it took. */
export function applyScript(kit: ChangeKit, directory: readonly string[]): readonly string[] {
  const { label, captures, changes, exchange, deadMan } = kit;
  return [
    ...beginning(label, 'APPLY'),
    'if exist "%RES%\\APPLY.DON" goto already',
    ...heading(label, 'APPLY'),
    ...needs(kit, ['APPLY.INF', ...(kit.withUndo ? ['UNDO.INF', 'UNDO.CMD'] : [])]),
    'if not "%BAD%"=="" goto failed',
    'if exist "%RES%\\APPLY.RUN" goto halfrun',
    ...(deadMan ? ['if "%1"=="" goto notime'] : []),
    ...capturing('B', kit),
    'if not "%BAD%"=="" goto failed',
    ...comparing(kit, 'E', 'B', '%KIT%'),
    ...statesBefore(kit, 'B'),
    'if not "%DIFF%"=="" goto drift',
    ...(deadMan ? schedule(label) : []),
    `>"%RES%\\APPLY.RUN" echo ${label.id}`,
    ...rundll(
      'APPLY',
      changes.map(({ apply }) => apply),
    ),
    ...changes.flatMap(({ apply }) => apply.commands.map(runLine)),
    ...directory,
    ...captures.flatMap((numbered) => captureLines('A', numbered, exchange)),
    ...looking(kit, 'A'),
    ...sealLines('A', captures),
    `>"%RES%\\APPLY.DON" echo ${label.id}`,
    'if not "%NO%"=="" goto partly',
    ...verdict(label, 'APPLIED'),
    ':partly',
    ...verdict(label, 'INEFFECTIVE%NO%'),
    ':drift',
    ...sealLines('B', captures),
    ...verdict(label, 'DRIFT%DIFF%'),
    ':failed',
    ...verdict(label, 'FAILED%BAD%'),
    // Begun and never ended: what stands now is read, and nothing more is changed
    ':halfrun',
    ...captures.flatMap((numbered) => captureLines('A', numbered, exchange)),
    ...looking(kit, 'A'),
    ...sealLines('A', captures),
    `>"%RES%\\APPLY.DON" echo ${label.id}`,
    ...verdict(label, 'HALF-RUN%NO%'),
    ':already',
    'echo This kit has been run. Nothing was touched; its result is:',
    'find "RESULT=" "%OUT%"',
    'goto end',
    ...(deadMan
      ? [
          ':notime',
          'echo Give the time at which the undo is to run if nobody confirms, such as APPLY 23:30',
          ...verdict(label, 'FAILED no-time-given'),
          ':noat',
          ...verdict(label, 'FAILED the-undo-could-not-be-scheduled'),
        ]
      : []),
    ...subroutines(label),
  ];
}

/** The same backwards: only where the server stands as the change left it, or its end was never reached. */
export function undoScript(
  kit: ChangeKit,
  undone: readonly KitChange[],
  directory: readonly string[],
): readonly string[] {
  const { label, captures, exchange } = kit;
  return [
    ...beginning(label, 'UNDO'),
    'if exist "%RES%\\UNDO.DON" goto already',
    ...heading(label, 'UNDO'),
    'if not exist "%RES%\\APPLY.RUN" goto nothing',
    ...needs(kit, ['UNDO.INF']),
    'if not "%BAD%"=="" goto failed',
    'if exist "%RES%\\UNDO.RUN" goto change',
    'if not exist "%RES%\\APPLY.DON" goto change',
    ...capturing('N', kit),
    'if not "%BAD%"=="" goto failed',
    ...comparing(kit, 'A', 'N', '%RES%\\'),
    'if not "%DIFF%"=="" goto drift',
    ':change',
    `>"%RES%\\UNDO.RUN" echo ${label.id}`,
    ...rundll(
      'UNDO',
      undone.map(({ undo }) => undo),
    ),
    ...undone.flatMap(({ undo }) => undo.commands.map(runLine)),
    ...directory,
    'set DIFF=',
    ...captures.flatMap((numbered) => captureLines('U', numbered, exchange)),
    ...captures.map((numbered) => `call :there ${fileOf('U', numbered)}`),
    ...comparing(kit, 'E', 'U', '%KIT%'),
    ...statesBefore(kit, 'U'),
    ...sealLines('U', captures),
    'if not "%BAD%%DIFF%"=="" goto partly',
    `>"%RES%\\UNDO.DON" echo ${label.id}`,
    ...verdict(label, 'UNDONE'),
    ':partly',
    ...verdict(label, 'UNDO-INCOMPLETE%BAD%%DIFF%'),
    ':drift',
    ...sealLines('N', captures),
    ...verdict(label, 'DRIFT%DIFF%'),
    ':nothing',
    ...verdict(label, 'NOTHING'),
    ':failed',
    ...verdict(label, 'FAILED%BAD%'),
    ':already',
    'echo The undo has been run. Nothing was touched; its result is:',
    'find "RESULT=" "%OUT%"',
    'goto end',
    ...subroutines(label),
  ];
}

/** Takes the scheduled undo off again: at lists its jobs with their numbers, and the kit's id is in the command. */
export const confirmScript = ({ id, folder }: Label): readonly string[] => [
  '@echo off',
  `rem Batten kit ${id}: the server can be reached, the scheduled undo is not needed.`,
  'verify other 2>nul',
  'setlocal enableextensions',
  'set RES=%~dp0RESULT',
  'at >"%RES%\\AT.TXT"',
  `find "${id}" "%RES%\\AT.TXT" >"%RES%\\AT1.TXT"`,
  'if errorlevel 1 goto none',
  'for /f "skip=2 tokens=1" %%i in (%RES%\\AT1.TXT) do at %%i /delete',
  'at >"%RES%\\AT.TXT"',
  `find "${id}" "%RES%\\AT.TXT" >nul`,
  'if not errorlevel 1 goto still',
  `>"%RES%\\CONFIRM.OUT" echo RESULT=CONFIRMED ${id}`,
  `echo RESULT=CONFIRMED the undo of ${folder} is off the schedule`,
  'goto end',
  ':none',
  'echo RESULT=NOTHING no undo of this kit is scheduled',
  'goto end',
  ':still',
  'echo RESULT=FAILED the undo is still on the schedule: take it off with at NUMBER /delete',
  ':end',
  'endlocal',
];

const schedule = ({ id }: Label): readonly string[] => [
  `at %1 %KIT%UNDO.CMD ${id}`,
  'if errorlevel 1 goto noat',
  'at >"%RES%\\AT.TXT"',
  `find "${id}" "%RES%\\AT.TXT" >nul`,
  'if errorlevel 1 goto noat',
];

const runLine = (command: string): string =>
  command.startsWith('adsutil ')
    ? `if exist "%ADS%" cscript //nologo "%ADS%" ${command.slice('adsutil '.length)} >>"%RES%\\TOOLS.LOG" 2>&1`
    : `${command} >>"%RES%\\TOOLS.LOG" 2>&1`;

function rundll(name: 'APPLY' | 'UNDO', means: readonly Means[]): readonly string[] {
  const any = means.some(({ add, remove, removeKeys }) => add.length + remove.length + removeKeys.length > 0);
  return any
    ? [
        // Its exit code means nothing: what was written is read back below. The file's name cannot be quoted.
        `start "${name.toLowerCase()}" /wait %SystemRoot%\\system32\\rundll32.exe setupapi,InstallHinfSection DefaultInstall 128 %KIT%${name}.INF`,
      ]
    : [];
}

const needs = ({ captures, expected }: ChangeKit, files: readonly string[]): readonly string[] => [
  ...files.map((file) => `call :need ${file}`),
  ...captures.flatMap((numbered) =>
    isExact(numbered.capture) && expected.has(numbered.number) ? [`call :need ${fileOf('E', numbered)}`] : [],
  ),
];

const capturing = (letter: string, { captures, exchange }: ChangeKit): readonly string[] => [
  ...captures.flatMap((numbered) => captureLines(letter, numbered, exchange)),
  ...captures.map((numbered) => `call :there ${fileOf(letter, numbered)}`),
];

const comparing = (
  { captures, expected }: ChangeKit,
  one: string,
  other: string,
  folder: string,
): readonly string[] =>
  captures.flatMap((numbered) =>
    isExact(numbered.capture) && expected.has(numbered.number)
      ? [
          `call :same "${folder}${fileOf(one, numbered)}" "%RES%\\${fileOf(other, numbered)}" ${fileOf(other, numbered)}`,
        ]
      : [],
  );

/** What cannot be compared whole is looked for: that it is this server, and that services stand as they did. */
function statesBefore(kit: ChangeKit, letter: string): readonly string[] {
  const signs = [
    ...kit.identity.map((sign) => ({ sign, as: 'server' })),
    ...kit.changes.flatMap(({ number, undo }) => undo.signs.map((sign) => ({ sign, as: number }))),
  ];
  return signs.flatMap(({ sign, as }) => {
    if ('differs' in sign || isExact(sign.capture)) return [];
    return [
      ...signLines(kit, sign, letter),
      `if not "%MISS%"=="" call :note DIFF ${as}`,
      `if not "%MISS%"=="" set DIFF=%DIFF% ${as}`,
      'set MISS=',
    ];
  });
}

const looking = (kit: ChangeKit, letter: string): readonly string[] =>
  kit.changes.flatMap(({ number, apply }) => [
    ...apply.signs.flatMap((sign) => signLines(kit, sign, letter)),
    `call :item ${number}`,
  ]);

function signLines(kit: ChangeKit, sign: KitSign, letter: string): readonly string[] {
  const numbered = kit.captures.find((one) => identityOf(one.capture) === identityOf(sign.capture));
  if (numbered === undefined) return ['call :no'];
  const file = `"%RES%\\${fileOf(letter, numbered)}"`;
  if ('differs' in sign) return [`call :differs "%KIT%${fileOf('E', numbered)}" ${file}`];
  return [
    `if not exist ${file} call :no`,
    `find "${sign.words.replaceAll('"', '""')}" ${file} >nul`,
    `if ${sign.there ? '' : 'not '}errorlevel 1 call :no`,
  ];
}
