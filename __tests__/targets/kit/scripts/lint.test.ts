import { describe, expect, it } from '@jest/globals';
import { lintFile } from '../../../../src/targets/kit/scripts/lint.js';

const script = (line: string): readonly string[] => lintFile('APPLY.CMD', `${line}\r\n`);

describe('what a kit may hold', () => {
  it.each([
    ['exit /b 1', /NT 5\.0/],
    ['exit 1', /NT 5\.0/],
    ['set /p X=', /set \/p/],
    ['setlocal enabledelayedexpansion', /delayed/],
    ['if !X!==1 goto eof', /delayed/],
    ['cmd /v', /delayed|cmd is not in the box/],
    ['set X=%~1', /%~1 alone/],
    ['set X=%~z1', /%~z/],
    ['set X=%Y:~-4%', /negative/],
    ['for /d %%i in (*) do echo %%i', /for \/d/],
    ['for /f "usebackq" %%i in (x.txt) do echo %%i', /usebackq/],
    ['set X=%RANDOM%', /%RANDOM%/],
    ['copy /y A.TXT B.TXT', /copy \/y/],
    ['reg query HKLM', /reg is used without looking/],
    ['sc config Alerter start= disabled', /sc is used without/],
    ['cscript //nologo x.vbs', /cscript is used without/],
    ['whoami', /whoami is not in the box/],
    ['timeout 5', /timeout is not in the box/],
    ['net stop "A" & del C:\\BOOT.INI', /joined by &/],
    ['echo one > C:\\X.TXT | powershell', /powershell is not in the box/],
    ['start "x" /wait %SystemRoot%\\regedit.exe /s X.REG', /never imported/],
    ['start "x" /wait C:\\EVIL.EXE', /start of/],
    ['for /f %%i in (E001.REG) do echo %%i', /Q264076/],
    ['goto nowhere', /label nowhere/],
    ['net stop "A', /not closed/],
    ['net stop "%COMSPEC%"', /does not set/],
  ])('refuses %s', (line, why) => {
    const problems = script(line).join('\n');
    expect(problems).toMatch(why);
  });

  it.each([
    'if exist "%ADS%" cscript //nologo "%ADS%" GET W3SVC/1/LogType >"%RES%\\B001.TXT" 2>&1',
    'start "apply" /wait %SystemRoot%\\system32\\rundll32.exe setupapi,InstallHinfSection DefaultInstall 128 %KIT%APPLY.INF',
    'net stop "Alerter" /y >>"%RES%\\TOOLS.LOG" 2>&1',
    'if errorlevel 1 set BAD=%BAD% find',
  ])('allows %s', (line) => {
    expect(script(line)).toEqual([]);
  });

  it('refuses names that are no 8.3 names, or those of tools', () => {
    expect(lintFile('FC.CMD', '')).toEqual([expect.stringContaining('named like a tool')]);
    expect(lintFile('net.cmd', '').join()).toContain('no 8.3 name');
    expect(lintFile('CHECKLIST.TXT', '').join()).toContain('no 8.3 name');
  });

  it('refuses other line ends, other characters, and lines that are too long', () => {
    expect(lintFile('CHECK.TXT', 'one\ntwo\r\n').join()).toContain('CR and LF');
    expect(lintFile('CHECK.TXT', 'B\u00fcro\r\n').join()).toContain('ASCII');
    expect(lintFile('CHECK.TXT', `${'x'.repeat(2001)}\r\n`).join()).toContain('2000');
  });

  it('refuses lines of an .inf that run something or delete more than values and keys', () => {
    for (const line of [
      'RunPreSetupCommands=x',
      'HKLM,"a","b",0x00000000,"c" ; x',
      'CopyFiles=@x',
      '[DefaultInstall]x',
    ]) {
      expect(lintFile('APPLY.INF', `${line}\r\n`)).toHaveLength(1);
    }
  });
});
