import { describe, expect, it } from '@jest/globals';
import { absent, present, unreadable } from '../../src/model/reading.js';
import { dword, text } from '../../src/resources/registry/data.js';
import { diagnosticKeys } from '../../src/resources/registry/diagnostics.js';
import { kind } from '../../src/resources/registry-value.js';
import { exchangeDiagnosticsStep as diagnostics } from '../../steps/security-changes/auditing/exchange-diagnostics.js';
import { memberServer } from '../support/facts.js';
import { labStep, objections, type LabStep } from '../support/lab-step.js';

const services = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';
const at = (key: string, name: string) => kind.resource({ key: `${services}\\${key}`, name });
const logons = (number: number) => at('MSExchangeIS\\Diagnostics\\Private', `${number} Logons`);
const only = { categories: ['mailbox-logons'] };

const changed = async (step: LabStep, options: unknown = {}) =>
  (await step.look(options)).changes.map(({ resource }) => kind.describe(resource).name);

describe('exchange-diagnostics', () => {
  it('raises several categories and not too many, each under the number it has on this server', async () => {
    expect(await changed(await labStep('exchange-diagnostics'))).toEqual([
      '2 Security Events',
      '3 Security',
      '2 Logons',
      '3 Access Control',
      '4 SMTP Interface Events',
    ]);
    expect(() => diagnostics.parseOptions({ categories: Array(7).fill('mailbox-logons') })).toThrow(
      /more than six categories/,
    );
  });

  it('finds a category by its text where another number stands before it', async () => {
    const step = await labStep('exchange-diagnostics');
    await step.set(logons(2), absent);
    await step.set(logons(4), present(dword(0)));
    expect(await changed(step, only)).toEqual(['4 Logons']);
    await step.apply(only);
    expect((await step.look(only)).state).toBe('satisfied');
    expect(await step.read(logons(2))).toEqual(absent);
  });

  it('takes the names from the key where they could be listed, whatever the number', async () => {
    const key = diagnosticKeys.privateStore;
    const knowing = (names: readonly string[]) => ({
      ...memberServer,
      diagnosticCategories: { [key]: names },
    });
    const listed = knowing(['1 General', '14 logons', '15 Access Control']);
    const step = await labStep('exchange-diagnostics', listed);
    await step.set(at('MSExchangeIS\\Diagnostics\\Private', '14 logons'), present(dword(0)));
    expect(await changed(step, only)).toEqual(['14 logons']);
    expect((await step.look(only)).checks).toHaveLength(1);

    const without = await labStep('exchange-diagnostics', knowing(['1 General']));
    await without.set(logons(2), absent);
    expect(objections(await without.look(only))).toEqual([
      expect.stringMatching(/category Logons .*Diagnostics Logging/),
    ]);
  });

  it('never creates a category; where none is found a person has to look', async () => {
    const step = await labStep('exchange-diagnostics');
    await step.set(logons(2), absent);
    const finding = await step.look(only);
    expect(finding).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(finding)).toEqual([expect.stringMatching(/category Logons .*Diagnostics Logging/)]);
  });

  it('creates none either where the others cannot be read, and is never satisfied then', async () => {
    const step = await labStep('exchange-diagnostics');
    await step.set(logons(2), unreadable('access denied'));
    expect(await step.look(only)).toMatchObject({ state: 'partly', changes: [] });
  });

  it('leaves a higher level, any number from 0 to 5', async () => {
    const step = await labStep('exchange-diagnostics');
    await step.set(logons(2), present(dword(4)));
    expect((await step.look({ ...only, level: 'medium' })).state).toBe('satisfied');
    expect(await changed(step, { ...only, level: 'maximum' })).toEqual(['2 Logons']);
  });

  it('replaces a level that was written as text', async () => {
    const step = await labStep('exchange-diagnostics');
    await step.set(logons(2), present(text('1')));
    await step.apply(only);
    expect(await step.read(logons(2))).toEqual(present(dword(1)));
  });

  it('asks nothing of an Internet Mail Service that is not there', () => {
    const options = diagnostics.parseOptions({});
    const keys = diagnostics
      .expects(options, { ...memberServer, internetMailService: false })
      .map(({ resource }) => resource.key);
    expect(keys.filter((key) => key.includes('msexchangeimc'))).toEqual([]);
  });

  it('offers no category that writes messages to files', () => {
    for (const category of ['mta-apdu', 'smtp-protocol-log', 'message-archival']) {
      expect(() => diagnostics.parseOptions({ categories: [category] })).toThrow(/categories/);
    }
  });
});
