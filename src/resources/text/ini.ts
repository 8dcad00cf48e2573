/** What an INI file has to say in one place. */
export type IniRule =
  /** `name=value` stands in the section. */
  | { readonly section: string; readonly name: string; readonly value: string }
  /** `name` has another value than this one, or none. */
  | { readonly section: string; readonly name: string; readonly not: string }
  /** These lines stand in the section, in any order, beside others. */
  | { readonly section: string; readonly includes: readonly string[] }
  /** These lines do not stand in the section. */
  | { readonly section: string; readonly without: readonly string[] };

/** Compares names and values without case; what follows a semicolon is comment. */
export function iniMeets(text: string, rule: IniRule): boolean {
  const lines = linesOf(text, rule.section);
  if ('includes' in rule) return rule.includes.every((item) => lines.some((line) => same(bare(line), item)));
  if ('without' in rule) return !lines.some((line) => rule.without.some((item) => same(bare(line), item)));
  const found = lines
    .map(settingOf)
    .find((setting) => setting !== undefined && same(setting.name, rule.name));
  if ('not' in rule) return found === undefined || !same(found.value, rule.not);
  return found !== undefined && same(found.value, rule.value);
}

/** The text with one rule brought about; every other line, comment and line end stays byte for byte. */
export function withRule(text: string, rule: IniRule): string {
  if (iniMeets(text, rule)) return text;
  if ('includes' in rule) {
    const missing = rule.includes.filter((item) => !iniMeets(text, { ...rule, includes: [item] }));
    return missing.reduce((sofar, item) => withLine(sofar, rule.section, item), text);
  }
  if ('without' in rule) {
    return inSection(text, rule.section, (line) =>
      rule.without.some((item) => same(bare(line), item)) ? '' : line,
    );
  }
  return withSetting(text, rule.section, rule.name, 'not' in rule ? '' : rule.value);
}

const bare = (line: string): string => line.replace(/;.*/s, '').trim();

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function settingOf(line: string): { readonly name: string; readonly value: string } | undefined {
  const [, name, value = ''] = /^([^=]+?)\s*=\s*(.*)$/.exec(bare(line)) ?? [];
  return name === undefined ? undefined : { name, value };
}

/** Lines with their ends, so that joining them gives the text back. */
const splitLines = (text: string): string[] => text.split(/(?<=\n)/).filter((line) => line !== '');

const headOf = (line: string): string | undefined => /^\s*\[([^\]]*)\]/.exec(line)?.[1];

const lineEndOf = (text: string): string => (/\r\n|\n/.exec(text)?.[0] === '\n' ? '\n' : '\r\n');

/** First and last-plus-one index of a section's lines; undefined where it has no head. */
function rangeOf(lines: readonly string[], section: string): readonly [number, number] | undefined {
  const head = lines.findIndex((line) => same(headOf(line)?.trim() ?? '', section));
  if (head < 0) return undefined;
  const next = lines.findIndex((line, index) => index > head && headOf(line) !== undefined);
  return [head + 1, next < 0 ? lines.length : next];
}

function linesOf(text: string, section: string): readonly string[] {
  const lines = splitLines(text);
  const range = rangeOf(lines, section);
  return range === undefined ? [] : lines.slice(...range).filter((line) => bare(line) !== '');
}

function inSection(text: string, section: string, change: (line: string) => string): string {
  const lines = splitLines(text);
  const [from, to] = rangeOf(lines, section) ?? [0, 0];
  return lines.map((line, index) => (index >= from && index < to ? change(line) : line)).join('');
}

function withSetting(text: string, section: string, name: string, value: string): string {
  const [first] = linesOf(text, section).filter((line) => same(settingOf(line)?.name ?? '', name));
  if (first === undefined) return withLine(text, section, `${name}=${value}`);
  let done = false;
  return inSection(text, section, (line) => {
    if (done || line !== first) return line;
    done = true;
    return line.replace(
      /^([^=]*=[^\S\r\n]*)[^;\r\n]*?(\s*;.*|\s*)$/s,
      `$1${value.replaceAll('$', '$$$$')}$2`,
    );
  });
}

/** Adds a line behind the last one of its section, or a new section at the end. */
function withLine(text: string, section: string, line: string): string {
  const end = lineEndOf(text);
  const lines = splitLines(text);
  const range = rangeOf(lines, section);
  if (range === undefined) {
    const gap = text === '' ? '' : text.endsWith('\n') ? end : end + end;
    return `${text}${gap}[${section}]${end}${line}${end}`;
  }
  let at = range[1];
  while (at > range[0] && lines[at - 1]?.trim() === '') at--;
  const before = lines.slice(0, at).join('');
  const joined = before === '' || before.endsWith('\n') ? before : before + end;
  return `${joined}${line}${end}${lines.slice(at).join('')}`;
}
