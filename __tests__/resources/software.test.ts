import { describe, expect, it } from '@jest/globals';
import { absent, present } from '../../src/model/reading.js';
import { patchNamed } from '../../src/patches/catalogue.js';
import { kind, needsReapply, noSoftware, software } from '../../src/resources/software.js';

const servicePack = kind.resource({ id: 'nt4-sp6a' });
const other = kind.resource({ id: 'internet-explorer' });

describe('software', () => {
  it('is read from a scene entry, installed or not', () => {
    const entry = {
      id: 'nt4-sp4',
      title: 'Service Pack 4',
      version: 'Service Pack 4',
      detect: [],
      source: 'Q194507',
    };
    expect(kind.entry(entry).reading).toEqual(
      present({ version: 'Service Pack 4', title: 'Service Pack 4' }),
    );
    expect(kind.entry({ id: 'nt4-sp6a', title: 'Service Pack 6a', absent: true }).reading).toEqual(absent);
  });

  it('is installed by the operator, not by Batten', () => {
    expect(kind.doneBy).toBe('operator');
  });

  it('shows title and version', () => {
    expect(kind.show(present({ version: '5.5.2653.23', title: 'Exchange' }))).toBe('Exchange (5.5.2653.23)');
    expect(kind.show(present({ version: '4.0' }))).toBe('4.0');
  });

  it('is the same software under another title', () => {
    expect(kind.equal(present({ version: 'Q299444', title: 'SRP' }), present({ version: 'q299444' }))).toBe(
      true,
    );
    expect(kind.equal(present({ version: '1' }), present({ version: '2' }))).toBe(false);
  });
});

describe('installed()', () => {
  const installed = software('nt4-sp6a').installed();

  it('is met by the version of the catalogue only', () => {
    expect(installed.met(absent)).toBe(false);
    expect(installed.met(present({ version: 'Service Pack 4' }))).toBe(false);
    expect(installed.met(present({ version: 'service pack 6A' }))).toBe(true);
    expect(installed.met(installed.aim(absent))).toBe(true);
  });
});

describe('by hand', () => {
  it('takes yes for the version of the catalogue', () => {
    const { version, title } = patchNamed('nt4-sp6a');
    expect(kind.parse('Yes', servicePack)).toEqual({ value: { version, title } });
    expect(kind.parse(version, servicePack)).toEqual({ value: { version, title } });
  });

  it('does not take an older service pack for the one asked for', () => {
    expect(kind.parse('Service Pack 4', servicePack)).toEqual({
      problem: expect.stringContaining('not there'),
    });
  });

  it('asks for the version of what the catalogue does not know', () => {
    expect(kind.parse('', other)).toEqual({ problem: 'Answer with the version.' });
    expect(kind.parse(' 4.72 ', other)).toEqual({ value: { version: '4.72' } });
    expect(kind.question(other)).toBe('Version of internet-explorer');
  });

  it('looks for the sign that tells Service Pack 6a from 6', () => {
    expect(kind.look(servicePack).join('\n')).toMatch(
      /CSDVersion = Service Pack 6\.[^]*Q246009 has Installed = 1/,
    );
  });

  it('warns of Syskey before it says how the rollup is uninstalled', () => {
    const lines = kind.change(kind.resource({ id: 'nt4-srp1' }), absent);
    const syskey = lines.findIndex((line) => line.includes('Syskey'));
    expect(syskey).toBeGreaterThanOrEqual(0);
    expect(syskey).toBeLessThan(lines.findIndex((line) => line.includes('hotfix.exe -y')));
  });

  it('says that the Exchange service pack has no uninstall', () => {
    const lines = kind.change(kind.resource({ id: 'ex55-sp4' }), absent);
    expect(lines.join(' ')).toMatch(/no uninstall.*restore the whole server/);
  });

  it('takes a key without its files for something to put on again, not for installed', () => {
    const hotfix = kind.resource({ id: 'nt4-ms02-017' });
    const answer = kind.parse('key', hotfix);
    expect(answer).toEqual({ value: { version: needsReapply, title: patchNamed('nt4-ms02-017').title } });
    expect(
      software('nt4-ms02-017')
        .installed()
        .met(present({ version: needsReapply })),
    ).toBe(false);
  });

  it('takes the bulletin of what contains it, and no other', () => {
    const hotfix = kind.resource({ id: 'nt4-ms02-050' });
    const answer = kind.parse('ms04-011', hotfix);
    if ('problem' in answer) throw new Error(answer.problem);
    expect(software('nt4-ms02-050').installed().met(present(answer.value))).toBe(true);
    expect(kind.parse('MS04-012', hotfix)).toHaveProperty('problem');
  });

  it('says how to go back where the reading before was an older version', () => {
    const lines = kind.change(kind.resource({ id: 'ie-60-sp1' }), present({ version: '5.50.4807.2300' }));
    expect(lines.join(' ')).toContain('Add/Remove Programs');
  });
});

describe('software that should not be there', () => {
  it('is met by its absence alone', () => {
    const gone = noSoftware('outlook');
    expect(gone.met(absent)).toBe(true);
    expect(gone.met(present({ version: '8.5.5603' }))).toBe(false);
    expect(gone.met(gone.aim(present({ version: '8.5.5603' })))).toBe(true);
  });

  it('is removed without fixmapi', () => {
    const lines = kind.change(kind.resource({ id: 'outlook' }), absent);
    expect(lines.join(' ')).toMatch(/take Outlook out.*Never run fixmapi/);
    expect(kind.look(kind.resource({ id: 'outlook-express' })).join(' ')).toContain('msimn.exe');
  });
});
