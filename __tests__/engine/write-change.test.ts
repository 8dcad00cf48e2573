import { describe, expect, it } from '@jest/globals';
import { applyStep } from '../../src/engine/apply.js';
import { assess } from '../../src/engine/assess.js';
import { planUndo, undoStep, type UndoResult } from '../../src/engine/undo.js';
import type { Access } from '../../src/model/access.js';
import { present } from '../../src/model/reading.js';
import { dword } from '../../src/resources/registry/data.js';
import { smallServer, smallStep, valueNamed, type SmallServer } from '../support/small-server.js';

const step = smallStep('two-values', ['First', 'Second']);

/** Somebody sets `edited` to 7 right after `written` was written, while a step is under way. */
const editedBehind = (server: SmallServer, written: string, edited: string): Access => ({
  read: (resources) => server.access.read(resources),
  async write(resource, to) {
    await server.access.write(resource, to);
    if (resource.key === valueNamed(written).key) await server.set(edited, 7);
  },
});

async function apply(server: SmallServer, access: Access): Promise<unknown> {
  const [finding] = await assess([step], () => undefined, server.facts, server.access);
  return applyStep(
    { step, options: {}, changes: finding?.changes ?? [] },
    server.facts,
    server.journal,
    access,
  );
}

async function undo(server: SmallServer, access: Access): Promise<UndoResult> {
  const found = server.history().steps.get(step.id);
  if (found === undefined) throw new Error('it was not applied');
  return undoStep(await planUndo(found, access), 'overwrite', server.journal, access);
}

describe('what somebody else changes between two changes of a step', () => {
  it('is not overwritten by applying it', async () => {
    const server = smallServer();
    await expect(apply(server, editedBehind(server, 'First', 'Second'))).rejects.toThrow(
      'Second in HKLM\\SOFTWARE\\Example was absent when this was planned and is REG_DWORD 7 now. It was not touched.',
    );
    expect(await server.read('Second')).toEqual(present(dword(7)));
  });

  it('is not overwritten by taking it back, and the step stays open', async () => {
    const server = smallServer();
    await apply(server, server.access);
    expect(await undo(server, editedBehind(server, 'Second', 'First'))).toEqual({
      outcome: 'undo-failed',
      residue: ['First was REG_DWORD 1 when this was planned and is REG_DWORD 7 now, and was left alone'],
    });
    expect(await server.read('First')).toEqual(present(dword(7)));
    expect(server.history()).toMatchObject({ open: [] });
    expect(server.history().steps.get(step.id)?.standing).toMatchObject([{ resource: valueNamed('First') }]);
  });

  it('is compared anew by the next undo', async () => {
    const server = smallServer();
    await apply(server, server.access);
    await undo(server, editedBehind(server, 'Second', 'First'));
    expect((await undo(server, server.access)).outcome).toBe('undone');
    expect(await server.read('First')).toEqual({ state: 'absent' });
  });
});
