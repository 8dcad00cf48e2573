import { expect, it } from '@jest/globals';
import { beginKitSession } from '../../../../src/targets/kit/session/begin.js';
import { smallServer, smallStep } from '../../../support/small-server.js';

const step = smallStep('one-value', ['First']);

it('goes on with the soak that was planned, and opens a stage early, with the reason', async () => {
  const { journal, clock, facts, history } = smallServer();
  const target = { url: 'kit:kits', simulated: false, clock };
  const overrides = { stages: new Set(['exchange-updates'] as const), soak: 'a test' };
  const beginning = { target, steps: [step], given: { msMailConnector: false }, overrides };
  await journal.append({ type: 'server', facts });
  await journal.append({
    type: 'session',
    command: 'harden',
    target: 'hand:NTEX01',
    simulated: false,
    soakDays: 7,
    steps: [],
  });
  expect(await beginKitSession({ journal, facts }, beginning)).toMatchObject({
    name: 'NTEX01',
    msMailConnector: false,
  });
  await beginKitSession({ journal, facts }, beginning);
  expect(history().session).toMatchObject({
    command: 'kit export',
    soakDays: 7,
    steps: [{ id: 'one-value' }],
  });
  expect(history().facts).toMatchObject({ msMailConnector: false });
  const types = journal.records.map(({ type }) => type);
  expect(types.filter((type) => type === 'soak-overridden')).toHaveLength(2);
  expect(types.filter((type) => type === 'facts')).toHaveLength(1);
});
