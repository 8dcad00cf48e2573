import { describe, expect, it } from '@jest/globals';
import { absent, present } from '../../src/model/reading.js';
import { kind as service } from '../../src/resources/service.js';
import { kind as software } from '../../src/resources/software.js';
import { iis4UpdatesStep as step } from '../../steps/os-updates/iis4-updates.js';
import { without } from '../support/facts.js';
import { labServer } from '../support/lab-server.js';
import { blindTo, changed, findingOf, thereAndBack } from '../support/step-on-lab.js';

/** In no gathered patch, and seen by no scan. */
const mdac = 'iis4-ms02-065-mdac';

describe('iis4-updates', () => {
  it('is installed by the operator, read back, and taken back byte for byte', async () => {
    expect(await thereAndBack(step)).toEqual({
      states: ['needs-operator', 'satisfied', 'needs-operator'],
      outcome: 'verified',
      undone: 'undone',
      same: true,
    });
  });

  it('asks for the one gathered patch of the article, and for the chain of the later baseline in its order', async () => {
    expect(changed(await findingOf(await labServer(), step))).toEqual(['iis4-ms02-062', mdac]);
    const later = await findingOf(await labServer(), step, { baseline: 'end-of-support' });
    expect([...changed(later)].sort()).toEqual([
      ...['iis4-ms02-011-smtp', mdac, 'iis4-ms03-018', 'iis4-ms04-021'],
    ]);
  });

  it('is satisfied by a later gathered patch', async () => {
    const server = await labServer();
    await server.access.write(software.resource({ id: 'iis4-ms03-018' }), present({ version: 'Q811114' }));
    expect(changed(await findingOf(server, step))).toEqual([mdac]);
    expect((await findingOf(server, step, { leaveOut: [mdac] })).state).toBe('satisfied');
  });

  it('has nothing to do where IIS is not there', async () => {
    const server = await labServer();
    await server.access.write(service.resource({ name: 'W3SVC' }), absent);
    // Where discovery could not tell, the service does
    const facts = { ...without(server.facts, 'internetInformationServer'), outlookWebAccess: false };
    expect(await findingOf({ ...server, facts }, step)).toMatchObject({
      state: 'not-applicable',
      changes: [],
    });
  });

  it('is unknown where nothing can be read', async () => {
    const server = await labServer();
    const access = blindTo(server.access, () => true);
    expect(await findingOf({ ...server, access }, step)).toMatchObject({ state: 'unknown', changes: [] });
  });

  it('wants the restart, without which IIS 4.0 is not protected', () => {
    expect(step.effect).toBe('reboot');
    expect(step.mayBreak.join()).toMatch(/not protected before the restart.*Q319733/);
  });
});
