import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { metabaseValue } from '../../src/resources/metabase-value.js';
import { absent, present } from '../../src/model/reading.js';
import { bitsOf, fieldNames, wantedFields } from '../../steps/security-changes/auditing/log-fields.js';
import { iisLoggingStep } from '../../steps/security-changes/auditing/iis-logging.js';
import { labStep, objections } from '../support/lab-step.js';

const site = '/LM/W3SVC/1';
const fields = metabaseValue(site, 'LogExtFileFlags').resource;
const dword = (data: number) => present({ type: 'DWORD', data });

describe('iis-logging', () => {
  it('wants the eight fields of the article, which are 66959', () => {
    expect(bitsOf(wantedFields)).toBe(66959);
  });

  it('switches a log on that was switched off at the site', async () => {
    const step = await labStep('iis-logging');
    await step.apply();
    expect(await step.read(metabaseValue(site, 'LogType').resource)).toEqual(dword(1));
    expect(await step.read(fields)).toEqual(dword(66959));
  });

  it('keeps fields that the site logs beside them', async () => {
    const step = await labStep('iis-logging');
    await step.set(fields, dword(bitsOf(['cs-uri-query', 's-port'])));
    await step.apply();
    expect(await step.read(fields)).toEqual(dword(66959 + 0x200 + 0x8000));
  });

  it('does not lose inherited fields without a word', async () => {
    const step = await labStep('iis-logging');
    await step.set(metabaseValue('/LM/W3SVC', 'LogExtFileFlags').resource, dword(1414 + 0x200));
    const finding = await step.look();
    expect(objections(finding)).toEqual([
      expect.stringMatching(/inherits the fields cs-uri-query .*alsoLog/),
    ]);
    expect(finding.changes.map(({ resource }) => resource.key)).not.toContain(fields.key);
    expect((await step.apply({ alsoLog: ['cs-uri-query'] })).outcome).toBe('verified');
    expect((await step.look({ alsoLog: ['cs-uri-query'] })).state).toBe('satisfied');
  });

  it('clears a forgotten DontLog below the site, and puts it back', async () => {
    const step = await labStep('iis-logging');
    const dontLog = metabaseValue(`${site}/ROOT/Exchange`, 'DontLog').resource;
    await step.set(dontLog, dword(0xffffffff));
    await step.apply();
    expect(await step.read(dontLog)).toEqual(dword(0));
    await step.undo();
    expect(await step.read(dontLog)).toEqual(dword(0xffffffff));
  });

  it('replaces another format and knows its own in any case', async () => {
    const step = await labStep('iis-logging');
    const format = metabaseValue(site, 'LogPluginClsid').resource;
    const own = present({ type: 'STRING', data: '{ff160663-de82-11cf-bc0a-00aa006111e0}' });
    await step.set(format, own);
    await step.apply();
    expect(await step.read(format)).toEqual(own);
    await step.set(format, present({ type: 'STRING', data: '{FF16065F-DE82-11CF-BC0A-00AA006111E0}' }));
    expect((await step.look()).state).toBe('needs-changes');
  });

  it('takes a value of the wrong type for unset', async () => {
    const step = await labStep('iis-logging');
    const type = metabaseValue(site, 'LogType').resource;
    await step.set(type, present({ type: 'STRING', data: '1' }));
    expect((await step.look()).changes.map(({ resource }) => resource.key)).toContain(type.key);
  });

  it('comes after the lockdown, whose undo would lose it', () => {
    expect(iisLoggingStep.needs).toEqual(['iis-lockdown']);
  });

  it('never lets a field go that was logged', () => {
    const [, , mask] = iisLoggingStep.expects({}, { name: 'NTEX01' });
    fc.assert(
      fc.property(fc.subarray(fieldNames), (logged) => {
        const aim = mask?.aim(logged.length === 0 ? absent : dword(bitsOf(logged)));
        return JSON.stringify(aim) === JSON.stringify(dword(bitsOf([...wantedFields, ...logged])));
      }),
    );
  });
});
