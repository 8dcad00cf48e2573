import { describe, expect, it } from '@jest/globals';
import { baselineNames, baselinePatches } from '../../src/patches/baselines.js';
import { findPatch, patches, patchNamed, supersedersOf } from '../../src/patches/catalogue.js';
import { installLines, lookLines } from '../../src/patches/instructions.js';
import { inOrder, laterWithSameFiles } from '../../src/patches/order.js';

const ids = patches.map(({ id }) => id);
const eachPatch = patches.map((patch) => [patch.id, patch] as const);

describe('the patch catalogue', () => {
  it('names every patch once', () => {
    expect(ids).toEqual([...new Set(ids)]);
    expect(new Set(patches.map(({ version, product }) => `${product} ${version}`)).size).toBe(ids.length);
  });

  it('names only patches that it has', () => {
    const named = patches.flatMap((patch) => [...patch.requires, ...patch.supersedes, ...patch.installAfter]);
    expect(named.filter((id) => findPatch(id) === undefined)).toEqual([]);
  });

  it('lets no patch stand on itself, nor contain itself', () => {
    for (const patch of patches) {
      expect(supersedersOf(patch.id)).not.toContain(patch);
      expect(chain(patch.id)).not.toContain(patch.id);
    }
  });

  it('has no fix only where there is a mitigation', () => {
    const holes = patches.filter(({ installer }) => installer === 'no-fix');
    expect(holes.map(({ bulletin }) => bulletin)).toEqual(['MS03-010', 'MS05-012']);
    for (const { mitigation, signs } of holes) {
      expect(mitigation).toMatch(/^[A-Z].*\.$/);
      expect(signs).toEqual([]);
    }
    for (const name of baselineNames) {
      for (const hole of holes) expect(baselinePatches(name)).not.toContain(hole);
    }
  });

  it('has the overrun of MDAC that a web request reaches in both eras, to be looked for by hand', () => {
    const mdac = patchNamed('iis4-ms02-065-mdac');
    for (const name of baselineNames) expect(baselinePatches(name)).toContain(mdac);
    expect(lookLines(mdac).join(' ')).toMatch(/MDAC 2\.1, 2\.5 or 2\.6.*DataAccess is 2\.70 or higher/);
    expect(installLines(mdac).join(' ')).toMatch(/MBSA does not look at MDAC/);
  });

  it('follows what a fix is contained in through a chain', () => {
    expect(supersedersOf('iis4-ms01-044').map(({ id }) => id)).toEqual([
      'iis4-ms02-018',
      'iis4-ms02-062',
      'iis4-ms03-018',
    ]);
  });
});

describe.each(eachPatch)('%s', (_, patch) => {
  it('has a date, sources and words of its own', () => {
    expect(patch.released).toMatch(/^(1999|200\d)-\d\d(-\d\d)?$/);
    for (const text of [...patch.notes, ...patch.dangers, ...(patch.install ?? [])]) {
      expect(text).toMatch(/^[A-Z][^!]*\.$/);
    }
    for (const source of patch.sources) expect(source).toMatch(/^(Q|KB)?\d{6}$|^MS\d\d-\d{3}$/);
    const cited = [...patch.notes, ...patch.dangers].flatMap((text) => text.match(/\bQ\d{6}\b/g) ?? []);
    for (const number of cited) expect([...patch.sources, ...shared]).toContain(number);
  });

  it('is recognised by something, unless there is none', () => {
    expect(patch.signs.length > 0).toBe(patch.installer !== 'no-fix');
    for (const sign of patch.signs) {
      if ('file' in sign) expect(sign.atLeast).toMatch(/^\d+(\.\d+){3}$/);
    }
  });
});

/** Articles that belong to a whole family, not to one patch. */
const shared = ['Q196269', 'Q299444', 'Q304158', 'Q304062', 'Q328145', 'Q329115', 'Q312895', 'Q319733'];

describe('keys', () => {
  const keysOf = (id: Parameters<typeof patchNamed>[0]) =>
    patchNamed(id).signs.flatMap((sign) => ('anyKey' in sign ? sign.anyKey : []));
  const leaves = (id: Parameters<typeof patchNamed>[0]) =>
    keysOf(id).map((key) => key.slice(key.lastIndexOf('\\') + 1));

  it('have Q names first and KB names later, and either in between', () => {
    expect(leaves('nt4-ms03-001')).toEqual(['Q810833']);
    expect(leaves('nt4-ms03-029')).toEqual(['Q823803', 'KB823803']);
    expect(leaves('nt4-ms04-011')).toEqual(['KB835732']);
    expect(leaves('nt4-ms05-001')).toEqual(['Q890175']);
  });

  it('do not follow from the bulletin article', () => {
    expect(leaves('nt4-ms02-017')).toEqual(['Q312895']);
  });

  it('of Exchange lie below a Service Pack 5, under names of several kinds, and in two places for MS02-011', () => {
    expect(keysOf('ex55-ms03-046')).toEqual([
      'HKLM\\SOFTWARE\\Microsoft\\Updates\\Exchange Server 5.5\\SP5\\829436',
    ]);
    expect(leaves('ex55-ms04-026')).toEqual(['842436a']);
    expect(leaves('ex55-ms05-029')).toEqual(['KB895179']);
    expect(keysOf('ex55-ms02-011')).toEqual([
      'HKLM\\SOFTWARE\\Microsoft\\Updates\\Exchange 5.5\\SP5\\Q289258',
      'HKLM\\SOFTWARE\\Microsoft\\Updates\\Exchange Server 5.5\\SP5\\Q289258',
    ]);
  });
});

describe.each(baselineNames)('the baseline %s', (name) => {
  const baseline = baselinePatches(name);
  const order = baseline.map(({ id }) => id);

  it('brings every prerequisite, or what contains it, before what stands on it', () => {
    for (const [index, patch] of baseline.entries()) {
      for (const needed of patch.requires) {
        const meets = [needed, ...supersedersOf(needed).map(({ id }) => id)];
        expect({ id: patch.id, met: order.slice(0, index).some((id) => meets.includes(id)) }).toEqual({
          id: patch.id,
          met: true,
        });
      }
    }
  });

  it('asks for nothing that another of its patches contains', () => {
    const contained = baseline.filter((one) =>
      supersedersOf(one.id).some((other) => baseline.includes(other)),
    );
    expect(contained).toEqual([]);
  });

  it('begins with the service pack and the rollup, and has Internet Explorer before what it writes over', () => {
    expect(order[0]).toBe('nt4-sp6a');
    const written = name === 'article' ? 'nt4-ms02-050' : 'nt4-ms03-023';
    expect(order.indexOf('ie-60-sp1')).toBeLessThan(order.indexOf(written));
  });

  it('keeps every file of Exchange from being replaced by an older build', () => {
    const newest = new Map<string, string>();
    for (const { signs, product } of baseline) {
      if (product !== 'exchange55') continue;
      for (const sign of signs) {
        if (!('file' in sign)) continue;
        const before = newest.get(sign.file) ?? '0.0.0.0';
        expect(compare(sign.atLeast, before)).toBeGreaterThanOrEqual(0);
        newest.set(sign.file, sign.atLeast);
      }
    }
  });
});

describe('the baselines', () => {
  it('are two eras: the later one closes the holes of Blaster and of TNEF', () => {
    const later = baselinePatches('end-of-support').map(({ id }) => id);
    const article = baselinePatches('article').map(({ id }) => id);
    for (const id of ['nt4-ms04-012', 'ex55-ms06-003']) {
      expect(later).toContain(id);
      expect(article).not.toContain(id);
    }
    expect(article).toHaveLength(34);
    expect(later).toHaveLength(63);
  });

  it('hold nothing of the article era that came out after it', () => {
    for (const { id, released } of baselinePatches('article')) {
      expect({ id, early: released <= '2003-03-15' }).toEqual({ id, early: true });
    }
  });
});

describe('the order of taking off', () => {
  it('is the newest first where files are shared', () => {
    const later = laterWithSameFiles(patchNamed('nt4-ms01-048'));
    expect(later.map(({ bulletin }) => bulletin)).toEqual(['MS04-029', 'MS03-039', 'MS03-026']);
    expect(laterWithSameFiles(patchNamed('nt4-ms05-010'))).toEqual([]);
  });

  it('does not depend on the order in which patches are named', () => {
    const article = baselinePatches('article');
    expect(inOrder([...article].reverse())).toEqual(article);
  });
});

function chain(id: string, seen: readonly string[] = []): readonly string[] {
  const next = findPatch(id)?.requires ?? [];
  return next.flatMap((one) => (seen.includes(one) ? [one] : [one, ...chain(one, [...seen, one])]));
}

function compare(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (const [index, part] of left.entries()) if (part !== right[index]) return part - (right[index] ?? 0);
  return 0;
}
