import { longKey, printCommands, rootsOf, type Capture } from './capture.js';

/** Who and what a script is made for; all of it plain words. */
export interface Label {
  /** Letters and digits. */
  readonly id: string;
  /** The folder's name, 8.3: `K002`. */
  readonly folder: string;
  readonly plan: string;
  readonly server: string;
}

export type Phase = 'COLLECT' | 'APPLY' | 'UNDO';

/** One capture of a kit with the number in its files' names: `001`. */
export interface Numbered {
  readonly number: string;
  readonly capture: Capture;
}

/** The lines every script begins with: extensions on, the paths, a look whether the box's own tools can be trusted. */
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

/** The subroutines that every script ends with. */
export function subroutines({ id }: Label): readonly string[] {
  return [
    ':nowrite',
    'echo RESULT=ERROR this folder cannot be written: copy the kit to the hard disk and run it there',
    'goto end',
    ':noext',
    'echo RESULT=ERROR the command extensions are off',
    'goto end',
    ':badpath',
    'echo RESULT=ERROR the path of this folder has a space: copy the kit to a folder such as C:\\KIT',
    'goto end',
    ':notools',
    '>"%OUT%" echo BATTEN 1',
    `>>"%OUT%" echo KIT=${id}`,
    '>>"%OUT%" echo RESULT=ERROR%BAD%',
    `>>"%OUT%" echo END=${id}`,
    'echo RESULT=ERROR%BAD%',
    'goto end',
    // A second word means that the path has a space; rundll32 takes its file's name unquoted
    ':onepath',
    'if not "%2"=="" set BAD=space',
    'goto :eof',
    // What their exit codes mean on NT 4.0 is nowhere in print, so it is tried before it is trusted
    ':tools',
    'ver | find "Version 4.0" >nul',
    'if not errorlevel 1 goto tools2',
    'ver | find "Windows 4.0" >nul',
    'if errorlevel 1 set BAD=%BAD% not-NT-4.0',
    ':tools2',
    '>"%RES%\\T1.TXT" echo one',
    '>"%RES%\\T2.TXT" echo two',
    'fc /b "%RES%\\T1.TXT" "%RES%\\T2.TXT" >nul',
    'if not errorlevel 1 set BAD=%BAD% fc',
    'fc /b "%RES%\\T1.TXT" "%RES%\\T1.TXT" >nul',
    'if errorlevel 1 set BAD=%BAD% fc',
    'find "one" "%RES%\\T1.TXT" >nul',
    'if errorlevel 1 set BAD=%BAD% find',
    'find "two" "%RES%\\T1.TXT" >nul',
    'if not errorlevel 1 set BAD=%BAD% find',
    'del "%RES%\\T1.TXT"',
    'del "%RES%\\T2.TXT"',
    'if not exist %SystemRoot%\\regedit.exe set BAD=%BAD% regedit',
    'if not exist %SystemRoot%\\system32\\rundll32.exe set BAD=%BAD% rundll32',
    'if not exist %SystemRoot%\\system32\\setupapi.dll set BAD=%BAD% setupapi',
    'goto :eof',
    ':need',
    'if not exist "%KIT%%1" set BAD=%BAD% missing-%1',
    'goto :eof',
    // The key, or where regedit writes nothing, the nearest one above it
    ':capkey',
    'if exist "%RES%\\%1.REG" del "%RES%\\%1.REG"',
    'call :capone %1 %2',
    'if exist "%RES%\\%1.REG" goto :eof',
    'if %3==- goto :eof',
    'call :capone %1 %3',
    'if exist "%RES%\\%1.REG" goto :eof',
    'if %4==- goto :eof',
    'call :capone %1 %4',
    'goto :eof',
    ':capone',
    'start "capture" /wait %SystemRoot%\\regedit.exe /e "%RES%\\%1.REG" %2',
    'goto :eof',
    ':capads',
    'if exist "%RES%\\%1.TXT" del "%RES%\\%1.TXT"',
    'if not exist "%ADS%" goto :eof',
    'if exist "%ADS%" cscript //nologo "%ADS%" GET %2 >"%RES%\\%1.TXT" 2>&1',
    'goto :eof',
    // %1 number, %2 admin.exe, %3 the directory server
    ':capdir',
    'if exist "%RES%\\%1.CSV" del "%RES%\\%1.CSV"',
    'if not exist %2 goto :eof',
    'copy "%KIT%H%4.TXT" "%RES%\\%1.CSV" >nul',
    'if exist %2 start "directory" /wait %2 /e "%RES%\\%1.CSV" /d %3 /n /o "%KIT%H%4.INI"',
    'goto :eof',
    ':head',
    '>>"%ALL%" echo ==== %1',
    'goto :eof',
    ':note',
    '>>"%OUT%" echo %1 %2',
    'goto :eof',
    ':there',
    'if exist "%RES%\\%1" goto thereis',
    'set BAD=%BAD% capture-%1',
    '>>"%OUT%" echo NONE %1',
    'goto :eof',
    ':thereis',
    '>>"%OUT%" echo CAP %1',
    'goto :eof',
    // %1 folder of the one, %2 and %3 the two files
    ':same',
    'if not exist %1 goto samebad',
    'if not exist %2 goto samebad',
    'fc /b %1 %2 >nul',
    'if errorlevel 1 goto samediff',
    '>>"%OUT%" echo SAME %3',
    'goto :eof',
    ':samediff',
    '>>"%OUT%" echo DIFF %3',
    'set DIFF=%DIFF% %3',
    'goto :eof',
    ':samebad',
    '>>"%OUT%" echo LOST %3',
    'set DIFF=%DIFF% %3',
    'goto :eof',
    ':no',
    'set MISS=1',
    'goto :eof',
    ':differs',
    'if not exist %1 set MISS=1',
    'if not exist %2 set MISS=1',
    'fc /b %1 %2 >nul',
    'if not errorlevel 1 set MISS=1',
    'goto :eof',
    ':item',
    'if "%MISS%"=="" goto itemok',
    '>>"%OUT%" echo NO %1',
    'set NO=%NO% %1',
    'set MISS=',
    'goto :eof',
    ':itemok',
    '>>"%OUT%" echo OK %1',
    'goto :eof',
    ':end',
    'endlocal',
  ];
}

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
