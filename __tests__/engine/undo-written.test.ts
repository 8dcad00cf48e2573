import { describe, expect, it } from '@jest/globals';
import { applyStep } from '../../src/engine/apply.js';
import { assess } from '../../src/engine/assess.js';
import { planUndo, undoStep, type UndoResult } from '../../src/engine/undo.js';
import type { Access } from '../../src/model/access.js';
import type { StepOutcome } from '../../src/model/outcome.js';
import { absent, present, unreadable, type Reading, type Settable } from '../../src/model/reading.js';
import type { Resource } from '../../src/model/resource.js';
import { dword, multiText } from '../../src/resources/registry/data.js';
import { kind, registryValue } from '../../src/resources/registry-value.js';
import { smallServer, smallStep, valueNamed, type SmallServer } from '../support/small-server.js';

const first = smallStep('first', ['First']);

/** How a server answers when it was just written to. */
interface Answering {
  /** What it keeps of what was written. */
  keeps?(to: Settable): Settable;
  /** What it says of it at first. */
  says?(was: Reading): Reading;
}

/** Applies a step on a server that answers like this while it is written to, and as it is from then on. */
async function applied(
  server: SmallServer,
  { keeps = (to) => to, says }: Answering,
  step = first,
): Promise<StepOutcome> {
  const { access, journal, facts } = server;
  const [finding] = await assess([step], () => undefined, facts, access);
  const { changes = [] } = finding ?? {};
  const written = new Map<string, Reading>();
  const odd: Access = {
    async read(resources: readonly Resource[]) {
      const readings = await access.read(resources);
      return readings.map((reading, index) => {
        const was = written.get(resources[index]?.key ?? '');
        return was === undefined || says === undefined ? reading : says(was);
      });
    },
    async write(resource, to) {
      const [was = absent] = await access.read([resource]);
      await access.write(resource, keeps(to));
      written.set(resource.key, was);
    },
  };
  const { outcome } = await applyStep({ step, options: {}, changes }, facts, journal, odd);
  return outcome;
}

async function undo({ history, access, journal }: SmallServer): Promise<UndoResult> {
  const step = history().steps.get('first');
  if (step === undefined) throw new Error('first was not applied');
  return undoStep(await planUndo(step, access), 'keep-theirs', journal, access);
}

describe('what was written and read back otherwise', () => {
  const was = present(dword(7));
  const cases: readonly [string, Answering, StepOutcome][] = [
    ['as before, by a server that was behind', { says: (before) => before }, 'ineffective'],
    ['as something else than the server then holds', { says: () => present(dword(9)) }, 'ineffective'],
    ['as what the server made of it', { keeps: () => present(dword(3)) }, 'ineffective'],
    ['as absent, which the server made of it', { keeps: () => absent }, 'ineffective'],
    ['not at all', { says: () => unreadable('access denied') }, 'unverified'],
  ];

  it.each(cases)('%s, is taken back', async (_, answering, outcome) => {
    const server = smallServer();
    await server.put('First', was);
    expect(await applied(server, answering)).toBe(outcome);
    expect(await server.read('First')).not.toEqual(was);
    expect(await undo(server)).toEqual({ outcome: 'undone', residue: [] });
    expect(await server.read('First')).toEqual(was);
    expect(server.history().steps.get('first')?.standing).toEqual([]);
  });

  it('keeps what somebody else made of it since', async () => {
    const server = smallServer();
    await server.put('First', was);
    await applied(server, { says: (before) => before });
    await server.set('First', 5);
    expect(await undo(server)).toMatchObject({ outcome: 'undone-with-residue' });
    expect(await server.read('First')).toEqual(present(dword(5)));
  });

  it('takes its own items out of a list that others have added to meanwhile', async () => {
    const server = smallServer();
    const { key } = kind.addressOf(valueNamed('First'));
    const step = smallStep('first', [], {
      expects: () => [registryValue(key, 'First').includes('OURS')],
    });
    await server.put('First', present(multiText(['THEIRS'])));
    await applied(server, { says: (before) => before }, step);
    await server.put('First', present(multiText(['THEIRS', 'OURS', 'NEW'])));
    await undo(server);
    expect(await server.read('First')).toEqual(present(multiText(['THEIRS', 'NEW'])));
  });

  it('of a write that nothing came of, undo looks once more and writes nothing', async () => {
    const server = smallServer();
    await server.put('First', was);
    await applied(server, { keeps: () => was });
    expect(await undo(server)).toEqual({ outcome: 'undone', residue: [] });
    const undone = server.journal.records.filter((one) => one.type === 'intent' && one.action === 'undo');
    expect(undone).toEqual([]);
    expect(await server.read('First')).toEqual(was);
  });
});
