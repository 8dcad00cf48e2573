import type { Capture } from './capture.js';
import { identityOf, longKey } from './capture.js';
import { checklist, type ByHandItem } from './checklist.js';
import { directoryFiles, directoryImports, importCommands, importFiles } from './directory-files.js';
import { deleteLine, infText } from './inf.js';
import { kitFile, type KitFiles } from './kit-files.js';
import type { Means, Sign } from './kit-kind.js';
import {
  beginning,
  captureLines,
  fileOf,
  heading,
  sealLines,
  subroutines,
  verdict,
  type Exchange,
  type Label,
  type Numbered,
} from './script.js';

/** One change that the kit makes by itself. */
export interface KitChange {
  /** `003` on the checklist and in the result file. */
  readonly number: string;
  readonly title: string;
  readonly apply: Means;
  readonly undo: Means;
}

export interface ChangeKit {
  readonly label: Label;
  readonly made: Date;
  readonly changes: readonly KitChange[];
  /** All that is captured before and after. */
  readonly captures: readonly Numbered[];
  /** What the server held when it was read, byte for byte, by number; goes with the kit for the comparison. */
  readonly expected: ReadonlyMap<string, Uint8Array>;
  /** What has to be seen in a capture for it to be this server. */
  readonly identity: readonly Sign[];
  readonly exchange: Exchange;
  readonly byHand: readonly ByHandItem[];
  /** The undo is scheduled before the change, and taken off the schedule by hand. */
  readonly deadMan: boolean;
  /** False for a kit that is an undo itself. */
  readonly withUndo: boolean;
  readonly notes: readonly string[];
}

/** Captures that have to read exactly as they did: not what is picked out of a large key, nor which services run just now. */
const isExact = ({ what, ...rest }: Capture): boolean =>
  what !== 'lines' && !(what === 'print' && 'command' in rest && rest.command === 'started');

/** The files of a change kit and its undo kit. */
export function changeKit(kit: ChangeKit): KitFiles {
  const { label, changes, captures, expected, exchange, deadMan } = kit;
  const undone = [...changes].reverse();
  const applied = directoryImports(
    'D',
    changes.flatMap(({ apply }) => apply.directory),
  );
  const reversed = directoryImports(
    'V',
    undone.flatMap(({ undo }) => undo.directory),
  );
  const inf = (means: readonly Means[]): string =>
    infText(label.id, {
      add: means.flatMap(({ add }) => add),
      remove: [
        ...new Set(
          means.flatMap(({ remove, removeKeys }) => [
            ...remove,
            ...removeKeys.flatMap((key) => deleteLine(key) ?? []),
          ]),
        ),
      ],
    });
  return new Map<string, string | Uint8Array>([
    kitFile('APPLY.CMD', applyScript(kit, importCommands(applied, exchange))),
    ...(kit.withUndo
      ? [kitFile('UNDO.CMD', undoScript(kit, undone, importCommands(reversed, exchange)))]
      : []),
    ...(deadMan ? [kitFile('CONFIRM.CMD', confirmScript(label))] : []),
    kitFile('CHECK.TXT', theChecklist(kit)),
    ['APPLY.INF', inf(changes.map(({ apply }) => apply))],
    ...(kit.withUndo ? [['UNDO.INF', inf(undone.map(({ undo }) => undo))] as const] : []),
    ...directoryFiles(captures, exchange),
    ...importFiles(kit.withUndo ? [...applied, ...reversed] : applied, exchange),
    ...captures.flatMap((numbered): readonly (readonly [string, Uint8Array])[] => {
      const bytes = isExact(numbered.capture) ? expected.get(numbered.number) : undefined;
      return bytes === undefined ? [] : [[fileOf('E', numbered), bytes]];
    }),
  ]);
}

function applyScript(kit: ChangeKit, directory: readonly string[]): readonly string[] {
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

function undoScript(
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
const confirmScript = ({ id, folder }: Label): readonly string[] => [
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

function signLines(kit: ChangeKit, sign: Sign, letter: string): readonly string[] {
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

function theChecklist(kit: ChangeKit): readonly string[] {
  const { label, made, changes, byHand, captures, deadMan, notes } = kit;
  const folder = `C:\\${label.folder}`;
  const keys = captures.flatMap(({ number, capture }) =>
    capture.what === 'key' ? [`${number}  ${longKey(capture.key)}`] : [],
  );
  return checklist({
    label,
    made,
    title: kit.withUndo ? 'change kit, with its undo' : 'undo kit: takes back what an earlier kit changed',
    steps: [
      `Copy this folder to the hard disk of ${label.server}: ${folder}${kit.withUndo ? '. Keep it there until the changes are settled: the undo is in it.' : ''}`,
      'Have a backup and an emergency repair disk at hand.',
      `Log on as an administrator, open a command prompt, run ${folder}\\APPLY.CMD${deadMan ? ' TIME, the time at which the undo is to run by itself (such as 23:30)' : ''}`,
      'RESULT=APPLIED: all is as it should be. RESULT=DRIFT: the server is not as it was read, nothing was touched. RESULT=INEFFECTIVE: what did not take is numbered. RESULT=FAILED: nothing was touched.',
      ...(deadMan
        ? [`When you can still log on and mail flows: ${folder}\\CONFIRM.CMD takes the scheduled undo off.`]
        : []),
      ...(kit.withUndo ? [`To take everything back: ${folder}\\UNDO.CMD`] : []),
      'After a power failure run APPLY.CMD again: it reads what stands and changes nothing more.',
      `Carry the folder ${folder}\\RESULT back, all of it, into this folder.`,
      'On the workstation: batten kit import FOLDER',
    ],
    look: [],
    change: byHand,
    notes: [
      'What the kit changes by itself:',
      ...changes.map(({ number, title }) => `${number}  ${title}`),
      'Compared before and after, with all below them:',
      ...keys,
      ...notes,
    ],
  });
}
