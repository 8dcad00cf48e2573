import { describe, expect, it } from '@jest/globals';
import { steps } from '../../steps/index.js';
import { kindOf } from '../../src/model/kind.js';
import { inGerman } from '../support/german-scene.js';
import { labAnswers } from '../support/lab-server.js';
import { memberServer } from '../support/facts.js';
import { sceneServer, type SceneServer } from '../support/scene-server.js';

const onServer = steps
  .filter(({ id }) => id !== 'certificate-request')
  .map((step) => [step.id, step] as const);

/** What is found and would be done, without the names that people see. */
async function plan(server: SceneServer, id: string): Promise<unknown> {
  const { state, checks, changes } = await server.assess(labAnswers[id]);
  return {
    state,
    met: checks.map(({ met, objection }) => ({ met, objection })),
    changes: changes.map(({ resource, words }) => ({ key: resource.key, words })),
  };
}

describe.each(onServer)('on a German server %s', (id, step) => {
  it('finds and plans the same', async () => {
    const english = await sceneServer(step);
    const german = await sceneServer(step, memberServer, inGerman);
    expect(await plan(german, id)).toEqual(await plan(english, id));
  });

  it('takes everything back, German names included', async () => {
    const server = await sceneServer(step, memberServer, inGerman);
    const before = await server.show();
    const { changes } = await server.assess(labAnswers[id]);
    await server.apply(labAnswers[id]);
    for (const { resource, after } of changes)
      expect(kindOf(resource).equal(await server.read(resource), after)).toBe(true);
    if (changes.length > 0) expect((await server.undo()).outcome).toBe('undone');
    expect(await server.show()).toBe(before);
  });
});

describe('the German scene', () => {
  it('really is in German', async () => {
    const [step] = steps;
    if (step === undefined) throw new Error('no steps');
    const text = await (await sceneServer(step, memberServer, inGerman)).show();
    expect(text).toMatch(/"Administratoren"/);
    expect(text).toMatch(/"Gast"/);
    expect(text).toMatch(/"Nachrichtendienst"/);
    expect(text).not.toMatch(/"Administrators"/);
  });
});
