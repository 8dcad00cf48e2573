import { describe, expect, it } from '@jest/globals';
import { present } from '../../src/model/reading.js';
import { service } from '../../src/resources/service.js';
import { labStep, objections, type LabStep } from '../support/lab-step.js';

const set = async (
  step: LabStep,
  name: string,
  start: 'disabled' | 'automatic',
  state: 'running' | 'stopped',
) => step.set(service(name).resource, present({ start, state }));

describe('antivirus-interplay', () => {
  it('takes no word for scanners that run, filter drivers among them', async () => {
    const step = await labStep('antivirus-interplay');
    const finding = await step.look();
    expect(objections(finding)).toEqual([
      expect.stringMatching(/NaiFiltr runs, NaiFsRec runs, McShield runs/),
    ]);
    expect(finding.changes.map(({ resource }) => resource.key)).not.toContain(
      'attestation:antivirus-stopped',
    );
  });

  it('takes it once all are disabled, and not while one would come back with the next start', async () => {
    const step = await labStep('antivirus-interplay');
    await set(step, 'NaiFiltr', 'disabled', 'stopped');
    await set(step, 'NaiFsRec', 'disabled', 'stopped');
    await set(step, 'McShield', 'automatic', 'stopped');
    expect(objections(await step.look())).toEqual([expect.stringMatching(/^McShield is not disabled/)]);
    await set(step, 'McShield', 'disabled', 'stopped');
    await step.apply();
    expect((await step.look()).state).toBe('satisfied');
  });
});

describe('antivirus-strategy', () => {
  it('names a scanner that was forgotten after the updates', async () => {
    const step = await labStep('antivirus-strategy');
    expect(objections(await step.look())).toEqual([]);
    await set(step, 'McShield', 'disabled', 'stopped');
    expect(objections(await step.look())).toEqual([expect.stringMatching(/^McShield is disabled/)]);
    await set(step, 'McShield', 'automatic', 'stopped');
    expect(objections(await step.look())).toEqual([expect.stringMatching(/^McShield does not run/)]);
  });
});
