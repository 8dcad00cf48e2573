import { describe, expect, it } from '@jest/globals';
import { applyStep } from '../../src/engine/apply.js';
import { assess } from '../../src/engine/assess.js';
import { planUndo, undoStep } from '../../src/engine/undo.js';
import type { Access } from '../../src/model/access.js';
import { present, unreadable } from '../../src/model/reading.js';
import type { Step } from '../../src/model/step.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';
import type { Interrupted } from '../../src/engine/recover.js';
import type { Decider } from '../../src/wizard/decider.js';
import { walk, type HowItEnded } from '../../src/wizard/walk.js';
import { hostile } from '../support/hostile-server.js';
import { smallServer, smallStep, valueNamed, type SmallServer } from '../support/small-server.js';
import { smallSession } from '../support/small-session.js';

const two = smallStep('two-values', ['First', 'Second']);

/** The line breaks at the write of one value. */
const breaking = (server: SmallServer, name: string, when: 'before' | 'after'): Access =>
  hostile(server.access, { breaks: ({ key }) => (key === valueNamed(name).key ? when : undefined) });

/** A session that ended while it wrote one value of a step. */
async function breakOff(
  server: SmallServer,
  name: string,
  { when = 'after', step = two }: { when?: 'before' | 'after'; step?: Step } = {},
): Promise<void> {
  const [finding] = await assess([step], () => undefined, server.facts, server.access);
  const access = breaking(server, name, when);
  const applying = applyStep(
    { step, options: {}, changes: finding?.changes ?? [] },
    server.facts,
    server.journal,
    access,
  );
  await expect(applying).rejects.toThrow('was lost');
}

async function applied(): Promise<SmallServer> {
  const server = smallServer();
  const [finding] = await assess([two], () => undefined, server.facts, server.access);
  await applyStep(
    { step: two, options: {}, changes: finding?.changes ?? [] },
    server.facts,
    server.journal,
    server.access,
  );
  return server;
}

/** An undo that ended while it wrote one value. */
async function undoBrokenAt(name: string): Promise<SmallServer> {
  const server = await applied();
  const step = server.history().steps.get(two.id);
  if (step === undefined) throw new Error('it was not applied');
  const access = breaking(server, name, 'after');
  const undoing = undoStep(await planUndo(step, access), 'keep-theirs', server.journal, access);
  await expect(undoing).rejects.toThrow('was lost');
  return server;
}

interface Recovery {
  readonly how: HowItEnded;
  readonly said: string;
  readonly asked: readonly Interrupted[];
  step(): unknown;
}

async function recover(
  server: SmallServer,
  decision: 'finish' | 'take-back' | 'stop',
  more: Partial<Decider> = {},
  step = two,
): Promise<Recovery> {
  const asked: Interrupted[] = [];
  const decider: Partial<Decider> = {
    recover(found) {
      asked.push(found);
      return Promise.resolve(decision);
    },
    ...more,
  };
  const session = smallSession([step], decider, { server });
  const how = await walk(session);
  const found = (): unknown => server.history().steps.get(step.id);
  return { how, said: session.terminal.said.join('\n'), asked, step: found };
}

const applyRest: Partial<Decider> = { step: () => Promise.resolve({ decision: 'apply' }) };

describe('a change that was under way when the last session ended', () => {
  it('taken back alone does not make a step undone of which another change stands', async () => {
    const server = smallServer();
    await breakOff(server, 'Second');
    const { how, said, step } = await recover(server, 'take-back');
    expect(how).toBe('left');
    expect(await server.read('Second')).toEqual({ state: 'absent' });
    expect(step()).toMatchObject({
      outcome: 'failed',
      detail: 'First still stands',
      standing: [{ resource: valueNamed('First') }],
    });
    expect(said).toContain('two-values: failed.\n  First still stands.');
    // The map does not count it as undone either
    expect(said).not.toContain('1 undone');
  });

  it('taken back makes a step undone of which nothing else stands', async () => {
    const server = smallServer();
    await breakOff(server, 'First');
    const { said, step } = await recover(server, 'take-back');
    expect(step()).toMatchObject({ outcome: 'undone', standing: [] });
    expect(said).toContain('two-values: undone.');
  });

  it('is taken back with the others of its unit', async () => {
    const step = smallStep('a-unit', [], {
      expects: () =>
        ['First', 'Second'].map((name) => ({
          ...registryValue('HKLM\\SOFTWARE\\Example', name).exactly(dword(1)),
          together: valueNamed('First').key,
        })),
    });
    const server = smallServer();
    await breakOff(server, 'Second', { step });
    const { step: found } = await recover(server, 'take-back', {}, step);
    expect(found()).toMatchObject({ outcome: 'undone', standing: [] });
    expect(await server.read('First')).toEqual({ state: 'absent' });
  });

  it('is recorded as it stands and the step goes on with the rest, where it is finished', async () => {
    const server = smallServer();
    await breakOff(server, 'First');
    const { how, asked, step, said } = await recover(server, 'finish', applyRest);
    expect(asked).toMatchObject([{ state: 'written', now: present(dword(1)) }]);
    expect(said).toContain('The last session on NTEX01 ended without a word');
    expect(how).toBe('finished');
    expect(step()).toMatchObject({ outcome: 'verified', standing: [{}, {}] });
  });

  it('that was never written is recorded so, and written now', async () => {
    const server = smallServer();
    await breakOff(server, 'First', { when: 'before' });
    const { asked, step } = await recover(server, 'take-back', applyRest);
    expect(asked).toMatchObject([{ state: 'not-written' }]);
    expect(server.journal.records).toContainEqual(
      expect.objectContaining({
        type: 'outcome',
        outcome: 'failed',
        detail: 'the session ended before it was written',
      }),
    );
    expect(step()).toMatchObject({ outcome: 'verified' });
  });

  it('leaves everything as it is where the operator wants to look first', async () => {
    const server = smallServer();
    await breakOff(server, 'First');
    const { how } = await recover(server, 'stop');
    expect(how).toBe('stopped');
    expect(server.history().open).toHaveLength(1);
  });

  it('that cannot be read is taken for unverified, and its undo fails and stays open', async () => {
    const server = smallServer();
    await breakOff(server, 'First');
    await server.put('First', unreadable('access denied'));
    const { asked, step, said } = await recover(server, 'take-back');
    expect(asked).toMatchObject([{ state: 'unreadable' }]);
    expect(step()).toMatchObject({ outcome: 'undo-failed', standing: [{ outcome: 'unverified' }] });
    expect(said).toContain('First could not be read (access denied) and was left alone');
  });

  it('says how the last session ended where it said so itself', async () => {
    const server = smallServer();
    await breakOff(server, 'First');
    await server.journal.append({ type: 'session-end', how: 'interrupted' });
    expect((await recover(server, 'stop')).said).toContain('The last session on NTEX01 was interrupted.');
  });
});

describe('an undo that was under way when the last session ended', () => {
  it('is undone where its last change was taken back', async () => {
    const server = await undoBrokenAt('First');
    const { step } = await recover(server, 'finish');
    expect(step()).toMatchObject({ outcome: 'undone', standing: [] });
  });

  it('stays open where a change still stands', async () => {
    const server = await undoBrokenAt('Second');
    const { how, step } = await recover(server, 'take-back');
    expect(step()).toMatchObject({ outcome: 'undo-failed', detail: 'First still stands' });
    expect(how).toBe('left');
  });
});
