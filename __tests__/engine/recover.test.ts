import { describe, expect, it } from '@jest/globals';
import { applyStep } from '../../src/engine/apply.js';
import { closeInterrupted, findInterrupted, type Interrupted } from '../../src/engine/recover.js';
import { planUndo, undoStep } from '../../src/engine/undo.js';
import { present } from '../../src/model/reading.js';
import { dword } from '../../src/resources/registry/data.js';
import { hostile } from '../support/hostile-server.js';
import { labServer, type LabServer } from '../support/lab-server.js';

async function breakOff(server: LabServer, when: 'before' | 'after'): Promise<Interrupted> {
  const { step, options, changes } = await server.assess('recipient-limit');
  const access = hostile(server.access, { breaks: () => when });
  await expect(applyStep({ step, options, changes }, server.facts, server.journal, access)).rejects.toThrow();
  return look(server);
}

async function look(server: LabServer): Promise<Interrupted> {
  const [found] = await findInterrupted(server.history(), server.access);
  if (found === undefined) throw new Error('nothing was open');
  return found;
}

describe('a change that was under way when the session broke off', () => {
  it('is found not written when the break came before the write, and can be applied then', async () => {
    const server = await labServer();
    const found = await breakOff(server, 'before');
    expect(found.state).toBe('not-written');
    await closeInterrupted(found, server.journal);
    expect(server.history()).toMatchObject({ open: [] });
    expect(server.history().steps.get('recipient-limit')?.standing).toEqual([]);
    expect((await server.apply('recipient-limit')).outcome).toBe('verified');
  });

  it('is found written when the break came after the write, and then counts as verified', async () => {
    const server = await labServer();
    const found = await breakOff(server, 'after');
    expect(found.state).toBe('written');
    await closeInterrupted(found, server.journal);
    expect(server.history().steps.get('recipient-limit')?.standing).toMatchObject([{ outcome: 'verified' }]);
  });

  it('can be taken back, and the lab is as before', async () => {
    const server = await labServer();
    const before = await server.show();
    await closeInterrupted(await breakOff(server, 'after'), server.journal);
    const step = server.history().steps.get('recipient-limit');
    if (step === undefined) throw new Error('not begun');
    expect(
      (await undoStep(await planUndo(step, server.access), 'keep-theirs', server.journal, server.access))
        .outcome,
    ).toBe('undone');
    expect(await server.show()).toBe(before);
  });

  it('is told apart from what somebody else wrote meanwhile', async () => {
    const server = await labServer();
    const { change } = await breakOff(server, 'before');
    await server.lab.store.set([{ resource: change.resource, reading: present(dword(7)) }]);
    expect((await look(server)).state).toBe('something-else');
  });

  it('that cannot be read is said to be so, never guessed', async () => {
    const server = await labServer();
    const { change } = await breakOff(server, 'after');
    await server.lab.store.set([
      { resource: change.resource, reading: { state: 'unreadable', reason: 'access denied' } },
    ]);
    const found = await look(server);
    expect(found.state).toBe('unreadable');
    await closeInterrupted(found, server.journal);
    expect(server.history().steps.get('recipient-limit')?.standing).toMatchObject([
      { outcome: 'unverified' },
    ]);
  });

  it('of an undo is finished by the next undo', async () => {
    const server = await labServer();
    const before = await server.show();
    await server.apply('recipient-limit');
    const step = server.history().steps.get('recipient-limit');
    if (step === undefined) throw new Error('not begun');
    const access = hostile(server.access, { breaks: () => 'after' });
    await expect(
      undoStep(await planUndo(step, access), 'keep-theirs', server.journal, access),
    ).rejects.toThrow();
    const found = await look(server);
    expect(found).toMatchObject({ state: 'written', change: { action: 'undo' } });
    await closeInterrupted(found, server.journal);
    expect(server.history().steps.get('recipient-limit')?.standing).toEqual([]);
    expect(await server.show()).toBe(before);
  });
});
