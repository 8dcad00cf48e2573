import { describe, expect, it } from '@jest/globals';
import type { JournalRecord } from '../../src/journal/record.js';
import type { Clock } from '../../src/model/clock.js';
import { noAnswers } from '../../src/wizard/answers.js';
import { followAnswers, type Following } from '../../src/wizard/follow-answers.js';
import { walk, type HowItEnded } from '../../src/wizard/walk.js';
import { smallServer, smallStep, type SmallServer } from '../support/small-server.js';
import { smallSession, type SmallSession } from '../support/small-session.js';

const first = smallStep('first', ['First']);
const later = smallStep('later', ['Later'], { stage: 'exchange-updates' });
const last = smallStep('last', ['Last'], { stage: 'security-changes' });

const session = (
  server: SmallServer,
  more: Partial<Pick<SmallSession, 'soakDays' | 'target' | 'wanted'>> = {},
  following: Partial<Following> = {},
): SmallSession => {
  const decider = followAnswers({ answers: noAnswers, yes: true, warn: () => undefined, ...following });
  return smallSession([first, later, last], decider, { server, ...more });
};

const overrides = ({ journal }: SmallServer): readonly JournalRecord[] =>
  journal.records.filter(({ type }) => type === 'soak-overridden');

const outcomes = (server: SmallServer): readonly string[] => [...server.history().steps.keys()];

describe('a wait that is asked to be shorter than the few days of the article', () => {
  it('is an override: recorded for each stage, with who, when and why', async () => {
    const server = smallServer();
    const hurried = session(server, { soakDays: 0 });
    expect(await walk(hurried)).toBe('finished');
    expect(overrides(server)).toMatchObject([
      { stage: 'exchange-updates', reason: 'a wait of 0 days instead of 3 (--soak 0)' },
      { stage: 'security-changes', operator: expect.any(String), time: '2026-03-02T08:00:00.000Z' },
    ]);
    expect(hurried.terminal.said.join('\n')).toContain('which is recorded: a wait of 0 days instead of 3');
  });

  it('is waited for, and the record comes when it is over', async () => {
    const server = smallServer();
    expect(await walk(session(server, { soakDays: 1 }))).toBe('waiting');
    server.clock.pass(0.9);
    expect(await walk(session(server, { soakDays: 1 }))).toBe('waiting');
    expect(overrides(server)).toEqual([]);
    server.clock.pass(0.1);
    expect(await walk(session(server, { soakDays: 1 }))).toBe('waiting');
    expect(overrides(server)).toMatchObject([{ stage: 'exchange-updates' }]);
    expect(outcomes(server)).toEqual(['first', 'later']);
  });

  it('is not recorded where the whole wait was over anyway, or it is longer', async () => {
    const server = smallServer();
    await walk(session(server));
    server.clock.pass(3);
    expect(await walk(session(server, { soakDays: 0, wanted: { stage: 'exchange-updates' } }))).toBe(
      'finished',
    );
    expect(overrides(server)).toEqual([]);
    expect(await walk(session(server, { soakDays: 10 }))).toBe('waiting');
  });
});

it('is cut short where it keeps shut the stage before the one that is wanted', async () => {
  const server = smallServer();
  const hurry = { overrides: { order: 'out of order', soak: 'in a hurry' } };
  const one = (id: string): Promise<HowItEnded> =>
    walk(session(server, { wanted: { steps: new Set([id]) } }, hurry));
  expect(await one('later')).toBe('finished');
  expect(await one('first')).toBe('finished');
  expect(await one('last')).toBe('finished');
  expect(overrides(server)).toMatchObject([{ stage: 'exchange-updates' }, { stage: 'security-changes' }]);
});

describe("the workstation's clock", () => {
  /** A workstation at a server whose own clock goes on as time does. */
  const at = (server: SmallServer, serverTime: () => Date): SmallSession['target'] => {
    const clock: Clock = { now: () => server.clock.now(), serverTime };
    return { url: 'smb://server', label: 'smb://server', simulated: false, clock };
  };

  it("opens no stage where it was set forward: the server's own clock counts, and that is said", async () => {
    const server = smallServer();
    // The server's clock is wrong by an hour, which is nobody's business
    const serverTime = (): Date => new Date('2026-03-02T09:00:00Z');
    await walk(session(server, { target: at(server, serverTime) }));
    server.clock.pass(30);
    const forward = session(server, { target: at(server, serverTime) });
    expect(await walk(forward)).toBe('waiting');
    expect(forward.terminal.said.join(' ')).toMatch(
      /in\s+3 d: .* This\s+workstation's clock has run 30 d ahead of the server's own/s,
    );
    expect(outcomes(server)).toEqual(['first']);
  });

  it('opens it once the days have passed on the server too, also after a pause in which the workstation counted nothing', async () => {
    const server = smallServer();
    const asleep = (target: SmallSession['target']): SmallSession['target'] => ({
      ...target,
      clock: { ...target.clock, uptime: () => ({ boot: 'one', seconds: 5000 }) },
    });
    const target = asleep(at(server, () => server.clock.now()));
    await walk(session(server, { target }));
    server.clock.pass(3);
    expect(await walk(session(server, { target, wanted: { stage: 'exchange-updates' } }))).toBe('finished');
  });

  it('that ran on while the machine was paused is told from one set forward by nobody: both ways out are named', async () => {
    const server = smallServer();
    const clock: Clock = {
      now: () => server.clock.now(),
      uptime: () => ({ boot: 'one', seconds: 5000 }),
    };
    const target = { url: 'hand:X', label: 'by hand', simulated: false, clock };
    await walk(session(server, { target }));
    server.clock.pass(60);
    const paused = session(server, { target });
    expect(await walk(paused)).toBe('waiting');
    expect(paused.terminal.said.join(' ')).toMatch(
      /60 d ahead of the time that it counted itself.*paused, go\s+on with\s+--override-soak/s,
    );
  });
});
