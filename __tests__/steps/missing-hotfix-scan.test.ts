import { describe, expect, it } from '@jest/globals';
import { present } from '../../src/model/reading.js';
import { kind } from '../../src/resources/scan-result.js';
import { missingHotfixScanStep as step } from '../../steps/os-updates/missing-hotfix-scan.js';
import { labServer } from '../support/lab-server.js';
import { blindTo, findingOf, thereAndBack } from '../support/step-on-lab.js';

const scan = kind.resource({ id: 'missing-hotfixes' });

describe('missing-hotfix-scan', () => {
  it('is settled by a clean scan and taken back byte for byte', async () => {
    expect(await thereAndBack(step)).toEqual({
      states: ['needs-operator', 'satisfied', 'needs-operator'],
      outcome: 'verified',
      undone: 'undone',
      same: true,
    });
  });

  it('needs the operator while the scan leaves something open that was not acknowledged', async () => {
    const server = await labServer();
    await server.access.write(scan, present({ tool: 'mbsacli /hf', open: ['MS99-041'] }));
    expect((await findingOf(server, step)).state).toBe('needs-operator');
    expect((await findingOf(server, step, { acknowledged: ['MS99-041'] })).state).toBe('satisfied');
  });

  it('does not count a scan that is older than the last installation', async () => {
    const server = await labServer();
    await server.access.write(scan, present({ tool: 'mbsacli /hf', open: [], outdated: true }));
    expect((await findingOf(server, step)).state).toBe('needs-operator');
  });

  it('acknowledges bulletins and numbers only', () => {
    expect(() => step.parseOptions({ acknowledged: ['all of them'] })).toThrow(/acknowledged/);
  });

  it('is unknown where the result cannot be read', async () => {
    const server = await labServer();
    const access = blindTo(server.access, () => true);
    expect(await findingOf({ ...server, access }, step)).toMatchObject({ state: 'unknown', changes: [] });
  });

  it('comes after everything it looks for', () => {
    expect(step.after).toEqual(expect.arrayContaining(['nt4-hotfixes', 'iis4-updates', 'internet-explorer']));
  });
});
