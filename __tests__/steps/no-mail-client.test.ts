import { describe, expect, it } from '@jest/globals';
import { noMailClientStep as step } from '../../steps/security-changes/windows/no-mail-client.js';
import { labServer } from '../support/lab-server.js';
import { blindTo, changed, findingOf, thereAndBack } from '../support/step-on-lab.js';

describe('no-mail-client', () => {
  it('is done by the operator, read back, and taken back byte for byte', async () => {
    expect(await thereAndBack(step)).toEqual({
      states: ['needs-operator', 'satisfied', 'needs-operator'],
      outcome: 'verified',
      undone: 'undone',
      same: true,
    });
  });

  it('finds Outlook 98 and the Outlook Express of Internet Explorer on the lab', async () => {
    expect(changed(await findingOf(await labServer(), step))).toEqual(['outlook', 'outlook-express']);
  });

  it('does not take what cannot be read for absent', async () => {
    const server = await labServer();
    const access = blindTo(server.access, () => true);
    expect(await findingOf({ ...server, access }, step)).toMatchObject({ state: 'unknown', changes: [] });
  });

  it('comes after Internet Explorer, whose setup brings a mail client', () => {
    expect(step.after).toContain('internet-explorer');
  });
});
