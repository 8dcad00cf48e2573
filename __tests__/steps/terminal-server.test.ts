import { describe, expect, it } from '@jest/globals';
import { steps } from '../../steps/index.js';
import { memberServer } from '../support/facts.js';
import { labStep, objections } from '../support/lab-step.js';

const edition = { ...memberServer, terminalServer: true };

describe('on Terminal Server Edition', () => {
  it.each([
    ['nt4-service-pack', 'terminal-server-service-pack'],
    ['nt4-security-rollup', 'terminal-server-rollup'],
    ['nt4-hotfixes', 'terminal-server-hotfixes'],
    ['internet-explorer', 'terminal-server-internet-explorer'],
    ['iis4-updates', 'terminal-server-iis'],
  ])('%s asks a person for the package of that edition, and for none of the others', async (id, word) => {
    const found = await (await labStep(id, edition)).look();
    expect(found.state).toBe('needs-operator');
    expect(found.checks.map(({ expectation }) => expectation.resource.key)).toEqual([`attestation:${word}`]);
  });

  it('takes no word for a service pack that the server itself denies', async () => {
    const found = await (await labStep('nt4-service-pack', { ...edition, servicePack: 4 })).look();
    expect(found).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(found)).toEqual([expect.stringMatching(/tells of Service Pack 4/)]);
  });

  it('has Exchange patched like any other server', async () => {
    const ordinary = await (await labStep('exchange-updates')).look();
    const found = await (await labStep('exchange-updates', edition)).look();
    expect(found.state).toBe('needs-operator');
    expect(found.checks.map(({ expectation }) => expectation.resource.key)).toEqual(
      ordinary.checks.map(({ expectation }) => expectation.resource.key),
    );
    expect(found.checks.length).toBeGreaterThan(5);
  });

  it('leaves no step without anything to look at that nevertheless applies', () => {
    const empty = steps.filter((step) => {
      if (step.appliesTo(edition) !== true || step.id === 'certificate-request') return false;
      return step.expects(step.parseOptions({}), edition).length === 0;
    });
    expect(empty.map(({ id }) => id)).toEqual([]);
  });
});
