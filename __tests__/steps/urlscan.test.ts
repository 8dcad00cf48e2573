import { describe, expect, it } from '@jest/globals';
import { iniMeets } from '../../src/resources/text/ini.js';
import { metabaseValue } from '../../src/resources/metabase-value.js';
import { software } from '../../src/resources/software.js';
import { absent, present } from '../../src/model/reading.js';
import { textFile, kind } from '../../src/resources/text-file.js';
import { iisLockdownStep } from '../../steps/security-changes/web/iis-lockdown.js';
import { urlscanStep } from '../../steps/security-changes/web/urlscan.js';
import { memberServer } from '../support/facts.js';
import { labStep, type LabStep } from '../support/lab-step.js';

const { resource: ini } = textFile('C:\\WINNT\\System32\\inetsrv\\urlscan\\urlscan.ini');

async function afterLockdown(): Promise<LabStep> {
  const step = await labStep('urlscan');
  const wizard = software('iis-lockdown-21').installed();
  await step.server.access.write(wizard.resource, present({ version: '2.1' }));
  return step;
}

const textOf = async (step: LabStep): Promise<string> => {
  const reading = kind.typed(await step.read(ini));
  return reading.state === 'present' ? reading.value.text : '';
};

const denies = (text: string, extension: string): boolean =>
  iniMeets(text, { section: 'DenyExtensions', includes: [extension] });

describe('urlscan', () => {
  it('comes with the lockdown and then has settings to change only', async () => {
    const { state, changes } = await (await afterLockdown()).look();
    expect(state).toBe('needs-changes');
    expect(changes.map(({ resource }) => resource.key)).toEqual([ini.key]);
  });

  it('lets .asp through, which the file of Microsoft refuses, and keeps refusing programs', async () => {
    const step = await afterLockdown();
    const shipped = await textOf(step);
    expect(denies(shipped, '.asp')).toBe(true);
    await step.apply();
    const changed = await textOf(step);
    expect(denies(changed, '.asp')).toBe(false);
    expect(['.exe', '.bat', '.htr', '.ida', '.printer'].filter((one) => !denies(changed, one))).toEqual([]);
    expect(changed).toContain('UseAllowVerbs=1                ; If 1, use the [AllowVerbs] section\r\n');
    expect(changed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    await step.undo();
    expect(await textOf(step)).toBe(shipped);
  });

  it('only logs on trial, and blocks again afterwards', async () => {
    const step = await afterLockdown();
    await step.apply({ mode: 'log-only' });
    expect(await textOf(step)).toContain('RejectResponseUrl=/~*\r\n');
    expect(await step.look({ mode: 'log-only' })).toMatchObject({
      state: 'partly',
      reason: 'not looked at: whether requests are refused (mode log-only)',
    });
    expect((await step.look()).state).toBe('needs-changes');
    await step.apply();
    expect(await textOf(step)).toContain('RejectResponseUrl=\r\n');
  });

  it('blocks nothing on trial: the fast path that does not look at the trial is off', async () => {
    const step = await afterLockdown();
    const fast = (await textOf(step)).replace('[options]\r\n', '[options]\r\nUseFastPathReject=1\r\n');
    await step.set(ini, present({ text: fast, encoding: 'bytes' }));
    await step.apply({ mode: 'log-only' });
    expect(await textOf(step)).toContain('UseFastPathReject=0\r\n');
    await step.undo();
    expect(await textOf(step)).toBe(fast);
    await step.apply();
    expect(await textOf(step)).toContain('UseFastPathReject=1\r\n');
  });

  it('leaves .htr to those who change passwords over the web', async () => {
    const step = await afterLockdown();
    await step.apply({ passwordPages: true });
    expect(denies(await textOf(step), '.htr')).toBe(false);
  });

  it('asks where its settings lie when the folder of Windows NT is not known', async () => {
    const { systemRoot, ...unknown } = memberServer;
    const step = await labStep('urlscan', unknown);
    expect(systemRoot).toBe('C:\\WINNT');
    const { state, reason } = await step.look();
    expect(state).toBe('needs-operator');
    expect(reason).toMatch(/give the path of urlscan\.ini as settingsFile/);
    const { address } = ini;
    const [, found] = (
      await step.look({ settingsFile: 'C:\\WINNT\\System32\\inetsrv\\urlscan\\urlscan.ini' })
    ).checks;
    expect(found?.expectation.resource.address).toEqual(address);
  });
});

describe('the order of the web steps', () => {
  it('has the lockdown under everything that its undo would lose, and says so', () => {
    expect(urlscanStep.needs).toContain('iis-lockdown');
    expect(iisLockdownStep.mayBreak[0]).toMatch(/every later change to IIS.*Q317052/);
    expect(iisLockdownStep.needs).toContain('nt4-service-pack');
  });

  it('takes surplus directories away on the lab and brings them back', async () => {
    const step = await labStep('iis-lockdown');
    const before = await step.server.show();
    const samples = metabaseValue('/LM/W3SVC/1/ROOT/IISSAMPLES', 'Path').resource;
    expect(await step.read(samples)).toMatchObject({ state: 'present' });
    await step.apply();
    expect(await step.read(samples)).toEqual(absent);
    await step.undo();
    expect(await step.server.show()).toBe(before);
  });
});
