import { describe, expect, it } from '@jest/globals';
import { steps } from '../../steps/index.js';
import { labAnswers, labServer } from '../support/lab-server.js';
import { blindTo, findingOf } from '../support/step-on-lab.js';

// Requests are files on the workstation; what is wrong with them is tested where they are read.
const onServer = steps.filter(({ id }) => id !== 'certificate-request');

describe.each(onServer.map(({ id }) => id))('%s', (id) => {
  it('plans nothing for what cannot be read, and does not call itself satisfied', async () => {
    const server = await labServer();
    const seen = await server.assess(id);
    expect(seen.checks.length).toBeGreaterThan(0);
    const wanted = new Set(seen.checks.map(({ expectation }) => expectation.resource.key));
    const access = blindTo(server.access, ({ key }) => wanted.has(key));
    const blind = await findingOf({ facts: server.facts, access }, server.step(id), labAnswers[id]);
    expect(blind.changes).toEqual([]);
    const moot = blind.checks.some((check) => check.moot === true);
    expect(blind.state).toBe(moot ? 'partly' : 'unknown');
    expect(blind.reason).toMatch(/cannot be read: access denied/);
  });
});
