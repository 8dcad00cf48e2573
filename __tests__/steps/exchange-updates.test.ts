import { describe, expect, it } from '@jest/globals';
import { present } from '../../src/model/reading.js';
import { kind as software } from '../../src/resources/software.js';
import { exchangeUpdatesStep as step } from '../../steps/exchange-updates/exchange-updates.js';
import { exchangeServicePackStep } from '../../steps/exchange-updates/exchange-service-pack.js';
import { serviceAccountPasswordStep } from '../../steps/security-changes/windows/service-account-password.js';
import { memberServer } from '../support/facts.js';
import { labServer } from '../support/lab-server.js';
import { blindTo, changed, findingOf, thereAndBack } from '../support/step-on-lab.js';

const later = { baseline: 'end-of-support' };
const idsFor = (facts: typeof memberServer, options = {}) =>
  step
    .expects(step.parseOptions(options), facts)
    .map(({ resource }) => resource.key.replace('software:', ''));

describe('exchange-updates', () => {
  it.each([
    [{}, 'verified'],
    [later, 'attested'],
  ])(
    'with %j is installed by the operator, read back, and taken back byte for byte',
    async (options, outcome) => {
      expect(await thereAndBack(step, options)).toEqual({
        states: ['needs-operator', 'satisfied', 'needs-operator'],
        outcome,
        undone: 'undone',
        same: true,
      });
    },
  );

  it('puts the engine first and the rollups of components after MS01-041, whose files are older', async () => {
    const order = changed(await findingOf(await labServer(), step));
    const place = (id: string) => order.indexOf(id);
    expect(place('ex55-q309149')).toBeLessThan(place('ex55-ms01-041'));
    for (const id of ['ex55-q283238', 'ex55-q304115', 'ex55-q282533']) {
      expect(place('ex55-ms01-041')).toBeLessThan(place(id));
    }
  });

  it('wants a word for the other node of a cluster, since it reads this one alone', () => {
    const onCluster = { ...memberServer, cluster: true };
    const more = (one: typeof step): readonly string[] => {
      const keys = (facts: typeof memberServer) =>
        one.expects(one.parseOptions({}), facts).map(({ resource }) => resource.key);
      return keys(onCluster).filter((key) => !keys(memberServer).includes(key));
    };
    expect(more(step)).toEqual(['attestation:other-node-updates']);
    expect(more(exchangeServicePackStep)).toEqual(['attestation:other-node-service-pack']);
    expect(more(serviceAccountPasswordStep)).toEqual(['attestation:other-node-password']);
  });

  it('asks for nothing of Outlook Web Access or the Internet Mail Service where they do not run', () => {
    const bare = idsFor({ ...memberServer, outlookWebAccess: false, internetMailService: false });
    expect(bare).not.toContain('ex55-ms01-057');
    expect(bare).not.toContain('ex55-ms02-037');
    expect(idsFor(memberServer)).toEqual(expect.arrayContaining(['ex55-ms01-057', 'ex55-ms02-037']));
  });

  it('asks for a filter against TNEF, for which there is no fix, with the later baseline', () => {
    const words = step.expects(step.parseOptions(later), memberServer).map((one) => one.words);
    expect(words.at(-1)).toMatch(/winmail\.dat/);
    expect(idsFor(memberServer, later)).not.toContain('ex55-ms05-012');
  });

  it('does not ask for a component whose higher build is on', async () => {
    const server = await labServer();
    await server.access.write(software.resource({ id: 'ex55-ms03-046' }), present({ version: '829436' }));
    expect(changed(await findingOf(server, step))).not.toContain('ex55-ms02-037');
  });

  it('is unknown where nothing can be read', async () => {
    const server = await labServer();
    const access = blindTo(server.access, () => true);
    expect(await findingOf({ ...server, access }, step)).toMatchObject({ state: 'unknown', changes: [] });
  });

  it('stands on the service pack and says what its order rests on', () => {
    expect(step.needs).toContain('exchange-service-pack');
    expect(step.mayBreak.join('\n')).toMatch(/order is derived[^]*Q297828[^]*Q257946[^]*Q271634[^]*Q244976/);
  });
});
