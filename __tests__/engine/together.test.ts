import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyStep } from '../../src/engine/apply.js';
import { missingFrom, planUndo, standingOn, undoOrder, undoStep } from '../../src/engine/undo.js';
import { foldJournal } from '../../src/journal/history.js';
import { directoryAttribute } from '../../src/resources/directory-attribute.js';
import { absent, present, unreadable, type Reading, type Settable } from '../../src/model/reading.js';
import { undoPlanLines } from '../../src/wizard/screens/undo.js';
import { hostile } from '../support/hostile-server.js';
import { labStep, type LabStep } from '../support/lab-step.js';

const object = 'cn=IMAP4,cn=Protocols,cn=NTEX01,cn=Servers,cn=Configuration,ou=HQ,o=Example';
const flag = directoryAttribute(object, 'Use-Site-Values').resource;
const enabled = directoryAttribute(object, 'Enabled-Protocol-Cfg').resource;
const anonymous = directoryAttribute(object, 'Anonymous-Access').resource;
const [yes, no] = [present({ values: ['TRUE'] }), present({ values: ['FALSE'] })];
const options = { disable: ['IMAP4'], scope: 'server' };

const pairOf = async (step: LabStep): Promise<readonly Reading[]> => [
  await step.read(flag),
  await step.read(enabled),
];

describe('changes that go together', () => {
  it('are all taken back or none, whatever somebody else changed since', async () => {
    const settable = fc.constantFrom<Settable>(yes, no, absent);
    // Not FALSE: then only the flag is a change
    const unmet = fc.constantFrom<Settable>(yes, absent);
    const reading = fc.oneof(settable, fc.constant<Reading>(unreadable('no right')));
    await fc.assert(
      fc.asyncProperty(
        unmet,
        fc.option(fc.tuple(reading, reading)),
        fc.constantFrom('keep-theirs' as const, 'overwrite' as const),
        async (value, theirs, onConflict) => {
          const step = await labStep('internet-protocols');
          await step.set(enabled, value);
          const before = await pairOf(step);
          await step.apply(options);
          for (const [index, resource] of [flag, enabled].entries()) {
            const now = theirs?.[index];
            if (now !== undefined) await step.set(resource, now);
          }
          const found = await pairOf(step);
          const applied = step.server.history().steps.get('internet-protocols');
          if (applied === undefined) throw new Error('it was not applied');
          const plan = await planUndo(applied, step.server.access);
          const { outcome } = await undoStep(plan, onConflict, step.server.journal, step.server.access);
          const after = await pairOf(step);
          const blind = found.some(({ state }) => state === 'unreadable');
          if (outcome === 'undone') expect(after).toEqual(before);
          else expect(after).toEqual(found);
          if (outcome === 'undo-failed') expect(blind).toBe(true);
          if (onConflict === 'overwrite' && !blind) expect(after).toEqual(before);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are both kept where one was changed since, and both are named', async () => {
    const step = await labStep('internet-protocols');
    await step.apply(options);
    await step.set(enabled, absent);
    const applied = step.server.history().steps.get('internet-protocols');
    if (applied === undefined) throw new Error('it was not applied');
    const lines = undoPlanLines(await planUndo(applied, step.server.access), 200).join('\n');
    expect(lines).toMatch(/Use-Site-Values[^]*kept too, because it goes together with Enabled-Protocol-Cfg/);
    expect(await step.undo()).toEqual({
      outcome: 'undone-with-residue',
      residue: [
        'Enabled-Protocol-Cfg was changed since and keeps absent',
        'Use-Site-Values keeps FALSE, because it goes together with Enabled-Protocol-Cfg',
      ],
    });
    expect(await pairOf(step)).toEqual([no, absent]);
    expect(step.server.history().steps.get('internet-protocols')?.standing).toEqual([]);
  });

  it('are changes on their own in a journal that has no units', async () => {
    const step = await labStep('internet-protocols');
    await step.apply(options);
    await step.set(enabled, absent);
    const older = step.server.journal.records.map((record) => {
      if (record.type !== 'intent') return record;
      const { together, ...rest } = record;
      expect(together).toBe(flag.key);
      return rest;
    });
    const applied = foldJournal(older).steps.get('internet-protocols');
    if (applied === undefined) throw new Error('it was not applied');
    const { items } = await planUndo(applied, step.server.access);
    expect(items.map(({ verdict }) => verdict.kind)).toEqual(['changed-since', 'restore']);
  });

  it('make a later step that set another value under the same flag stand on the first', async () => {
    const step = await labStep('internet-protocols');
    await step.apply(options);
    const later = step.server.step('anonymous-logons');
    const taken = later.parseOptions({ protocols: ['IMAP4'], scope: 'server' });
    const changes = [
      { resource: anonymous, before: yes, after: no, words: 'is FALSE', together: flag.key },
    ] as const;
    await applyStep(
      { step: later, options: taken, changes },
      step.server.facts,
      step.server.journal,
      step.server.access,
    );
    const history = step.server.history();
    expect(standingOn(history, 'internet-protocols').map(({ id }) => id)).toEqual(['anonymous-logons']);
    expect(standingOn(history, 'anonymous-logons')).toEqual([]);
    const both = new Set(['internet-protocols', 'anonymous-logons']);
    expect(missingFrom(history, new Set(['internet-protocols'])).map(({ id }) => id)).toEqual([
      'anonymous-logons',
    ]);
    expect(undoOrder(history, both).map(({ id }) => id)).toEqual(['anonymous-logons', 'internet-protocols']);
  });

  it('journal a later value with the flag, also where the flag needs no change any more', async () => {
    const step = await labStep('anonymous-logons');
    await step.set(flag, no);
    const { changes } = await step.look({ protocols: ['IMAP4'], scope: 'server' });
    expect(changes.map(({ resource, together }) => [resource.key, together])).toEqual([
      [anonymous.key, flag.key],
    ]);
  });

  it('are not begun where one of them cannot be read', async () => {
    const step = await labStep('internet-protocols');
    await step.set(enabled, unreadable('no right'));
    expect(await step.look(options)).toMatchObject({ state: 'unknown', changes: [] });
  });

  it('are taken back at once where the second is refused, and the journal says so', async () => {
    const step = await labStep('internet-protocols');
    const before = await pairOf(step);
    const finding = await step.look(options);
    const refusing = hostile(step.server.access, { refuses: ({ key }) => key === enabled.key });
    const result = await applyStep(finding, step.server.facts, step.server.journal, refusing);
    expect(result.outcome).toBe('failed');
    expect(result.results.at(-1)?.detail).toMatch(/Use-Site-Values was taken back with it$/);
    expect(await pairOf(step)).toEqual(before);
    expect(step.server.history().steps.get('internet-protocols')?.standing).toEqual([]);
  });
});
