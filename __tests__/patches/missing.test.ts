import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { baselineNames, baselinePatches } from '../../src/patches/baselines.js';
import { patches, supersedersOf } from '../../src/patches/catalogue.js';
import { isCovered, missingPatches, type Installed } from '../../src/patches/missing.js';

type State = 'installed' | 'needs-reapply';

const facts = { outlookWebAccess: true, internetMailService: true };
const on = (...ids: string[]): Installed => new Map(ids.map((id) => [id, 'installed']));
const missing = (
  baseline: (typeof baselineNames)[number],
  installed: Installed,
  roles: Parameters<typeof missingPatches>[2] = facts,
) => missingPatches(baseline, installed, roles).map(({ id }) => id);

describe('what is missing', () => {
  it('is the whole baseline on a bare server, in its order', () => {
    expect(missing('article', new Map())).toEqual(baselinePatches('article').map(({ id }) => id));
  });

  it('is nothing where the whole baseline is on', () => {
    expect(missing('article', on(...baselinePatches('article').map(({ id }) => id)))).toEqual([]);
  });

  it('leaves out what a later fix contains', () => {
    const found = missing('article', on('nt4-sp6a', 'nt4-ms04-011', 'nt4-ms04-012'));
    expect(found).not.toContain('nt4-ms02-050');
    expect(found).not.toContain('nt4-ms02-071');
    expect(found).not.toContain('nt4-ms01-048');
    expect(found).toContain('nt4-ms02-017');
  });

  it('takes a requirement for met by whatever contains it', () => {
    const found = missing('end-of-support', on('nt4-sp6a', 'nt4-ms04-011'));
    expect(found).toContain('iis4-ms03-018');
    expect(found).not.toContain('nt4-ms02-050');
  });

  it('asks again for what has only its key, and for nothing else of its kind', () => {
    const all = new Map<string, State>(baselinePatches('article').map(({ id }) => [id, 'installed']));
    all.set('nt4-ms02-017', 'needs-reapply');
    expect(missing('article', all)).toEqual(['nt4-ms02-017']);
  });

  it('asks again for everything that stands on a service pack which goes on again, service pack first', () => {
    const all = new Map<string, State>([
      ['nt4-sp6a', 'needs-reapply'],
      ['nt4-srp1', 'installed'],
      ['nt4-ms02-017', 'installed'],
    ]);
    const found = missing('article', all);
    expect(found.indexOf('nt4-sp6a')).toBe(0);
    expect(found.indexOf('nt4-srp1')).toBe(1);
    expect(found).toContain('nt4-ms02-017');
  });

  it('brings a patch outside of the baseline back when it has to go on again', () => {
    const found = missing(
      'article',
      new Map<string, State>([
        ['nt4-sp6a', 'needs-reapply'],
        ['nt4-ms04-044', 'installed'],
      ]),
    );
    expect(found).toContain('nt4-ms04-044');
  });

  it('is nothing of Outlook Web Access or the Internet Mail Service where these are known not to run', () => {
    const found = missing('article', new Map(), { outlookWebAccess: false, internetMailService: false });
    expect(found).not.toContain('ex55-ms01-057');
    expect(found).not.toContain('ex55-ms02-037');
    expect(found).toContain('ex55-ms01-041');
    expect(missing('article', new Map(), {})).toContain('ex55-ms01-057');
  });

  it('is not what stands on a patch with old files that a later one contains', () => {
    const there = new Map<string, State>([
      ['ie-60-sp1', 'installed'],
      ['ie-55-sp2', 'needs-reapply'],
      ['ex55-ms01-057', 'installed'],
    ]);
    expect(missing('article', there)).not.toContain('ex55-ms01-057');
  });

  it('is on Terminal Server Edition, whose own builds are others, what Exchange lacks', () => {
    const ids = missing('end-of-support', on('nt4-sp6a'), { terminalServer: true });
    expect(ids).toContain('ex55-ms06-003');
    expect(ids.filter((id) => !id.startsWith('ex55-'))).toEqual([]);
  });
});

describe.each(baselineNames)('for the baseline %s', (baseline) => {
  const anything = fc
    .array(fc.tuple(fc.constantFrom(...patches), fc.constantFrom<State>('installed', 'needs-reapply')))
    .map((list): Installed => new Map(list.map(([patch, state]) => [patch.id, state])));

  it('what is missing can be installed in its order, whatever is there', () => {
    fc.assert(
      fc.property(anything, (installed) => {
        const there = new Map(installed);
        for (const patch of missingPatches(baseline, installed, facts)) {
          for (const id of patch.requires) expect(isCovered(id, there)).toBe(true);
          there.set(patch.id, 'installed');
        }
      }),
    );
  });

  it('what was missing is missing no more once it was installed', () => {
    fc.assert(
      fc.property(anything, (installed) => {
        const there = new Map(installed);
        for (const patch of missingPatches(baseline, installed, facts)) {
          for (const id of [
            patch.id,
            ...patches.filter((one) => supersedersOf(one.id).includes(patch)).map((one) => one.id),
          ]) {
            if (there.has(id) || id === patch.id) there.set(id, 'installed');
          }
        }
        expect(missingPatches(baseline, there, facts).map(({ id }) => id)).toEqual([]);
      }),
    );
  });
});
