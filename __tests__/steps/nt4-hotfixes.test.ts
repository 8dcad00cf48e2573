import { describe, expect, it } from '@jest/globals';
import { absent, present } from '../../src/model/reading.js';
import { kind as registryValue } from '../../src/resources/registry-value.js';
import { kind as service } from '../../src/resources/service.js';
import { kind as software, needsReapply } from '../../src/resources/software.js';
import { nt4HotfixesStep as step } from '../../steps/os-updates/nt4-hotfixes.js';
import { memberServer } from '../support/facts.js';
import { labServer } from '../support/lab-server.js';
import { blindTo, changed, findingOf, thereAndBack } from '../support/step-on-lab.js';

const later = { baseline: 'end-of-support' };
const thereBack = { states: ['needs-operator', 'satisfied', 'needs-operator'], undone: 'undone', same: true };

describe('nt4-hotfixes', () => {
  it('is installed by the operator, read back, and taken back byte for byte', async () => {
    expect(await thereAndBack(step)).toEqual({ ...thereBack, outcome: 'verified' });
  });

  it('takes the later baseline there and back too, with the word that port 135 is filtered', async () => {
    expect(await thereAndBack(step, later)).toEqual({ ...thereBack, outcome: 'attested' });
    const words = step.expects(step.parseOptions(later), memberServer).map((one) => one.words);
    expect(words.at(-1)).toMatch(/^is attested: TCP and UDP port 135/);
    expect(
      step
        .expects(step.parseOptions({}), memberServer)
        .map((one) => one.words)
        .join(),
    ).not.toContain('135');
  });

  it('asks only for fixes of services that are there', async () => {
    const found = changed(await findingOf(await labServer(), step));
    expect(found).toContain('nt4-ms02-006');
    expect(found).not.toContain('nt4-ms01-043');
    const server = await labServer();
    await server.access.write(service.resource({ name: 'SNMP' }), absent);
    expect(changed(await findingOf(server, step))).not.toContain('nt4-ms02-006');
    expect(changed(await findingOf(await labServer(), step, later))).not.toContain('nt4-ms04-045');
  });

  it('leaves out what the operator knows not to be there, and takes only ids of NT 4.0', async () => {
    const options = { leaveOut: ['nt4-ms02-069-jvm'] };
    expect(changed(await findingOf(await labServer(), step, options))).not.toContain('nt4-ms02-069-jvm');
    expect(() => step.parseOptions({ leaveOut: ['ex55-ms02-037'] })).toThrow(/leaveOut/);
    expect(() => step.parseOptions({ baseline: 'newest' })).toThrow(/baseline/);
  });

  it('does not ask for what a later fix on the server contains', async () => {
    const server = await labServer();
    await server.access.write(software.resource({ id: 'nt4-ms04-011' }), present({ version: 'KB835732' }));
    const finding = await findingOf(server, step);
    expect(changed(finding)).not.toContain('nt4-ms02-050');
    expect(changed(finding)).not.toContain('nt4-ms02-071');
    expect(
      finding.checks.find(({ expectation }) => expectation.resource.key === 'software:nt4-ms02-050')?.met,
    ).toBe(true);
  });

  it('asks for fixes of what Internet Explorer 6 SP1 brings only once that is on', async () => {
    const server = await labServer();
    expect(changed(await findingOf(server, step, later))).not.toContain('nt4-ms04-022');
    await server.apply('internet-explorer');
    expect(changed(await findingOf(server, step, later))).toEqual(
      expect.arrayContaining(['nt4-ms04-022', 'nt4-ms04-023', 'nt4-ms05-001']),
    );
  });

  it('asks again where only the key is there', async () => {
    const server = await labServer();
    await server.apply('nt4-hotfixes');
    await server.access.write(software.resource({ id: 'nt4-ms02-017' }), present({ version: needsReapply }));
    const finding = await findingOf(server, step);
    expect(finding.state).toBe('needs-operator');
    expect(changed(finding)).toEqual(['nt4-ms02-017']);
  });

  it('is partly judged, and plans nothing, where no package can be read', async () => {
    const server = await labServer();
    const access = blindTo(server.access, ({ kind }) => kind === 'software');
    const finding = await findingOf({ ...server, access }, step);
    expect(finding).toMatchObject({ state: 'partly', changes: [] });
    expect(finding.reason).toMatch(/cannot be read: access denied, and \d+ more/);
  });

  it('still asks for a fix whose service could not be read', async () => {
    const server = await labServer();
    const access = blindTo(server.access, ({ kind }) => kind === 'service');
    expect(changed(await findingOf({ ...server, access }, step))).toContain('nt4-ms01-043');
  });

  it('comes after Internet Explorer, which writes over files of two fixes', () => {
    expect(step.after).toContain('internet-explorer');
  });

  it('leaves its key on the lab, as an installer does', async () => {
    const server = await labServer();
    await server.apply('nt4-hotfixes');
    const key = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Hotfix\\Q312895';
    const [reading] = await server.access.read([registryValue.resource({ key, name: 'Installed' })]);
    expect(reading?.state).toBe('present');
  });
});
