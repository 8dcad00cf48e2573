import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { assessCombination, type FirstAndLast } from '../support/matrix/assess-combination.js';
import { tableOf } from '../support/matrix/findings-table.js';
import { accounts } from '../support/matrix/groups/accounts.js';
import { drives } from '../support/matrix/groups/drives.js';
import { languages } from '../support/matrix/groups/languages.js';
import { mail } from '../support/matrix/groups/mail.js';
import { packs } from '../support/matrix/groups/packs.js';
import { site } from '../support/matrix/groups/site.js';
import { web } from '../support/matrix/groups/web.js';
import { windows } from '../support/matrix/groups/windows.js';

const groups = [web, mail, windows, packs, languages, site, drives, accounts];

/**
 * Set, a run writes the tables anew instead of comparing: read every line that git diff shows then. A finding that is wrong is
 * mended in its step.
 */
const writes = process.env['BATTEN_WRITE_MATRIX'] !== undefined;

it('looks at forty servers and more', () => {
  expect(groups.flatMap(({ combinations }) => combinations).length).toBeGreaterThanOrEqual(40);
});

describe.each(groups)('findings by $name', (group) => {
  const assessed: FirstAndLast[] = [];
  const findings = () => assessed.flatMap(({ first, last }) => [...first.findings, ...last.findings]);

  it('are those of the table', async () => {
    for (const one of group.combinations) assessed.push(await assessCombination(one));
    const file = `__tests__/steps/matrix/${group.name}.txt`;
    if (writes) await writeFile(file, tableOf(group, assessed));
    expect(tableOf(group, assessed)).toBe(await readFile(file, 'utf8'));
  });

  it('are never satisfied where nothing was checked, or something was left', () => {
    const green = findings().filter(({ state }) => state === 'satisfied');
    expect(green.filter(({ checks }) => checks.length === 0)).toEqual([]);
    expect(green.filter(({ scope }) => scope.left.length > 0)).toEqual([]);
  });

  it('are never those of a step that failed', () => {
    expect(findings().filter(({ reason }) => reason?.startsWith('it cannot be judged') === true)).toEqual([]);
  });
});
