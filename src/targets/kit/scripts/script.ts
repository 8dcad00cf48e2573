import { longKey, printCommands, rootsOf, type Capture } from '../capture.js';

/** Who and what a script is made for; all of it plain words. */
export interface Label {
  /** Letters and digits. */
  readonly id: string;
  /** The folder's name, 8.3: `K002`. */
  readonly folder: string;
  readonly plan: string;
  /** The head of the server's journal, as words: on paper it tells later whether the journal's end is missing. */
  readonly head?: string;
  readonly server: string;
}

export type Phase = 'COLLECT' | 'APPLY' | 'UNDO';

/** One capture of a kit with the number in its files' names: `001`. */
export interface Numbered {
  readonly number: string;
  readonly capture: Capture;
}

/** The lines every script begins with: extensions on, the paths, a check that NT's own tools are the ones that run. */
export function beginning({ id, folder, plan, server }: Label, phase: Phase): readonly string[] {
  return [
    '@echo off',
    `rem Batten kit ${id}, ${phase}. Plan ${plan}, made for ${server}. For cmd.exe of Windows NT 4.0 and nothing newer.`,
    'verify other 2>nul',
    'setlocal enableextensions',
    'if errorlevel 1 goto noext',
    'set KIT=%~dp0',
    'set RES=%~dp0RESULT',
    `set OUT=%~dp0RESULT\\${phase}.OUT`,
    `set ALL=%~dp0RESULT\\${phase}.ALL`,
    'set ADS=%SystemRoot%\\system32\\inetsrv\\adminsamples\\adsutil.vbs',
    'set BAD=',
    'set DIFF=',
    'set NO=',
    'set MISS=',
    'call :onepath %KIT%',
    'if not "%BAD%"=="" goto badpath',
    'if not exist "%RES%\\nul" md "%RES%"',
    'if not exist "%RES%\\nul" goto nowrite',
    `echo Batten kit ${folder} (${id}): ${phase}`,
    'call :tools',
    'if not "%BAD%"=="" goto notools',
  ];
}

/** Starts the result file. */
export const heading = ({ id, plan, server }: Label, phase: Phase): readonly string[] => [
  '>"%OUT%" echo BATTEN 1',
  `>>"%OUT%" echo KIT=${id}`,
  `>>"%OUT%" echo PHASE=${phase}`,
  `>>"%OUT%" echo PLAN=${plan}`,
  `>>"%OUT%" echo SERVER=${server}`,
  '>>"%OUT%" date /t',
  '>>"%OUT%" time /t',
];

/** Says how it ended, closes the result file and jumps to the end. */
export const verdict = ({ id }: Label, result: string): readonly string[] => [
  `>>"%OUT%" echo RESULT=${result}`,
  `>>"%OUT%" echo END=${id}`,
  `echo RESULT=${result}`,
  'goto end',
];

const extensionOf = ({ what }: Capture): string =>
  what === 'key' ? 'REG' : what === 'directory' ? 'CSV' : 'TXT';

/** `C001.REG`: the letter says when it was captured. */
export const fileOf = (letter: string, { number, capture }: Numbered): string =>
  `${letter}${number}.${extensionOf(capture)}`;

export interface Exchange {
  /** Where admin.exe is; undefined where Exchange was not seen. */
  readonly admin: string | undefined;
  readonly server: string;
}

/** Captures one thing into a file of RESULT. */
export function captureLines(letter: string, numbered: Numbered, exchange: Exchange): readonly string[] {
  const { number, capture } = numbered;
  const file = `"%RES%\\${fileOf(letter, numbered)}"`;
  switch (capture.what) {
    case 'key': {
      const [, above, further] = letter === 'C' ? rootsOf(capture.key) : [];
      const keys = [capture.key, above, further].map((key) =>
        key === undefined ? '-' : `"${longKey(key)}"`,
      );
      return [`call :capkey ${letter}${number} ${keys.join(' ')}`];
    }
    case 'lines':
      return [
        `call :capone BIG "${longKey(capture.key)}"`,
        `find /n "[HKEY_" "%RES%\\BIG.REG" >${file}`,
        ...capture.names.map((name) => `find /n """${name}""=" "%RES%\\BIG.REG" >>${file}`),
        'del "%RES%\\BIG.REG"',
      ];
    case 'print': {
      const argument = capture.argument === undefined ? '' : ` "${capture.argument}"`;
      return [`${printCommands[capture.command]}${argument} >${file} 2>&1`];
    }
    case 'metabase':
      return [`call :capads ${letter}${number} ${capture.property}`];
    case 'directory':
      return exchange.admin === undefined
        ? []
        : [`call :capdir ${letter}${number} "${exchange.admin}" ${exchange.server} ${number}`];
  }
}

/** Writes all captured files into one, a second witness of what was captured. */
export function sealLines(letter: string, captures: readonly Numbered[]): readonly string[] {
  return [
    '>"%ALL%" echo BATTEN 1',
    ...captures.flatMap((numbered) => {
      const file = fileOf(letter, numbered);
      return [
        `if exist "%RES%\\${file}" call :head ${file}`,
        `if exist "%RES%\\${file}" type "%RES%\\${file}" >>"%ALL%"`,
      ];
    }),
    '>>"%ALL%" echo ==== END',
  ];
}
