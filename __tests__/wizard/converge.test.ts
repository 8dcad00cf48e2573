import { describe, expect, it } from '@jest/globals';
import { gateOf } from '../../src/engine/gate.js';
import { present, unreadable } from '../../src/model/reading.js';
import { dword } from '../../src/resources/registry/data.js';
import { noAnswers, type Answers } from '../../src/wizard/answers.js';
import type { Decider, StepPage } from '../../src/wizard/decider.js';
import { followAnswers, type Following } from '../../src/wizard/follow-answers.js';
import { stateOf } from '../../src/wizard/session.js';
import { walk } from '../../src/wizard/walk.js';
import { smallServer, smallStep, type SmallServer } from '../support/small-server.js';
import { smallSession, type SmallSession } from '../support/small-session.js';

const first = smallStep('first', ['First']);
const rebooted = smallStep('rebooted', ['Slow'], { effect: 'reboot' });
const onTop = smallStep('on-top', ['Top'], { needs: ['rebooted'] });
const later = smallStep('later', ['Later'], { stage: 'exchange-updates' });

const following = (more: Partial<Following> = {}): Decider =>
  followAnswers({ answers: noAnswers, yes: true, warn: () => undefined, ...more });

const said = ({ terminal }: SmallSession): string => terminal.said.join('\n');

describe('what somebody changed since it was settled', () => {
  async function drifted(): Promise<SmallServer> {
    const server = smallServer();
    await walk(smallSession([first], following(), { server }));
    await server.set('First', 7);
    return server;
  }

  it('opens its step again: the map falls, and what drifted is said', async () => {
    const server = await drifted();
    const pages: StepPage[] = [];
    const stop: Partial<Decider> = {
      step(page) {
        pages.push(page);
        return Promise.resolve({ decision: 'stop' });
      },
    };
    const session = smallSession([first], stop, { server });
    expect(await walk(session)).toBe('stopped');
    expect(said(session)).toMatch(/0 of 1 settled/);
    expect(said(session)).toMatch(/1 changed since/);
    expect(pages[0]?.drift).toBe('First: was left REG_DWORD 1, is REG_DWORD 7');
  });

  it('is left, and recorded as that, by a session that nobody told to put it back', async () => {
    const server = await drifted();
    for (let session = 0; session < 2; session++) {
      expect(await walk(smallSession([first], following(), { server }))).toBe('left');
      expect(await server.read('First')).toEqual(present(dword(7)));
      expect(server.history().steps.get('first')).toMatchObject({ outcome: 'drifted' });
    }
  });

  it.each<[string, Partial<Following>]>([
    ['--put-back', { putBack: true }],
    ['the answers file', { answers: { ...noAnswers, steps: { first: { do: 'put-back', attest: false } } } }],
  ])('is put back where %s says so, with an undo as ever', async (_, more) => {
    const server = await drifted();
    expect(await walk(smallSession([first], following(more), { server }))).toBe('finished');
    expect(await server.read('First')).toEqual(present(dword(1)));
    expect(server.history().steps.get('first')).toMatchObject({ outcome: 'verified' });
  });

  it('needs nothing where somebody else has put it right', async () => {
    const server = await drifted();
    await walk(smallSession([first], following(), { server }));
    await server.set('First', 1);
    expect(await walk(smallSession([first], following(), { server }))).toBe('finished');
    expect(server.history().steps.get('first')).toMatchObject({ outcome: 'verified' });
  });

  it('is compared with the options that the step was applied with', async () => {
    const server = await drifted();
    await server.set('First', 1);
    const session = smallSession([first], following(), { server });
    expect(await walk(session)).toBe('finished');
    expect(stateOf(session).steps.get('first')).toMatchObject({ standing: 'settled', read: true });
  });
});

describe('what is written and not in force', () => {
  const target = (server: SmallServer, startedAt?: () => Date): SmallSession['target'] => ({
    url: 'lab:',
    label: 'lab: small',
    simulated: true,
    clock: server.clock,
    restart: () => Promise.resolve(),
    ...(startedAt !== undefined && { startedAt: () => Promise.resolve(startedAt()) }),
  });
  const restarting: Answers = { ...noAnswers, restart: true };
  const records = (server: SmallServer): readonly string[] =>
    server.journal.records.flatMap((record) =>
      record.type === 'restarted' ? ['restarted'] : record.type === 'step-begun' ? [record.step] : [],
    );

  it('is put in force before a step that needs it', async () => {
    const server = smallServer();
    const session = smallSession([rebooted, onTop], following({ answers: restarting }), {
      server,
      target: target(server),
    });
    expect(await walk(session)).toBe('finished');
    expect(records(server)).toEqual(['rebooted', 'restarted', 'on-top']);
  });

  it('is put in force before a step whose files go over its own, which may be done without it', async () => {
    const over = smallStep('over', ['Top'], { restartedAfter: ['rebooted', 'not-planned'] });
    const session = (answers: Answers, server: SmallServer): SmallSession =>
      smallSession([rebooted, over], following({ answers }), { server, target: target(server) });
    const [restarted, declined] = [smallServer(), smallServer()];
    expect(await walk(session(restarting, restarted))).toBe('finished');
    expect(records(restarted)).toEqual(['rebooted', 'restarted', 'over']);
    expect(await walk(session(noAnswers, declined))).toBe('left');
    expect(records(declined)).toEqual(['rebooted']);
  });

  it('keeps what needs it from being applied where nobody restarts, and the other steps go on', async () => {
    const server = smallServer();
    const session = smallSession([rebooted, onTop, first], following(), { server, target: target(server) });
    expect(await walk(session)).toBe('left');
    expect(records(server)).toEqual(['rebooted', 'first']);
    expect(server.history().steps.get('on-top')).toMatchObject({
      outcome: 'skipped',
      detail: 'waits for a restart that puts rebooted in force',
    });
  });

  it('opens no stage, however many days pass; the wait begins with the restart', async () => {
    const server = smallServer();
    const session = (answers: Answers): SmallSession =>
      smallSession([rebooted, later], following({ answers, overrides: { soak: 'in a hurry' } }), {
        server,
        target: target(server),
      });
    expect(await walk(session(noAnswers))).toBe('waiting');
    server.clock.pass(4);
    const declined = session(noAnswers);
    expect(await walk(declined)).toBe('waiting');
    expect(said(declined)).toMatch(/not in force before the server is\s+restarted \(rebooted\)/);
    expect(await server.read('Later')).toEqual({ state: 'absent' });
    await server.journal.append({ type: 'restarted', what: 'server' });
    const gate = gateOf('exchange-updates', stateOf(session(noAnswers)), server.clock, 3);
    expect(gate).toMatchObject({ why: 'soak', leftMs: 3 * 86_400_000 });
  });

  it('is not in force where the server tells that it was not restarted since', async () => {
    const server = smallServer();
    const before = server.clock.now();
    const session = smallSession([rebooted], following({ answers: restarting }), {
      server,
      target: target(server, () => before),
    });
    server.clock.pass(0.1);
    await walk(session);
    expect(said(session)).toMatch(/it was not restarted since it was written to/);
    expect(records(server)).toEqual(['rebooted']);
  });

  it('is noticed to be in force where the server was restarted while no session looked', async () => {
    const server = smallServer();
    await walk(smallSession([rebooted], following(), { server, target: target(server) }));
    server.clock.pass(0.1);
    const restarted = server.clock.now();
    server.clock.pass(0.1);
    const session = smallSession([rebooted], following(), {
      server,
      target: target(server, () => restarted),
    });
    await walk(session);
    expect(said(session)).toMatch(/The server was restarted .*: rebooted is in force/);
    expect(records(server)).toEqual(['rebooted', 'restarted']);
  });
});

describe('a reason not to wait', () => {
  it('opens no stage before which a step is open', async () => {
    const server = smallServer();
    const skip = { ...noAnswers, steps: { first: { do: 'skip' as const, attest: false } } };
    const overrides = { soak: 'in a hurry' };
    const session = smallSession([first, later], following({ answers: skip, overrides }), {
      server,
      wanted: { steps: new Set(['later']) },
    });
    expect(await walk(session)).toBe('waiting');
    expect(await server.read('Later')).toEqual({ state: 'absent' });
  });

  it('holds for that wait alone: what is done anew is waited for anew', async () => {
    const server = smallServer();
    const hurry = following({ overrides: { soak: 'in a hurry' }, putBack: true });
    expect(await walk(smallSession([first, later], hurry, { server }))).toBe('finished');
    await server.set('First', 7);
    server.clock.pass(0.1);
    const session = smallSession([first, later], following({ putBack: true }), { server });
    await walk(session);
    expect(gateOf('exchange-updates', stateOf(session), server.clock, 3)).toMatchObject({ why: 'soak' });
  });
});

describe('a step of which a part cannot be read', () => {
  const both = smallStep('both', ['First', 'Second']);

  it('is never verified: it is left in part, and the next session comes back to it', async () => {
    const server = smallServer();
    await server.put('Second', unreadable('access denied'));
    expect(await walk(smallSession([both], following(), { server }))).toBe('left');
    expect(server.history().steps.get('both')).toMatchObject({
      outcome: 'partly',
      detail: 'Second cannot be read: access denied',
    });
    expect(await walk(smallSession([both], following(), { server }))).toBe('left');
    await server.set('Second', 1);
    expect(await walk(smallSession([both], following(), { server }))).toBe('finished');
    expect(server.history().steps.get('both')).toMatchObject({ outcome: 'verified' });
  });

  it('is closed where a reason says why the rest stays so', async () => {
    const server = smallServer();
    await server.put('Second', unreadable('access denied'));
    const answers: Answers = {
      ...noAnswers,
      steps: { both: { do: 'apply', attest: false, rest: 'nobody may read it here' } },
    };
    expect(await walk(smallSession([both], following({ answers }), { server }))).toBe('finished');
    expect(server.history().steps.get('both')).toMatchObject({
      outcome: 'partly',
      accepted: 'nobody may read it here',
    });
  });
});
