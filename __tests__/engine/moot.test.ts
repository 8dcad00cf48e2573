import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/engine/assess.js';
import { defineStep, noOptions, type Objection } from '../../src/model/step.js';
import { absent, unreadable, type Reading } from '../../src/model/reading.js';
import { kind as software, software as patch } from '../../src/resources/software.js';
import { memberServer } from '../support/facts.js';

const resource = software.resource({ id: 'nt4-ms02-050' });

async function stateWith(objection: Omit<Objection, 'resource'>, reading: Reading) {
  const step = defineStep({
    id: 'one',
    stage: 'os-updates',
    section: 's',
    covers: [],
    line: 1,
    title: 't',
    why: 'w',
    mayBreak: [],
    sources: [],
    reversibility: 'guided',
    effect: 'at once',
    options: noOptions,
    expects: () => [patch('nt4-ms02-050').installed()],
    objections: () => [{ resource, ...objection }],
  });
  const access = {
    read: () => Promise.resolve([reading]),
    write: () => Promise.reject(new Error('written')),
  };
  const [finding] = await assess([step], () => undefined, memberServer, access);
  return { state: finding?.state, changes: finding?.changes.length };
}

describe('an objection', () => {
  it('leaves a change to the operator where it must not be made', async () => {
    const objection = { reason: 'no' };
    expect(await stateWith(objection, absent)).toEqual({ state: 'needs-operator', changes: 0 });
  });

  it('leaves nothing to do where the change is needless, read or not', async () => {
    const objection = { reason: 'contained in another', moot: true } as const;
    expect(await stateWith(objection, absent)).toEqual({ state: 'satisfied', changes: 0 });
    expect(await stateWith(objection, unreadable('denied'))).toEqual({ state: 'satisfied', changes: 0 });
  });
});
