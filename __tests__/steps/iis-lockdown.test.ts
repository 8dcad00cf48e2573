import { describe, expect, it } from '@jest/globals';
import { absent, present } from '../../src/model/reading.js';
import { kind as acl } from '../../src/resources/folder-acl.js';
import { iisLockdownStep } from '../../steps/security-changes/web/iis-lockdown.js';
import { memberServer, without } from '../support/facts.js';
import { labStep, objections, type LabStep } from '../support/lab-step.js';

const program = (name: string) => acl.resource({ path: `C:\\WINNT\\System32\\${name}` });
const list = (entries: string) => present({ sddl: `O:BAG:SYD:${entries}(A;;0x1f01ff;;;BA)` });
const applied = async (): Promise<LabStep> => {
  const step = await labStep('iis-lockdown');
  await step.apply();
  return step;
};

describe('iis-lockdown', () => {
  it('reads who may run the programs that the article names, instead of asking for a word', async () => {
    const step = await labStep('iis-lockdown');
    const finding = await step.look();
    const words = finding.checks.map(({ expectation }) => expectation.resource.key);
    expect(words).toEqual(
      expect.arrayContaining(['cmd', 'ftp', 'rexec', 'rsh'].map((one) => program(`${one}.exe`).key)),
    );
    expect(words).not.toContain('attestation:web-programs-denied');
    expect(objections(finding)).toEqual([expect.stringMatching(/Anonymous web users may run it/)]);
    await step.apply();
    expect((await step.look()).state).toBe('satisfied');
  });

  it('opens again when somebody overwrites a denial, and writes none itself', async () => {
    const step = await applied();
    await step.set(program('cmd.exe'), list('(A;;0x1200a9;;;WD)'));
    expect(await step.look()).toMatchObject({ state: 'needs-operator', changes: [] });
  });

  it.each([
    ['a list without strangers', list('')],
    ['a right to read alone', list('(A;;0x120089;;;WD)')],
    ['a program that is not there', absent],
  ])('is content with %s', async (_, reading) => {
    const step = await applied();
    await step.set(program('cmd.exe'), reading);
    expect((await step.look()).state).toBe('satisfied');
  });

  it.each([
    ['no list at all, which lets everyone in', present({ sddl: 'O:BAG:SY' })],
    [
      'a denial of Everything but running',
      list('(D;;0x2;;;S-1-5-21-1-2-3-1060)(A;;0x1200a9;;;S-1-5-32-546)'),
    ],
  ])('is not content with %s', async (_, reading) => {
    const step = await applied();
    await step.set(program('cmd.exe'), reading);
    expect((await step.look()).state).toBe('needs-operator');
  });

  it('is partly done where a list cannot be read, and asks a person where the folder is not known', async () => {
    const step = await applied();
    await step.set(program('cmd.exe'), { state: 'unreadable', reason: 'the volume is FAT' });
    expect(await step.look()).toMatchObject({
      state: 'partly',
      reason: expect.stringMatching(/cmd\.exe cannot be read: the volume is FAT/),
    });
    const keys = iisLockdownStep
      .expects({}, without(memberServer, 'systemRoot'))
      .map(({ resource }) => resource.key);
    expect(keys).toContain('attestation:web-programs-denied');
  });
});
