import { describe, expect, it } from '@jest/globals';
import { absent, present } from '../../src/model/reading.js';
import { meaning } from '../../src/resources/registry/data.js';
import { kind as registryValue } from '../../src/resources/registry-value.js';
import { kind as software } from '../../src/resources/software.js';
import { internetExplorerStep as step } from '../../steps/os-updates/internet-explorer.js';
import { labServer } from '../support/lab-server.js';
import { blindTo, changed, findingOf, thereAndBack, type StepOptions } from '../support/step-on-lab.js';

const asked = async (options?: StepOptions) => changed(await findingOf(await labServer(), step, options));

describe('internet-explorer', () => {
  it.each([{}, { version: '5.5 SP2' }, { baseline: 'end-of-support' }])(
    'with %j is installed by the operator, read back, and taken back byte for byte',
    async (options) => {
      expect(await thereAndBack(step, options)).toEqual({
        states: ['needs-operator', 'satisfied', 'needs-operator'],
        outcome: 'verified',
        undone: 'undone',
        same: true,
      });
    },
  );

  it('puts the browser on before its gathered patch', async () => {
    expect(await asked()).toEqual(['ie-60-sp1', 'ie-ms03-004']);
    expect(await asked({ version: '5.5 SP2' })).toEqual(['ie-55-sp2', 'ie-ms03-004']);
  });

  it('ends with MS04-040 for 6.0 SP1, and with MS04-004 for 5.5 SP2', async () => {
    expect(await asked({ baseline: 'end-of-support' })).toContain('ie-ms04-040');
    const old = await asked({ baseline: 'end-of-support', version: '5.5 SP2' });
    expect(old).toContain('ie-ms04-004');
    expect(old).not.toContain('ie-ms04-040');
  });

  it('is content with 6.0 SP1 where 5.5 SP2 was chosen', async () => {
    const server = await labServer();
    await server.access.write(software.resource({ id: 'ie-60-sp1' }), present({ version: '6.00.2800.1106' }));
    expect(changed(await findingOf(server, step, { version: '5.5 SP2' }))).toEqual(['ie-ms03-004']);
  });

  it('asks for the patch of Outlook Express only where that is there', async () => {
    const options = { baseline: 'end-of-support' };
    expect(await asked(options)).toContain('ie-ms04-018-oe');
    const server = await labServer();
    await server.access.write(software.resource({ id: 'outlook-express' }), absent);
    expect(changed(await findingOf(server, step, options))).not.toContain('ie-ms04-018-oe');
  });

  it('shows its version on the lab once it is on', async () => {
    const server = await labServer();
    await server.apply('internet-explorer');
    const key = 'HKLM\\SOFTWARE\\Microsoft\\Internet Explorer';
    const [found] = await server.access.read([registryValue.resource({ key, name: 'Version' })]);
    const typed = registryValue.typed(found ?? absent);
    expect(typed.state === 'present' && meaning(typed.value)).toBe('6.00.2800.1106');
  });

  it('is not taken for installed by another version, nor planned where nothing can be read', async () => {
    const server = await labServer();
    await server.access.write(software.resource({ id: 'ie-60-sp1' }), present({ version: '6.00.2600.0000' }));
    expect(changed(await findingOf(server, step))).toContain('ie-60-sp1');
    const access = blindTo(server.access, () => true);
    expect(await findingOf({ ...server, access }, step)).toMatchObject({ state: 'unknown', changes: [] });
  });

  it('leaves Outlook Express out and says what it writes over', () => {
    const text = step.mayBreak.join('\n');
    expect(text).toMatch(/MS02-050 and MS03-023.*again/);
    expect(text).toMatch(/Outlook Express.*customised/);
  });
});
