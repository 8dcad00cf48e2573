import { describe, expect, it } from '@jest/globals';
import { applyStep } from '../../src/engine/apply.js';
import { assess } from '../../src/engine/assess.js';
import type { Step } from '../../src/model/step.js';
import { walk } from '../../src/wizard/walk.js';
import { hostile } from '../support/hostile-server.js';
import { smallServer, smallStep, valueNamed, type SmallServer } from '../support/small-server.js';
import { smallSession } from '../support/small-session.js';

/** A session that is killed while it writes one value of a step. */
async function breakOff(server: SmallServer, step: Step, name: string): Promise<void> {
  const [finding] = await assess([step], () => undefined, server.facts, server.access);
  const access = hostile(server.access, {
    breaks: ({ key }) => (key === valueNamed(name).key ? 'after' : undefined),
  });
  await expect(applyStep(step, {}, finding?.changes ?? [], server.journal, access)).rejects.toThrow(
    'was lost',
  );
}

describe('a change that was under way when the last session ended', () => {
  it('taken back alone does not make a step undone of which another change stands', async () => {
    const server = smallServer();
    const step = smallStep('two-values', ['First', 'Second']);
    await breakOff(server, step, 'Second');
    const session = smallSession([step], { recover: () => Promise.resolve('take-back') }, { server });
    expect(await walk(session)).toBe('left');
    expect(await server.read('Second')).toEqual({ state: 'absent' });
    const after = server.history().steps.get('two-values');
    expect(after?.standing).toMatchObject([{ resource: valueNamed('First') }]);
    expect(after).toMatchObject({ outcome: 'failed', detail: 'First still stands' });
  });
});
