import { describe, expect, it } from '@jest/globals';
import { TargetError, UnansweredError } from '../../../src/errors.js';
import { absent, present, type Reading } from '../../../src/model/reading.js';
import { kind as registry } from '../../../src/resources/registry-value.js';
import { dword } from '../../../src/resources/registry/data.js';
import { service } from '../../../src/resources/service.js';
import { byHandDriver } from '../../../src/targets/by-hand/by-hand.js';
import { rememberReadings } from '../../../src/targets/by-hand/remember.js';
import { byHandTarget } from '../../../src/targets/by-hand/target.js';
import { terminalOperator } from '../../../src/targets/by-hand/terminal-operator.js';
import { back } from '../../../src/terminal/port.js';
import { scriptedOperator, type ScriptedAnswer } from '../../support/scripted-operator.js';

const messenger = service('Messenger').resource;
const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
const restrictAnonymous = registry.resource({ key: lsa, name: 'RestrictAnonymous' });

const driverWith = (...answers: readonly ScriptedAnswer[]) => {
  const terminal = scriptedOperator(answers);
  return { terminal, driver: byHandDriver(terminalOperator(terminal)) };
};

describe('reading by hand', () => {
  it('gives one reading a resource, of whatever kind, in the order asked for', async () => {
    const { driver, terminal } = driverWith('there', 'automatic running', 'absent');
    expect(await driver.read([messenger, restrictAnonymous])).toEqual([
      present({ start: 'automatic', state: 'running' }),
      absent,
    ]);
    expect(terminal.unused).toEqual([]);
  });

  it('sends nobody twice to see the same thing', async () => {
    const { driver, terminal } = driverWith('there', 'automatic running', 'absent');
    const running = present({ start: 'automatic', state: 'running' });
    expect(await driver.read([messenger, restrictAnonymous, messenger])).toEqual([running, absent, running]);
    expect(terminal.unused).toEqual([]);
  });

  it('shows what to type or click before it asks', async () => {
    const { driver, terminal } = driverWith('absent');
    await driver.read([restrictAnonymous]);
    expect(terminal.shown.slice(0, 2)).toEqual([
      `By hand: ${lsa}, RestrictAnonymous`,
      '  1. Choose Start, Run, regedt32. Choose Options, Read Only Mode, so that it is ticked.',
    ]);
    expect(terminal.shown.at(-1)).toBe(`What does the server show for ${lsa}, RestrictAnonymous?`);
  });

  it('asks again until the answer fits the kind, and says what is wrong', async () => {
    const { driver, terminal } = driverWith('there', 'on', 'automatic', 'manual stopped');
    expect(await driver.read([messenger])).toEqual([present({ start: 'manual', state: 'stopped' })]);
    expect(terminal.problems).toHaveLength(2);
    expect(terminal.problems[0]).toMatch(/^Answer with one of boot, system/);
  });

  it.each<ScriptedAnswer>(['cannot-tell', back])(
    'records what nobody could see as unreadable, not absent (%p)',
    async (answer) => {
      const { driver } = driverWith(answer);
      expect(await driver.read([messenger])).toEqual([
        { state: 'unreadable', reason: 'the operator could not tell' },
      ]);
    },
  );

  it('lets the operator go back from the value to whether it is there', async () => {
    const { driver } = driverWith('there', back, 'there', 'manual stopped');
    expect(await driver.read([messenger])).toEqual([present({ start: 'manual', state: 'stopped' })]);
  });

  it('calls everything unreadable when nobody is at the terminal', async () => {
    const driver = byHandDriver(terminalOperator(scriptedOperator([], false)));
    const [reading] = await driver.read([messenger]);
    expect(reading).toEqual({
      state: 'unreadable',
      reason: 'nobody is there to look at Services, Messenger; run Batten at a terminal',
    } satisfies Reading);
  });
});

describe('changing by hand', () => {
  it('shows the instructions of the kind and returns when it is done', async () => {
    const { driver, terminal } = driverWith('done');
    await driver.write(restrictAnonymous, present(dword(1)));
    expect(terminal.shown.join('\n')).toContain('Data 1, Radix Decimal, OK.');
  });

  it.each<ScriptedAnswer>(['not-done', back])(
    'fails when the operator did not do it (%p)',
    async (answer) => {
      const { driver } = driverWith(answer);
      const writing = driver.write(messenger, present({ start: 'disabled', state: 'stopped' }));
      await expect(writing).rejects.toThrow(TargetError);
      await expect(writing).rejects.toThrow(/^Services, Messenger was not changed/);
    },
  );

  it('fails for want of an answer when nobody is at the terminal', async () => {
    const driver = byHandDriver(terminalOperator(scriptedOperator([], false)));
    await expect(driver.write(messenger, absent)).rejects.toThrow(UnansweredError);
  });

  it('makes control characters of a server visible', async () => {
    const { driver, terminal } = driverWith('done');
    await driver.write(
      messenger,
      present({ start: 'manual', state: 'stopped', display: 'Mess\u001b[2Jenger\u202e' }),
    );
    const shown = terminal.shown.join('\n');
    expect(shown).toContain('Mess\\x1b[2Jenger\\u202e');
    expect(shown).not.toContain('\u001b');
    expect(shown).not.toContain('\u202e');
  });
});

const byScript = (answers: readonly ScriptedAnswer[]) =>
  byHandDriver(terminalOperator(scriptedOperator(answers)));

describe('an operator who has looked once', () => {
  it('is not sent to the console again until the resource was written', async () => {
    const driver = rememberReadings(byScript(['there', 'REG_DWORD 0', 'done', 'there', 'REG_DWORD 1']));
    expect(await driver.read([restrictAnonymous])).toEqual([present(dword(0))]);
    expect(await driver.read([restrictAnonymous])).toEqual([present(dword(0))]);
    await driver.write(restrictAnonymous, present(dword(1)));
    expect(await driver.read([restrictAnonymous])).toEqual([present(dword(1))]);
  });

  it('who could not tell is not asked again in the same session', async () => {
    const driver = rememberReadings(byScript(['cannot-tell']));
    expect(await driver.read([restrictAnonymous])).toMatchObject([{ state: 'unreadable' }]);
    expect(await driver.read([restrictAnonymous])).toMatchObject([{ state: 'unreadable' }]);
  });
});

describe('a server reached only through its console', () => {
  it('is named without an address and real', () => {
    const clock = { now: () => new Date(0) };
    const target = byHandTarget('NTEX01', byScript([]), clock);
    expect([target.url, target.label, target.simulated]).toEqual(['hand:NTEX01', 'by hand', false]);
  });

  it('reaches every kind through the operator', async () => {
    const target = byHandTarget('NTEX01', byScript(['there', 'REG_DWORD 1']), {
      now: () => new Date(0),
    });
    expect(await target.driver('registry-value')?.read([restrictAnonymous])).toEqual([present(dword(1))]);
  });
});
