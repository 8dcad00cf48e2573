import { describe, expect, it } from '@jest/globals';
import { absent, present } from '../../../src/model/reading.js';
import { kind as registry } from '../../../src/resources/registry-value.js';
import { dword } from '../../../src/resources/registry/data.js';
import { byHandDriver } from '../../../src/targets/by-hand/by-hand.js';
import { fromSameWindow } from '../../../src/targets/by-hand/same-window.js';
import { terminalOperator } from '../../../src/targets/by-hand/terminal-operator.js';
import { scriptedOperator } from '../../support/scripted-operator.js';

const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\Diagnostics\\Private';
const category = (name: string) => registry.resource({ key, name });
const asked = ['1 Logons', '2 Logons', '3 Access Control', '4 Access Control'].map(category);

describe('categories of diagnostic logging', () => {
  it('of one service are asked for in one question, by the lines that regedt32 shows', async () => {
    const terminal = scriptedOperator(['there', '2 Logons 0x1, 3 Access Control : REG_DWORD : 0x0']);
    const readings = await byHandDriver(terminalOperator(terminal)).read(asked);
    expect(readings).toEqual([absent, present(dword(1)), present(dword(0)), absent]);
    expect(terminal.unused).toEqual([]);
  });

  it('are asked for again until the answer is made of such lines', async () => {
    const terminal = scriptedOperator(['there', 'Logons on', 'none']);
    expect(await byHandDriver(terminalOperator(terminal)).read(asked)).toEqual(asked.map(() => absent));
    expect(terminal.problems[0]).toMatch(/^Logons on is no line of such a key/);
  });

  it('that nobody could see are unreadable, all of them', async () => {
    const terminal = scriptedOperator(['cannot-tell']);
    const readings = await byHandDriver(terminalOperator(terminal)).read(asked);
    expect(readings.map(({ state }) => state)).toEqual(asked.map(() => 'unreadable'));
  });
});

describe('who is still in a window', () => {
  const way = ['1. Open User Manager.', '2. Choose Policies, Audit.'];

  it('is not sent there again', () => {
    expect(fromSameWindow([...way, '3. Tick A.'], [...way, '3. Tick B.', 'Note: n'])).toEqual([
      '1 to 2. As just before, up to: Choose Policies, Audit.',
      '3. Tick B.',
      'Note: n',
    ]);
  });

  it('is shown everything where the way is another, or the whole is the same', () => {
    const other = ['1. Open User Manager.', '2. Choose Policies, Account.', '3. Read it.'];
    expect(fromSameWindow([...way, '3. Tick A.'], other)).toEqual(other);
    expect(fromSameWindow(way, way)).toEqual(way);
  });

  it('is told so by the driver, from one change to the next', async () => {
    const terminal = scriptedOperator(['done', 'done']);
    const driver = byHandDriver(terminalOperator(terminal));
    await driver.write(category('2 Logons'), present(dword(1)));
    await driver.write(category('3 Access Control'), present(dword(1)));
    const shown = terminal.shown.join('\n');
    expect(shown.match(/page Diagnostics Logging/g)).toHaveLength(1);
    expect(shown).toMatch(/As just before, up to: Under Services choose MSExchangeIS, Private/);
  });
});
