import { describe, expect, it } from '@jest/globals';
import { steps } from '../../steps/index.js';
import { applyStep, type StepResult } from '../../src/engine/apply.js';
import type { Entry, Journal } from '../../src/journal/record.js';
import { WorkstationError } from '../../src/errors.js';
import { hostile, type Mischief } from '../support/hostile-server.js';
import { labServer, type LabServer } from '../support/lab-server.js';

async function applyTo(server: LabServer, id: string, mischief: Mischief): Promise<StepResult> {
  const { step, options, changes } = await server.assess(id);
  return applyStep(
    { step, options, changes },
    server.facts,
    server.journal,
    hostile(server.access, mischief),
  );
}

const everything = (): boolean => true;
const outcomeOf = (server: LabServer, id: string): unknown => server.history().steps.get(id)?.outcome;

describe('applying a step', () => {
  it.each(steps.map((step) => step.id))(
    '%s: is done once it reads back, and a second time changes nothing',
    async (id) => {
      const server = await labServer();
      for (const one of server.step(id).needs ?? []) await server.apply(one);
      const { outcome, results } = await server.apply(id);
      expect(['verified', 'attested', 'partly']).toContain(outcome);
      expect(results.length).toBeGreaterThan(0);
      const after = await server.show();
      const again = await server.assess(id);
      // What must not be changed on this server stays, and the step says so
      const left = again.checks.some(({ objection }) => objection !== undefined);
      expect(again.state).toBe(
        left ? 'needs-operator' : again.scope.left.length > 0 ? 'partly' : 'satisfied',
      );
      expect(again.changes).toEqual([]);
      expect(outcome === 'partly').toBe(left);
      await server.apply(id);
      expect(await server.show()).toBe(after);
    },
  );

  it('writes the intent, with the reading before, ahead of the server', async () => {
    const server = await labServer();
    const log: string[] = [];
    const journal: Journal = {
      records: server.journal.records,
      append: (entry: Entry) => {
        log.push(entry.type);
        return server.journal.append(entry);
      },
    };
    const { step, options, changes } = await server.assess('restrict-anonymous');
    await applyStep({ step, options, changes }, server.facts, journal, {
      read: server.access.read,
      write: (resource, to) => {
        log.push('the server is written');
        return server.access.write(resource, to);
      },
    });
    expect(log).toEqual(['step-begun', 'intent', 'the server is written', 'outcome', 'step-ended']);
    expect(server.journal.records.find((record) => record.type === 'intent')).toMatchObject({
      before: { state: 'absent' },
    });
  });

  it('does not touch the server when the intent cannot be written down', async () => {
    const server = await labServer();
    const before = await server.show();
    const { step, options, changes } = await server.assess('restrict-anonymous');
    const full: Journal = {
      records: server.journal.records,
      append: (entry) =>
        entry.type === 'intent'
          ? Promise.reject(new WorkstationError('the disk is full'))
          : server.journal.append(entry),
    };
    await expect(applyStep({ step, options, changes }, server.facts, full, server.access)).rejects.toThrow(
      'the disk is full',
    );
    expect(await server.show()).toBe(before);
  });

  it('calls a write that reads back different ineffective, stops there, and keeps its undo until that has looked', async () => {
    const server = await labServer();
    const { outcome, results } = await applyTo(server, 'services', { ignores: everything });
    expect(outcome).toBe('ineffective');
    expect(results).toHaveLength(1);
    expect(results[0]?.detail).toMatch(/^wrote disabled, stopped, reads automatic, running$/);
    expect(server.history().steps.get('services')?.standing).toHaveLength(1);
  });

  it('calls a refused write failed, with what the server said', async () => {
    const server = await labServer();
    const { outcome, results } = await applyTo(server, 'recipient-limit', { refuses: everything });
    expect(outcome).toBe('failed');
    expect(results[0]?.detail).toBe('NTEX01 refused: access denied.');
    expect(server.history().steps.get('recipient-limit')?.standing).toEqual([]);
  });

  it('calls a write that cannot be read back unverified, and keeps its undo', async () => {
    const server = await labServer();
    expect((await applyTo(server, 'recipient-limit', { hides: everything })).outcome).toBe('unverified');
    expect(server.history().steps.get('recipient-limit')?.standing).toHaveLength(1);
  });

  it.each(['before', 'after'] as const)(
    'leaves the change open when the line breaks %s the write',
    async (when) => {
      const server = await labServer();
      await expect(applyTo(server, 'recipient-limit', { breaks: () => when })).rejects.toThrow('was lost');
      expect(server.history().open).toHaveLength(1);
      expect(outcomeOf(server, 'recipient-limit')).toBeUndefined();
    },
  );

  it('stops when the server has changed since it was planned', async () => {
    const server = await labServer();
    const { step, options, changes } = await server.assess('recipient-limit');
    await server.apply('recipient-limit');
    const apply = applyStep({ step, options, changes }, server.facts, server.journal, server.access);
    await expect(apply).rejects.toThrow(/when this was planned and is REG_DWORD 100 now/);
  });
});
