import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { absent, present } from '../../../../src/model/reading.js';
import { dword } from '../../../../src/resources/registry/data.js';
import { registryValue } from '../../../../src/resources/registry-value.js';
import { planUndoKit } from '../../../../src/targets/kit/session/plan-undo.js';
import { kitToWithdraw, withdraw } from '../../../../src/targets/kit/session/withdraw.js';
import { scriptedTerminal } from '../../../support/scripted-terminal.js';
import {
  appliedKit,
  collectedKit,
  exampleKey,
  smallKit,
  twoValues,
  type SmallKit,
} from '../../../support/small-kit.js';
import { smallStep, valueNamed } from '../../../support/small-server.js';

const stepOf = (kit: SmallKit): unknown => kit.history().steps.get('two-values');

describe('UNDO.CMD of a kit, once its results come back', () => {
  it('has undone the step where all of it reads as before', async () => {
    const kit = await appliedKit();
    kit.console.undo(kit.folder, kit.last());
    expect(await kit.import()).toMatchObject([
      { kit: 'K002, undo', result: 'UNDONE', good: true, lines: ['2 changes taken back, read back.'] },
    ]);
    expect(stepOf(kit)).toMatchObject({ outcome: 'undone', standing: [] });
    expect(kit.last().state).toBe('closed');
  });

  it('leaves the step open where a change of it still stands, and the kit may be run again', async () => {
    const kit = await appliedKit();
    kit.console.undo(kit.folder, kit.last(), { resists: ['001'] });
    const [imported] = await kit.import();
    expect(imported).toMatchObject({ good: false });
    expect(imported?.lines[0]).toMatch(/^001 First: wrote REG_DWORD 0, reads REG_DWORD 1$/);
    expect(stepOf(kit)).toMatchObject({
      outcome: 'undo-failed',
      standing: [{ resource: valueNamed('First') }],
    });
    expect(kit.last().state).toBe('applied');
    kit.console.undo(kit.folder, kit.last(), { again: true });
    await kit.import();
    expect(stepOf(kit)).toMatchObject({ outcome: 'undone', standing: [] });
  });

  it('has taken nothing back where the server was changed since', async () => {
    const kit = await appliedKit();
    kit.console.setNumber(exampleKey, 'First', 5);
    kit.console.undo(kit.folder, kit.last());
    const [imported] = await kit.import();
    expect(imported?.lines[0]).toMatch(/^Nothing was taken back/);
    expect(stepOf(kit)).toMatchObject({ outcome: 'verified', standing: [{}, {}] });
    expect(kit.last().state).toBe('closed');
  });

  it.each(['ERROR no-tools', 'FAILED UNDO.INF', 'NOTHING'])(
    'touched nothing where it says %s',
    async (givesUp) => {
      const kit = await appliedKit();
      kit.console.undo(kit.folder, kit.last(), { givesUp });
      expect(await kit.import()).toMatchObject([{ good: false, lines: ['Nothing was touched.'] }]);
      expect(stepOf(kit)).toMatchObject({ outcome: 'verified' });
    },
  );

  it('names what was changed by hand: no script takes that back', async () => {
    const byHand = smallStep('two-values', [], {
      expects: () => [
        registryValue(exampleKey, 'First').exactly(dword(1)),
        registryValue(exampleKey, '').exactly(dword(1)),
      ],
    });
    const kit = await smallKit([byHand]);
    kit.console.setNumber(exampleKey, 'First', 0);
    await kit.collect();
    kit.console.apply(kit.folder, await kit.giveOutChanges());
    const key = kit.last().items.find(({ by }) => by === 'hand')?.resource.key ?? '';
    await kit.import(scriptedTerminal({ [key]: ['there', 'REG_DWORD 1'] }));
    kit.console.undo(kit.folder, kit.last());
    const [imported] = await kit.import();
    expect(imported?.lines).toEqual(['002 (unnamed) was changed by hand and still stands']);
    expect(stepOf(kit)).toMatchObject({ outcome: 'undo-failed', standing: [{}] });
  });
});

describe('a kit that takes steps back', () => {
  it('undoes the step when it is carried and read back', async () => {
    const kit = await appliedKit();
    await kit.collect();
    kit.console.apply(kit.folder, await kit.giveOutUndo('two-values'));
    expect(stepOf(kit)).toMatchObject({ outcome: 'verified' });
    expect(await kit.import()).toMatchObject([{ result: 'APPLIED', good: true }]);
    expect(kit.console.get(exampleKey, 'First')).toEqual(dword(0));
    expect(stepOf(kit)).toMatchObject({ outcome: 'undone', standing: [] });
    expect(kit.last().state).toBe('closed');
  });

  it('leaves the step open where a change did not come back', async () => {
    const kit = await appliedKit();
    await kit.collect();
    kit.console.apply(kit.folder, await kit.giveOutUndo('two-values'), { resists: ['001'] });
    await kit.import();
    expect(stepOf(kit)).toMatchObject({
      outcome: 'undo-failed',
      detail: 'it still reads REG_DWORD 1',
      standing: [{ resource: valueNamed('Second') }],
    });
  });

  it('leaves the step open where the server was not as it was read', async () => {
    const kit = await appliedKit();
    await kit.collect();
    const entry = await kit.giveOutUndo('two-values');
    kit.console.setNumber(exampleKey, 'First', 5);
    kit.console.apply(kit.folder, entry);
    await kit.import();
    expect(stepOf(kit)).toMatchObject({ outcome: 'undo-failed', standing: [{}, {}] });
    expect(kit.last().state).toBe('closed');
  });

  it('leaves theirs what somebody else changed since, and the step is undone with that residue', async () => {
    const kit = await appliedKit();
    kit.console.setNumber(exampleKey, 'First', 5);
    await kit.collect();
    const planned = await planUndoKit(await kit.server(), new Set(['two-values']));
    expect(planned.left).toEqual([{ name: 'First', why: 'it was changed since, and keeps what it holds' }]);
    kit.console.apply(kit.folder, await kit.giveOutUndo('two-values'));
    await kit.import();
    expect(stepOf(kit)).toMatchObject({
      outcome: 'undone-with-residue',
      detail: 'First was changed since and keeps REG_DWORD 5',
      standing: [],
    });
  });

  it('says what else it leaves', async () => {
    const kit = await appliedKit();
    kit.console.setNumber(exampleKey, 'First', 0);
    await kit.collect();
    const planned = await planUndoKit(await kit.server(), new Set(['two-values']));
    expect(planned.left).toEqual([{ name: 'First', why: 'it is already as it was' }]);
    expect(planned.writes).toMatchObject([
      { resource: valueNamed('Second'), action: 'undo', after: present(dword(0)) },
    ]);
  });

  it('is not needed where all is already as it was: the step is undone at once', async () => {
    const kit = await appliedKit();
    kit.console.setNumber(exampleKey, 'First', 0);
    kit.console.setNumber(exampleKey, 'Second', 0);
    await kit.collect();
    expect((await planUndoKit(await kit.server(), new Set(['two-values']))).writes).toEqual([]);
    expect(stepOf(kit)).toMatchObject({ outcome: 'undone', standing: [] });
  });

  it('leaves what cannot be read, and then the step stays open', async () => {
    const kit = await appliedKit();
    const { journal, access } = await kit.server();
    const blind = {
      ...access,
      read: () => Promise.resolve([{ state: 'unreadable', reason: 'no right' } as const]),
    };
    const planned = await planUndoKit({ journal, access: blind }, new Set(['two-values']));
    expect(planned.left.map(({ why }) => why)).toEqual(['it could not be read', 'it could not be read']);
    expect(planned.writes).toEqual([]);
    expect(stepOf(kit)).toMatchObject({ outcome: 'verified' });
  });

  it('leaves a whole unit of which one was changed since', async () => {
    const unit = smallStep('two-values', [], {
      expects: () =>
        ['First', 'Second'].map((name) => ({
          ...registryValue(exampleKey, name).exactly(dword(1)),
          together: valueNamed('First').key,
        })),
    });
    const kit = await smallKit([unit]);
    kit.console.setNumber(exampleKey, 'First', 0);
    await kit.collect();
    kit.console.apply(kit.folder, await kit.giveOutChanges());
    await kit.import();
    kit.console.setNumber(exampleKey, 'First', 5);
    await kit.collect();
    const planned = await planUndoKit(await kit.server(), new Set(['two-values']));
    expect(planned.left).toContainEqual({
      name: 'Second',
      why: 'it goes together with First, and keeps what it holds',
    });
  });
});

describe('a kit that was never carried', () => {
  it('counts as not made once it is withdrawn, and its files go', async () => {
    const kit = await collectedKit();
    const entry = await kit.giveOutChanges();
    expect(await kitToWithdraw(kit.folder, 'kits')).toEqual(entry);
    await withdraw(entry, kit.folder, kit.server);
    expect(stepOf(kit)).toMatchObject({
      outcome: 'skipped',
      detail: 'kit K002 was withdrawn: it was never carried',
      standing: [],
    });
    expect(kit.history().carried).toEqual([]);
    expect(kit.last().state).toBe('withdrawn');
    expect(existsSync(join(kit.folder.path, 'K002'))).toBe(false);
  });

  it('leaves a step as it stands where it was to take it back', async () => {
    const kit = await appliedKit();
    await kit.collect();
    await withdraw(await kit.giveOutUndo('two-values'), kit.folder, kit.server);
    expect(stepOf(kit)).toMatchObject({ outcome: 'verified', standing: [{}, {}] });
  });

  it('that only reads is withdrawn without a word in the journal', async () => {
    const kit = await smallKit([twoValues]);
    const entry = await kit.giveOutCollect();
    await withdraw(entry, kit.folder, () => Promise.reject(new Error('the journal is not needed')));
    expect(kit.last().state).toBe('withdrawn');
  });

  it('is not withdrawn once there are results, nor where none is out', async () => {
    const kit = await collectedKit();
    await expect(kitToWithdraw(kit.folder, 'kits')).rejects.toThrow('No kit of kits is out.');
    kit.console.apply(kit.folder, await kit.giveOutChanges());
    await expect(kitToWithdraw(kit.folder, 'kits')).rejects.toThrow(
      'K002 has results: it was carried and run.',
    );
  });

  it('whose results turn up all the same is refused with the way out', async () => {
    const kit = await collectedKit();
    const entry = await kit.giveOutChanges();
    await withdraw(entry, kit.folder, kit.server);
    mkdirSync(join(kit.folder.path, 'K002'), { recursive: true });
    kit.console.apply(kit.folder, entry);
    await expect(kit.import()).rejects.toThrow('K002 has results, but was taken back as never carried.');
  });

  it('that cannot be written is on record as never made', async () => {
    const kit = await collectedKit();
    writeFileSync(join(kit.folder.path, 'K002'), 'something in the way');
    await expect(kit.giveOutChanges()).rejects.toThrow('cannot be written');
    expect(stepOf(kit)).toMatchObject({ outcome: 'skipped', standing: [] });
    expect(kit.history().carried).toEqual([]);
    expect(kit.folder.kits).toHaveLength(1);
  });
});

it('journals what a kit carries before it can be carried, with the readings before', async () => {
  const kit = await smallKit([smallStep('two-values', ['First', 'Second'])]);
  kit.console.setNumber(exampleKey, 'First', 0);
  await kit.collect();
  const { items } = await kit.giveOutChanges();
  const intents = kit.journal.records.filter(({ type }) => type === 'intent');
  expect(intents).toMatchObject([
    { sequence: items[0]?.intent, before: present(dword(0)), after: present(dword(1)) },
    { sequence: items[1]?.intent, before: absent, after: present(dword(1)) },
  ]);
  expect(kit.history().carried).toHaveLength(2);
});
