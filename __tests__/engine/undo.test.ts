import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { steps } from '../../steps/index.js';
import {
  planUndo,
  standingOn,
  undoable,
  undoOrder,
  undoStep,
  type UndoResult,
} from '../../src/engine/undo.js';
import type { StepHistory } from '../../src/journal/history.js';
import { present, type Reading } from '../../src/model/reading.js';
import { dword, meaning, multiText } from '../../src/resources/registry/data.js';
import { kind as registryValue, registryValue as registryAt } from '../../src/resources/registry-value.js';
import { kind as account } from '../../src/resources/account.js';
import { applyStep } from '../../src/engine/apply.js';
import { assess } from '../../src/engine/assess.js';
import { labServer, type LabServer } from '../support/lab-server.js';
import { smallServer, smallStep } from '../support/small-server.js';

const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
const restrictAnonymous = registryValue.resource({ key: lsa, name: 'RestrictAnonymous' });
const packages = registryValue.resource({ key: lsa, name: 'Notification Packages' });

async function undo(
  server: LabServer,
  id: string,
  onConflict: 'keep-theirs' | 'overwrite' = 'keep-theirs',
): Promise<UndoResult> {
  const step = server.history().steps.get(id);
  if (step === undefined) throw new Error(`${id} was not applied`);
  return undoStep(await planUndo(step, server.access), onConflict, server.journal, server.access);
}

async function applyAll(server: LabServer): Promise<void> {
  for (const { id } of steps) await server.apply(id);
}

const read = async (server: LabServer, resource: typeof packages): Promise<Reading> => {
  const [reading] = await server.access.read([resource]);
  return reading ?? { state: 'unreadable', reason: 'none' };
};

describe('taking steps back', () => {
  it('newest first leaves the lab byte for byte as it was, and the request files retired, not shredded', async () => {
    const server = await labServer();
    const before = await server.show();
    await applyAll(server);
    expect(await server.show()).not.toBe(before);
    for (const step of undoable(server.history()))
      expect(await undo(server, step.id)).toMatchObject({ outcome: 'undone' });
    expect(await server.show()).toBe(before);
    expect(undoable(server.history())).toEqual([]);
    const retired = await readdir(join(server.state, 'requests', 'certificates', 'retired'), {
      recursive: true,
    });
    expect(retired.filter((name) => name.endsWith('.key.pem'))).toHaveLength(1);
  });

  it('in any legal order leaves the lab byte for byte as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(1000)), async (random) => {
        const server = await labServer();
        const before = await server.show();
        await applyAll(server);
        for (;;) {
          const history = server.history();
          const free = undoable(history).filter((step) => standingOn(history, step.id).length === 0);
          const { value } = random.next() as { value: number };
          const step = free[value % Math.max(1, free.length)];
          if (step === undefined) break;
          expect((await undo(server, step.id)).outcome).toBe('undone');
        }
        expect(await server.show()).toBe(before);
      }),
      { numRuns: 12 },
    );
  });

  it('and applying them again, any number of times, ends where it began', async () => {
    const server = await labServer();
    const before = await server.show();
    await applyAll(server);
    const applied = await server.show();
    for (const step of undoable(server.history())) await undo(server, step.id);
    await applyAll(server);
    expect(await server.show()).toBe(applied);
    for (const step of undoable(server.history())) await undo(server, step.id);
    expect(await server.show()).toBe(before);
  });

  it('keeps what somebody else added to a list since', async () => {
    const server = await labServer();
    await server.apply('password-policy');
    await server.lab.store.set([
      { resource: packages, reading: present(multiText(['FPNWCLNT', 'PASSFILT', 'ACMEPWD'])) },
    ]);
    expect(await undo(server, 'password-policy')).toEqual({ outcome: 'undone', residue: [] });
    const reading = registryValue.typed(await read(server, packages));
    expect(reading.state === 'present' && meaning(reading.value)).toEqual(['FPNWCLNT', 'ACMEPWD']);
  });

  it('does not overwrite what somebody else set since, and names it as residue', async () => {
    const server = await labServer();
    await server.apply('restrict-anonymous');
    await server.lab.store.set([{ resource: restrictAnonymous, reading: present(dword(2)) }]);
    expect(await undo(server, 'restrict-anonymous')).toEqual({
      outcome: 'undone-with-residue',
      residue: ['RestrictAnonymous was changed since and keeps REG_DWORD 2'],
    });
    expect(await read(server, restrictAnonymous)).toEqual(present(dword(2)));
  });

  it('overwrites it when told to', async () => {
    const server = await labServer();
    await server.apply('restrict-anonymous');
    await server.lab.store.set([{ resource: restrictAnonymous, reading: present(dword(2)) }]);
    expect((await undo(server, 'restrict-anonymous', 'overwrite')).outcome).toBe('undone');
    expect(await read(server, restrictAnonymous)).toEqual({ state: 'absent' });
  });

  it('that somebody already took back by hand writes nothing and is undone', async () => {
    const server = await labServer();
    await server.apply('restrict-anonymous');
    await server.lab.store.set([{ resource: restrictAnonymous, reading: { state: 'absent' } }]);
    expect((await undo(server, 'restrict-anonymous')).outcome).toBe('undone');
    expect(
      server.journal.records.some((record) => record.type === 'intent' && record.action === 'undo'),
    ).toBe(false);
  });

  it('that cannot be read stays open', async () => {
    const server = await labServer();
    await server.apply('restrict-anonymous');
    await server.lab.store.set([
      { resource: restrictAnonymous, reading: { state: 'unreadable', reason: 'access denied' } },
    ]);
    expect((await undo(server, 'restrict-anonymous')).outcome).toBe('undo-failed');
    expect(undoable(server.history()).map((step) => step.id)).toEqual(['restrict-anonymous']);
  });
});

describe('the order of taking back', () => {
  it('names the later steps that stand on one', async () => {
    const server = await labServer();
    await applyAll(server);
    const ids = (of: string): readonly string[] =>
      standingOn(server.history(), of).map((step: StepHistory) => step.id);
    expect(ids('nt4-service-pack')).toContain('nt4-security-rollup');
    expect(ids('nt4-security-rollup')).toEqual(['syskey']);
    expect(ids('syskey')).toEqual([]);
  });

  it('takes what stands on a step before the step itself', async () => {
    const server = await labServer();
    await applyAll(server);
    const asked = new Set(['nt4-service-pack', 'nt4-security-rollup', 'guest-account']);
    const order = undoOrder(server.history(), asked).map((step) => step.id);
    expect(order).toHaveLength(3);
    expect(order.indexOf('nt4-security-rollup')).toBeLessThan(order.indexOf('nt4-service-pack'));
  });

  it('counts a later change to the same resource as standing on it', async () => {
    const server = await labServer();
    await server.apply('guest-account');
    const guest = account.resource({ authority: 'NTEX01', rid: 501 });
    const [now] = await server.access.read([guest]);
    if (now?.state !== 'present') throw new Error('Guest is not there');
    await server.journal.append({
      type: 'step-begun',
      step: 'later',
      title: '',
      stage: 'security-changes',
      needs: [],
      options: {},
      reversibility: 'automatic',
      effect: 'at once',
    });
    const intent = await server.journal.append({
      type: 'intent',
      step: 'later',
      action: 'apply',
      resource: guest,
      before: now,
      after: { state: 'absent' },
    });
    await server.journal.append({
      type: 'outcome',
      intent: intent.sequence,
      outcome: 'verified',
      now: { state: 'absent' },
    });
    expect(standingOn(server.history(), 'guest-account').map((step) => step.id)).toEqual(['later']);
  });

  it('comes to an end where two steps stand on each other, the one because it was applied again', async () => {
    const server = smallServer();
    const first = smallStep('first', ['A']);
    const second = smallStep('second', ['A'], {
      needs: ['first'],
      expects: () => [registryAt('HKLM\\SOFTWARE\\Example', 'A').exactly(dword(2))],
    });
    for (const step of [first, second, first]) {
      const [finding] = await assess([step], () => undefined, server.facts, server.access);
      if (finding === undefined) throw new Error('no finding');
      await applyStep(finding, server.facts, server.journal, server.access);
    }
    const order = undoOrder(server.history(), new Set(['first', 'second']));
    expect(order.map(({ id }) => id).sort()).toEqual(['first', 'second']);
  });
});
