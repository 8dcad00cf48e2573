import { describe, expect, it } from '@jest/globals';
import { InterruptedError } from '../../src/errors.js';
import type { Facts } from '../../src/model/facts.js';
import type { JournalRecord } from '../../src/journal/record.js';
import type { Finding } from '../../src/engine/finding.js';
import type { Step } from '../../src/model/step.js';
import type {
  Decider,
  RestartDecision,
  StepDecision,
  StepPage,
  WaitDecision,
} from '../../src/wizard/decider.js';
import { walk, type HowItEnded } from '../../src/wizard/walk.js';
import { smallServer, smallStep, valueNamed, type SmallServer } from '../support/small-server.js';
import { smallSession, type SmallSession } from '../support/small-session.js';

const first = smallStep('first', ['First']);
const second = smallStep('second', ['Second']);
const later = smallStep('later', ['Later'], { stage: 'exchange-updates' });
const afterReboot = smallStep('after-reboot', ['Slow'], { effect: 'reboot' });

const applyAll: Partial<Decider> = { step: () => Promise.resolve({ decision: 'apply' }) };

const outcomes = ({ history }: SmallServer): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...history().steps].map(([id, { outcome }]) => [id, outcome]));

const said = ({ terminal }: SmallSession): string => terminal.said.join('\n');

const types = ({ journal }: SmallServer): readonly JournalRecord['type'][] =>
  journal.records.map(({ type }) => type);

describe('a session', () => {
  it('begins by recording its plan and its boot, and shows the map', async () => {
    const server = smallServer();
    const boot = { boot: 'boot-1', seconds: 5 };
    const clock = { now: () => server.clock.now(), uptime: () => boot };
    const target = { url: 'lab:', label: 'lab: small', simulated: true, clock };
    const session = smallSession([first], { review: () => Promise.resolve('stop') }, { server, target });
    expect(await walk(session)).toBe('stopped');
    expect(server.journal.records[0]).toMatchObject({
      type: 'session',
      command: 'harden',
      simulated: true,
      soakDays: 3,
      steps: [{ id: 'first', stage: 'os-updates' }],
      boot,
    });
    expect(said(session)).toContain('0 of 1 settled');
  });

  it('goes through the steps in their order and is finished when all are settled', async () => {
    const server = smallServer();
    expect(await walk(smallSession([first, second], applyAll, { server }))).toBe('finished');
    expect(outcomes(server)).toEqual({ first: 'verified', second: 'verified' });
  });

  it('ends with what was left open where a step was skipped', async () => {
    const server = smallServer();
    const step = ({ finding }: StepPage): Promise<StepDecision> =>
      Promise.resolve({ decision: finding.step.id === 'first' ? 'skip' : 'apply' });
    expect(await walk(smallSession([first, second], { step }, { server }))).toBe('left');
    expect(outcomes(server)).toEqual({ first: 'skipped', second: 'verified' });
  });

  it('stops where that is decided at a step, and goes on from there the next time', async () => {
    const server = smallServer();
    const seen: string[] = [];
    const stopAt = (id: string | undefined): Partial<Decider> => ({
      step({ finding }) {
        seen.push(finding.step.id);
        return Promise.resolve({ decision: finding.step.id === id ? 'stop' : 'apply' });
      },
    });
    expect(await walk(smallSession([first, second], stopAt('second'), { server }))).toBe('stopped');
    expect(await walk(smallSession([first, second], stopAt(undefined), { server }))).toBe('finished');
    expect(seen).toEqual(['first', 'second', 'second']);
  });

  it('does only what is wanted', async () => {
    const server = smallServer();
    const wanted = { steps: new Set(['second']) };
    expect(await walk(smallSession([first, second], applyAll, { server, wanted }))).toBe('finished');
    expect(outcomes(server)).toEqual({ second: 'verified' });
  });

  it('is interrupted between two steps by Ctrl-C', async () => {
    const control = new AbortController();
    const server = smallServer();
    const step = (): Promise<StepDecision> => {
      control.abort();
      return Promise.resolve({ decision: 'apply' });
    };
    const session = smallSession([first, second], { step }, { server, signal: control.signal });
    await expect(walk(session)).rejects.toThrow(InterruptedError);
    expect(outcomes(server)).toEqual({ first: 'verified' });
  });

  it('goes back to the steps it came through, one at a time, and stays at the first', async () => {
    const seen: string[] = [];
    const decisions: StepDecision['decision'][] = [
      ...(['apply', 'apply', 'back', 'back', 'back', 'go-on', 'stop'] as const),
    ];
    const step = ({ finding, history }: StepPage): Promise<StepDecision> => {
      seen.push(`${finding.step.id}${history === undefined ? '' : ' again'}`);
      return Promise.resolve({ decision: decisions.shift() ?? 'stop' } as StepDecision);
    };
    const third = smallStep('third', ['Third']);
    await walk(smallSession([first, second, third], { step }));
    expect(seen).toEqual(['first', 'second', 'third', 'second again', 'first again', 'first again', 'third']);
  });
});

describe('the review of a stage', () => {
  it('reads its steps once, before anything is written', async () => {
    const server = smallServer();
    const reviewed: (readonly string[])[] = [];
    const review = (_: unknown, findings: readonly Finding[]): Promise<'go'> => {
      reviewed.push(findings.map(({ step, state }) => `${step.id} ${state}`));
      return Promise.resolve('go');
    };
    await walk(smallSession([first, second], { ...applyAll, review }, { server }));
    expect(reviewed).toEqual([['first needs-changes', 'second needs-changes']]);
  });

  it('sends nobody to the console: what only a person can see waits for its turn', async () => {
    const reviewed: string[] = [];
    const review = (_: unknown, findings: readonly Finding[]): Promise<'stop'> => {
      reviewed.push(...findings.map(({ step }) => step.id));
      return Promise.resolve('stop');
    };
    const byHand = valueNamed('Second').key;
    const session = smallSession(
      [first, second],
      { review },
      {
        asks: ({ key }) => (key === byHand ? 'to read and write' : undefined),
      },
    );
    expect(await walk(session)).toBe('stopped');
    expect(reviewed).toEqual(['first']);
    expect(said(session)).toContain('second');
  });

  it('asks once for facts that no reading tells, and records what was given', async () => {
    const server = smallServer();
    const asked: (readonly string[])[] = [];
    const facts: Decider['facts'] = (missing) => {
      asked.push(missing.map(({ member }) => member));
      const isAsked = missing.some(({ member }) => member === 'msMailConnector');
      return Promise.resolve(isAsked ? { msMailConnector: false } : {});
    };
    const step = smallStep('third-stage', ['First'], { stage: 'security-changes' });
    const wait = (): Promise<WaitDecision> => Promise.resolve({ decision: 'override', reason: 'a test' });
    const steps = [first, later, step];
    await walk(smallSession(steps, { ...applyAll, facts, wait }, { server }));
    await walk(smallSession(steps, { ...applyAll, facts, wait }, { server }));
    const members = asked.flat();
    expect(members).toContain('msMailConnector');
    expect(new Set(members).size).toBe(members.length);
    expect(server.history().facts).toMatchObject({ name: 'NTEX01', msMailConnector: false });
  });

  it('asks whether the directory may be asked before it asks for what stands in it', async () => {
    const server = smallServer();
    let agreed = false;
    const asked: string[] = [];
    const facts: Decider['facts'] = (missing) => {
      asked.push(...missing.map(({ member }) => member));
      return Promise.resolve({});
    };
    const directory = {
      namesBelow: () => Promise.resolve(undefined),
      agree: () => {
        agreed = true;
        return Promise.resolve();
      },
    };
    const told = { otherServersOfSite: ['NTEX02'], exchangeAdministrators: [] };
    const discover = (): Promise<Facts> => Promise.resolve({ name: 'NTEX01', ...(agreed && told) });
    const step = smallStep('third-stage', ['First'], { stage: 'security-changes' });
    const wait = (): Promise<WaitDecision> => Promise.resolve({ decision: 'override', reason: 'a test' });
    const { target } = smallSession([step], {}, { server });
    await walk(
      smallSession(
        [step],
        { ...applyAll, facts, wait },
        { server, discover, target: { ...target, directory } },
      ),
    );
    expect(asked).toContain('serviceAccountSid');
    expect(asked).not.toContain('otherServersOfSite');
    expect(asked).not.toContain('exchangeAdministratorsSid');
    expect(server.history().facts).toMatchObject(told);
  });

  it('looks into the group that was told to administer Exchange', async () => {
    const server = smallServer();
    const group = 'S-1-5-21-7-8-9-1020';
    const facts: Decider['facts'] = () => Promise.resolve({ exchangeAdministratorsSid: group });
    const discover = (known: Facts): Promise<Facts> =>
      Promise.resolve({
        name: 'NTEX01',
        privilegedGroups: known.exchangeAdministratorsSid === group ? [{ sid: group }] : [],
      });
    const step = smallStep('third-stage', ['First'], { stage: 'security-changes' });
    const wait = (): Promise<WaitDecision> => Promise.resolve({ decision: 'override', reason: 'a test' });
    await walk(smallSession([step], { ...applyAll, facts, wait }, { server, discover }));
    expect(server.history().facts).toMatchObject({
      exchangeAdministratorsSid: group,
      privilegedGroups: [{ sid: group }],
    });
  });

  it('records facts that have changed since', async () => {
    const server = smallServer();
    const discover = (): Promise<{ name: string; servicePack: number }> =>
      Promise.resolve({ name: 'NTEX01', servicePack: 6 });
    await walk(smallSession([first], applyAll, { server, discover }));
    expect(server.history().facts).toMatchObject({ name: 'NTEX01', servicePack: 6 });
  });
});

describe('a stage that is not open', () => {
  const stages = [first, later];

  async function waiting(
    decision: WaitDecision,
    letPass: boolean,
  ): Promise<{ how: HowItEnded; server: SmallServer; session: SmallSession; asked: boolean[] }> {
    const server = smallServer();
    const asked: boolean[] = [];
    const wait: Decider['wait'] = (_stage, _gate, canLetPass) => {
      asked.push(canLetPass);
      return Promise.resolve(decision);
    };
    const target = {
      url: 'lab:',
      label: 'lab: small',
      simulated: true,
      clock: server.clock,
      ...(letPass && {
        letPass(milliseconds: number) {
          server.clock.pass(milliseconds / 86_400_000);
          return Promise.resolve();
        },
      }),
    };
    const session = smallSession(stages, { ...applyAll, wait }, { server, target });
    return { how: await walk(session), server, session, asked };
  }

  it('is waited for: the session ends and says when it opens', async () => {
    const { how, server, session, asked } = await waiting({ decision: 'stop' }, false);
    expect([how, asked, outcomes(server)]).toEqual(['waiting', [false], { first: 'verified' }]);
    expect(said(session)).toMatch(/opens \w+ \d+ Mar/);
    // Something was done, so that the map is shown as it stands now
    expect(said(session)).toContain('1 of 1 settled');
  });

  it('is opened with a reason, which is recorded', async () => {
    const { how, server } = await waiting({ decision: 'override', reason: 'the board wants it' }, false);
    expect(how).toBe('finished');
    expect(server.journal.records).toContainEqual(
      expect.objectContaining({
        type: 'soak-overridden',
        stage: 'exchange-updates',
        reason: 'the board wants it',
      }),
    );
  });

  it('opens on the lab once the days have been let pass', async () => {
    const { how, server, session, asked } = await waiting({ decision: 'let-pass' }, true);
    expect([how, asked]).toEqual(['finished', [true]]);
    expect(outcomes(server)).toEqual({ first: 'verified', later: 'verified' });
    expect(said(session)).toContain("The lab's clock now shows 2026-03-05");
  });

  it('stays closed where nobody can let days pass', async () => {
    expect((await waiting({ decision: 'let-pass' }, false)).how).toBe('waiting');
  });

  it('repeats no map where nothing was done since the last one', async () => {
    const server = smallServer();
    const wait = (): Promise<WaitDecision> => Promise.resolve({ decision: 'stop' });
    await walk(smallSession(stages, { ...applyAll, wait }, { server }));
    const again = smallSession(stages, { ...applyAll, wait }, { server });
    expect(await walk(again)).toBe('waiting');
    expect(said(again).match(/1 of 1 settled/g)).toHaveLength(1);
  });
});

describe('what waits for a restart', () => {
  type Restarts = Partial<Record<'restart' | 'startRestart' | 'awaitRestart', () => Promise<void>>>;

  async function restarted(
    decision: RestartDecision,
    can: readonly (keyof Restarts)[],
    during: (server: SmallServer) => Promise<void> = () => Promise.resolve(),
    ends: HowItEnded = 'finished',
  ): Promise<{ server: SmallServer; session: SmallSession; called: string[]; by: unknown[] }> {
    const server = smallServer();
    const called: string[] = [];
    const by: unknown[] = [];
    const restarts: Restarts = Object.fromEntries(
      can.map((name) => [
        name,
        async () => {
          called.push(name);
          await during(server);
        },
      ]),
    );
    const target = { url: 'lab:', label: 'lab', simulated: true, clock: server.clock, ...restarts };
    const restart: Decider['restart'] = (steps, who) => {
      by.push([steps, who]);
      return Promise.resolve(decision);
    };
    const session = smallSession([afterReboot], { ...applyAll, restart }, { server, target });
    expect(await walk(session)).toBe(ends);
    return { server, session, called, by };
  }

  it('is named where the server is not restarted now', async () => {
    const { server, session } = await restarted('no', ['restart']);
    expect(said(session)).toContain('Not in force before a restart: after-reboot.');
    expect(types(server)).not.toContain('restarted');
  });

  it('is read back after the lab was restarted', async () => {
    const { server, session, called, by } = await restarted('by-target', ['restart']);
    expect([called, by]).toEqual([['restart'], [[['after-reboot'], 'target']]]);
    expect(types(server)).toContain('restarted');
    expect(said(session)).toContain('ok   after-reboot: read back after the restart');
    expect(server.history().awaitingRestart).toEqual([]);
  });

  it('is named, and open again, where it does not read back after the restart', async () => {
    const spoil = (server: SmallServer): Promise<void> => server.set('Slow', 0);
    const { session } = await restarted('by-target', ['restart'], spoil, 'left');
    expect(said(session)).toContain('!!   after-reboot: does not read back as written after the restart');
  });

  it('is waited for where a server on the network restarts', async () => {
    const { called, by } = await restarted('by-target', ['startRestart', 'awaitRestart']);
    expect([called, by]).toEqual([['startRestart', 'awaitRestart'], [[['after-reboot'], 'either']]]);
  });

  it('is waited for where somebody restarts it at its console', async () => {
    const { called, by } = await restarted('at-console', ['awaitRestart']);
    expect([called, by]).toEqual([['awaitRestart'], [[['after-reboot'], 'console']]]);
  });

  it('is read at once where it was restarted while nobody looked', async () => {
    const { called, server } = await restarted('already', ['startRestart', 'awaitRestart']);
    expect(called).toEqual([]);
    expect(types(server)).toContain('restarted');
  });
});

it('leaves a step of another session alone while it is on a kit', async () => {
  const server = smallServer();
  const step: Step = second;
  const { id, title, stage } = step;
  await server.journal.append({
    type: 'step-begun',
    step: id,
    title,
    stage,
    needs: [],
    reversibility: 'automatic',
    effect: 'at once',
    options: {},
  });
  const { sequence } = await server.journal.append({
    type: 'intent',
    step: id,
    action: 'apply',
    resource: valueNamed('Second'),
    before: { state: 'absent' },
    after: { state: 'absent' },
  });
  const now = { state: 'absent' } as const;
  await server.journal.append({ type: 'outcome', intent: sequence, outcome: 'carried', now });
  await server.journal.append({ type: 'step-ended', step: id, outcome: 'carried', stage });
  expect(await walk(smallSession([first, second], applyAll, { server }))).toBe('left');
  expect(outcomes(server)).toEqual({ first: 'verified', second: 'carried' });
});
