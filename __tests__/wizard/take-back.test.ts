import { expect, it } from '@jest/globals';
import { applyStep } from '../../src/engine/apply.js';
import { assess } from '../../src/engine/assess.js';
import { absent, present } from '../../src/model/reading.js';
import { dword } from '../../src/resources/registry/data.js';
import { takeBack } from '../../src/wizard/take-back.js';
import { smallServer, smallStep } from '../support/small-server.js';
import { smallSession } from '../support/small-session.js';

it.each([
  ['automatic', absent, 'converted: undone.'],
  ['irreversible', present(dword(1)), /^No undo takes back converted, as on a real server: batten undo conv/],
] as const)(
  'on the lab one key takes back what is %s only as a real server would',
  async (...[how, left, says]) => {
    const server = smallServer();
    const step = smallStep('converted', ['First'], { reversibility: how });
    const session = smallSession([step], {}, { server });
    const [finding] = await assess([step], () => undefined, server.facts, server.access);
    if (finding === undefined) throw new Error('it was not assessed');
    await applyStep(finding, server.facts, server.journal, server.access);
    await takeBack(session, step);
    expect(await server.read('First')).toEqual(left);
    expect(session.terminal.said[0]).toMatch(says);
  },
);
