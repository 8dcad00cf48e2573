/** What cmd.exe of NT 4.0 has, or what is in its box; everything else a kit may not use. */
const inTheBox = new Set([
  ...['@echo', 'echo', 'rem', 'if', 'goto', 'call', 'set', 'setlocal', 'endlocal', 'verify', 'ver', 'for'],
  ...['find', 'fc', 'del', 'md', 'copy', 'type', 'date', 'time', 'start', 'net', 'cacls', 'at'],
]);

/** Not in the box: only on a line that looks first whether they are there. */
const behindExist = new Set(['cscript', 'admin.exe', 'sc', 'sc.exe', 'secedit', 'reg', 'reg.exe']);

/** Names that a file of a kit must not have: cmd.exe would start it in the place of the tool. */
const tools = new Set([
  ...[...inTheBox, ...behindExist].map((name) => name.replace(/^@|\.exe$/g, '')),
  ...[
    'regedit',
    'rundll32',
    'cmd',
    'findstr',
    'xcopy',
    'attrib',
    'more',
    'sort',
    'admin',
    'regedt32',
    'notepad',
  ],
]);

interface Rule {
  readonly pattern: RegExp;
  readonly why: string;
}

/** Newer than NT 4.0, or broken there; where each was found stands in docs/kit.md. */
const refused: readonly Rule[] = [
  { pattern: /\bexit\b/i, why: 'exit with a code or /b came with NT 5.0: use goto' },
  { pattern: /\bset\s+\/p\b/i, why: 'set /p is newer' },
  { pattern: /delayedexpansion|![A-Za-z_]\w*!|cmd\s+\/v|cmd\s+\/e:/i, why: 'delayed expansion is newer' },
  { pattern: /%~[a-z]*[atz][a-z]*\d/i, why: '%~a, %~t and %~z are newer' },
  { pattern: /%~\d/, why: '%~1 alone is not in NT 4.0' },
  { pattern: /%\w+:~-/, why: 'negative offsets are newer' },
  { pattern: /\bfor\s+\/d\b|usebackq/i, why: 'for /d and usebackq are newer' },
  { pattern: /\bfor\s+\/r\b/i, why: 'for /r crashes before Service Pack 3 (Q157745)' },
  { pattern: /%(date|time|cd|random)%/i, why: '%DATE%, %TIME%, %CD% and %RANDOM% are newer' },
  { pattern: /\b(copy|move|xcopy)\b.*\s\/-?y\b|copycmd/i, why: 'copy /y is newer' },
  { pattern: /\bif\s+(not\s+)?cmdextversion\b/i, why: 'not needed, and not known to every cmd.exe' },
  { pattern: /regedit\.exe\s+\/s\b/i, why: '.reg files are evidence and are never imported (Q186146)' },
  { pattern: /\bfor\s+\/f\b.*\.(reg|csv|all)\b/i, why: 'for /f crashes on long lines (Q264076)' },
  { pattern: /\bset\s+%/i, why: 'set with an undefined name crashes before Service Pack 3 (Q167010)' },
  { pattern: /\bpushd\s+\\\\/i, why: 'no network path can be the current directory (Q156276)' },
];

/** What is wrong with a file of a kit, one sentence each; nothing where NT 4.0 can be given it. */
export function lintFile(name: string, content: string | Uint8Array): readonly string[] {
  const problems = nameProblems(name);
  // What was captured on the server goes back as it came
  if (typeof content !== 'string') return problems;
  const lines = content.split('\r\n');
  if (/[^\r]\n|\r(?!\n)/.test(content) || (content !== '' && lines.at(-1) !== '')) {
    problems.push(`${name} has lines that do not end in CR and LF`);
  }
  if (!/^[\x20-\x7e\r\n]*$/.test(content)) problems.push(`${name} is not plain ASCII`);
  for (const [index, line] of lines.entries()) {
    const at = `${name}, line ${index + 1}`;
    if (line.length > 2000) problems.push(`${at} is longer than 2000 characters`);
    if (name.endsWith('.CMD')) problems.push(...commandProblems(line).map((problem) => `${at}: ${problem}`));
    if (name.endsWith('.INF')) problems.push(...infProblems(line).map((problem) => `${at}: ${problem}`));
  }
  if (name.endsWith('.CMD')) problems.push(...labelProblems(lines).map((problem) => `${name}: ${problem}`));
  return problems;
}

function nameProblems(name: string): string[] {
  const problems: string[] = [];
  if (!/^[A-Z0-9]{1,8}(\.[A-Z0-9]{1,3})?$/.test(name)) problems.push(`${name} is no 8.3 name`);
  const base = name.replace(/\..*$/, '').toLowerCase();
  if (tools.has(base)) problems.push(`${name} is named like a tool and would be started in its place`);
  return problems;
}

function commandProblems(line: string): readonly string[] {
  if (line === '' || line.startsWith(':') || /^rem\b/i.test(line)) return [];
  // What is printed may be any words; what would end the printing may not stand in them, see below
  const said = line.replace(/^(>>?"%OUT%" )?echo .*$/, 'echo');
  const problems = refused.filter(({ pattern }) => pattern.test(said)).map(({ why }) => why);
  if ((line.match(/"/g) ?? []).length % 2 === 1) problems.push('a quotation mark is not closed');
  if (line.replace(own, '').includes('%')) problems.push('a variable is used that the kit does not set');
  const words = line.replace(/"[^"]*"/g, '""');
  if (/[&^]/.test(words.replace(/2>&1/g, '')))
    problems.push('commands are not joined by & and nothing is escaped by ^');
  for (const command of commandsOf(words)) {
    if (inTheBox.has(command)) continue;
    if (!behindExist.has(command)) problems.push(`${command} is not in the box of NT 4.0`);
    else if (!/^if exist /i.test(said))
      problems.push(`${command} is used without looking whether it is there`);
  }
  return problems;
}

/** The words of a line that cmd.exe would start, quoted parts being empty. */
function commandsOf(line: string): readonly string[] {
  return line.split('|').flatMap((part) => {
    let rest = part.trim().replace(/^(>>?"" )+/, '');
    for (;;) {
      const shorter = rest
        .replace(/^if (not )?(exist \S+|errorlevel \d+|\S+==\S+) /i, '')
        .replace(/^for \/f .* do /i, '');
      if (shorter === rest) break;
      rest = shorter;
    }
    const command = rest.split(/[\s(]/)[0]?.toLowerCase() ?? '';
    const started = /^start "" \/wait (\S+)/i.exec(rest)?.[1]?.toLowerCase();
    if (command !== 'start') return [command];
    return started !== undefined &&
      /^(%systemroot%\\(regedit\.exe|system32\\rundll32\.exe)|""|%2)$/.test(started)
      ? []
      : [`start of ${started ?? 'something'}`];
  });
}

function labelProblems(lines: readonly string[]): readonly string[] {
  const labels = new Set(lines.flatMap((line) => /^:(\w+)/.exec(line)?.[1]?.toLowerCase() ?? []));
  const wanted = lines
    .filter((line) => !/^rem\b|^echo\b/i.test(line))
    .flatMap((line) =>
      [...line.matchAll(/\b(?:goto|call) :?(\w+)/gi)].map(([, name = '']) => name.toLowerCase()),
    );
  return [...new Set(wanted)]
    .filter((name) => name !== 'eof' && !labels.has(name))
    .map((name) => `the label ${name} is not there`);
}

/** Variables, arguments and the loop variable that the scripts use. */
const own = /%(KIT|RES|OUT|ALL|ADS|BAD|DIFF|NO|MISS|SystemRoot)%|%~dp0|%[1-4]|%%i\b/g;

const infLine =
  /^(|;.*|\[[A-Za-z.]+\]|Signature="\$Windows NT\$"|(AddReg|DelReg)=[A-Za-z.]+|(HKLM|HKU|HKCR)(,("([^"]|"")*"|0x[0-9a-f]{1,8}|[0-9a-f]{2}))+)$/;

const infProblems = (line: string): readonly string[] =>
  infLine.test(line) ? [] : ['this is no line that Batten writes into an .inf file'];
