import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/engine/assess.js';
import { applyStep } from '../../src/engine/apply.js';
import { converge, type StepState } from '../../src/engine/converge.js';
import { endStep, beginSession } from '../../src/engine/session.js';
import type { Finding } from '../../src/engine/finding.js';
import type { Scope, Step } from '../../src/model/step.js';
import type { StepOutcome } from '../../src/model/outcome.js';
import { unreadable } from '../../src/model/reading.js';
import { smallServer, smallStep, valueNamed, type SmallServer } from '../support/small-server.js';

const one = smallStep('one', ['First', 'Second']);

const begin = (server: SmallServer, step: Step = one): Promise<void> =>
  beginSession(
    {
      command: 'harden',
      target: { url: 'lab:', simulated: true, clock: server.clock },
      soakDays: 3,
      steps: [step],
    },
    server.journal,
  );

async function look(server: SmallServer, step: Step = one): Promise<Finding> {
  const [finding] = await assess([step], () => undefined, server.facts, server.access);
  if (finding === undefined) throw new Error('no finding');
  return finding;
}

async function applied(step: Step = one): Promise<SmallServer> {
  const server = smallServer();
  await begin(server, step);
  await applyStep(await look(server, step), server.facts, server.journal, server.access);
  await begin(server, step);
  return server;
}

async function stands(server: SmallServer, step: Step = one, read = true): Promise<StepState | undefined> {
  const findings = new Map(read ? [[step.id, await look(server, step)]] : []);
  return converge(server.history(), findings, server.clock.now()).steps.get(step.id);
}

describe('how a step stands, by the journal and what is read now', () => {
  it('is settled where the server still is as the step wants it', async () => {
    expect(await stands(await applied())).toMatchObject({ standing: 'settled', closed: true, read: true });
  });

  it('is what the journal remembers where the server was not read, and says that', async () => {
    expect(await stands(await applied(), one, false)).toMatchObject({ standing: 'settled', read: false });
  });

  it('is drifted, with what was left and what is there, where somebody changed it since', async () => {
    const server = await applied();
    await server.set('Second', 7);
    expect(await stands(server)).toMatchObject({
      standing: 'drifted',
      closed: false,
      detail: 'Second: was left REG_DWORD 1, is REG_DWORD 7',
    });
    await server.set('First', 8);
    expect((await stands(server))?.detail).toMatch(/^First: .*, and 1 more$/);
  });

  it('is settled again once somebody has put it right', async () => {
    const server = await applied();
    await server.set('Second', 7);
    await server.set('Second', 1);
    expect(await stands(server)).toMatchObject({ standing: 'settled' });
  });

  it('is settled and not read where a part cannot be read now: nobody knows of a change', async () => {
    const server = await applied();
    await server.put('Second', unreadable('access denied'));
    expect(await stands(server)).toMatchObject({ standing: 'settled', closed: true, read: false });
  });

  it('is partly, and open, where a part could not be read when it was applied', async () => {
    const server = smallServer();
    await server.put('Second', unreadable('access denied'));
    await begin(server);
    const { outcome } = await applyStep(await look(server), server.facts, server.journal, server.access);
    expect(outcome).toBe('partly');
    expect(await stands(server)).toMatchObject({
      standing: 'partly',
      closed: false,
      detail: 'Second cannot be read: access denied',
    });
  });

  it('is partly, and closed, where it looks at less than its sentence covers', async () => {
    const scope = (): Scope => ({ looked: ['this server'], left: ['the domain EXAMPLE'] });
    const step = smallStep('one', ['First'], { scope });
    expect(await stands(await applied(step), step)).toMatchObject({
      standing: 'partly',
      closed: true,
      detail: 'not looked at: the domain EXAMPLE',
    });
  });

  it('is partly, and closed, where what is left was accepted; a change of the rest is drift', async () => {
    const step = smallStep('one', ['First', 'Second']);
    const server = await applied(step);
    await endStep(
      step,
      { outcome: 'partly', detail: 'something is left', accepted: 'needed' },
      server.journal,
    );
    expect(await stands(server, step)).toMatchObject({ standing: 'partly', closed: true });
    await server.set('First', 7);
    expect(await stands(server, step)).toMatchObject({ standing: 'drifted', closed: false });
  });

  it('is open where it did not apply and now does', async () => {
    const server = smallServer();
    await begin(server);
    await endStep(one, { outcome: 'not-applicable' }, server.journal);
    expect(await stands(server, one, false)).toMatchObject({ standing: 'settled' });
    expect(await stands(server)).toMatchObject({ standing: 'drifted', closed: false });
  });

  it('is awaiting a restart until one is on record', async () => {
    const step = smallStep('one', ['First'], { effect: 'reboot' });
    const server = await applied(step);
    expect(await stands(server, step)).toMatchObject({ standing: 'awaiting-restart', closed: true });
    await server.journal.append({ type: 'restarted', what: 'server' });
    expect(await stands(server, step)).toMatchObject({ standing: 'settled' });
  });

  it.each<[StepOutcome, string, boolean]>([
    ['waived', 'waived', true],
    ['skipped', 'open', false],
    ['failed', 'open', false],
    ['undone', 'open', false],
  ])('of one that was %s is %s, whatever is read', async (outcome, standing, closed) => {
    const server = smallServer();
    await begin(server);
    await endStep(one, { outcome }, server.journal);
    expect(await stands(server)).toMatchObject({ standing, closed });
  });

  it('is open where nothing is on record', async () => {
    const server = smallServer();
    await begin(server);
    expect(await stands(server)).toMatchObject({ standing: 'open', closed: false });
  });
});

describe('what must not be changed on a server', () => {
  const objecting = smallStep('one', ['First', 'Second'], {
    objections: (found) =>
      found(valueNamed('Second'))?.state === 'present'
        ? []
        : [{ resource: valueNamed('Second'), reason: 'in use' }],
  });

  it('is no drift of a step that never wrote it: the step is done in part, and open', async () => {
    const server = await applied(objecting);
    await endStep(objecting, { outcome: 'verified' }, server.journal);
    expect(await stands(server, objecting)).toMatchObject({
      standing: 'partly',
      closed: false,
      detail: 'in use',
    });
  });
});
