import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { overTheWire, standIns, trials, type Trial } from '../../scripts/docs/tested-against.js';
import { packageRoot } from '../../src/files/package-root.js';
import { kitKinds } from '../../src/targets/kit/kinds/index.js';
import { workstationKinds } from '../../src/targets/workstation/kinds.js';
import { everyStep } from '../../steps/catalogue.js';
import { memberServer } from '../support/facts.js';
import { labAnswers } from '../support/lab-server.js';

const folder = join(packageRoot(), '__tests__');
const kinds = readdirSync(join(packageRoot(), 'src/resources'), { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'load-kinds.ts')
  .map(({ name }) => name.replace('.ts', ''));

const facts = {
  ...memberServer,
  servicePack: 4,
  exchangeServicePack: 3,
  serviceAccountSid: 'S-1-5-21-7-8-9-1010',
  exchangeAdministratorsSid: 'S-1-5-21-7-8-9-1020',
};
const kindsOfSteps = new Map(
  everyStep.map((step) => [
    step.id,
    step.expects(step.parseOptions(labAnswers[step.id]), facts).map(({ resource }) => resource.kind),
  ]),
);
const read = (test: string): string => readFileSync(join(folder, test), 'utf8');

/** A test is about a kind where it loads the kind, names it, or names a step that changes such a resource. */
const isAbout = (text: string, kind: string): boolean =>
  text.includes(`resources/${kind}.js`) ||
  text.includes(`'${kind}'`) ||
  /steps\/(index|catalogue)\.js/.test(text) ||
  [...kindsOfSteps].some(([id, used]) => used.includes(kind) && text.includes(`'${id}'`));

const kindsOf = (target: Trial['target']): readonly string[] =>
  trials
    .filter((trial) => trial.target === target)
    .flatMap((trial) => (trial.kinds === 'every kind' ? kinds : trial.kinds));

describe('what was tested against what', () => {
  it.each(trials)(
    '$target $kinds $what: each named test is there, and is about it',
    ({ kinds: about, proof }) => {
      expect(proof.filter((test) => !existsSync(join(folder, test)))).toEqual([]);
      expect(proof).not.toEqual([]);
      const texts = proof.map(read);
      if (about === 'every kind') return;
      expect(about.filter((kind) => !texts.some((text) => isAbout(text, kind)))).toEqual([]);
    },
  );

  it.each(trials.filter(({ target }) => target === 'samba'))(
    'a driver for $kinds is reached over the network in its test',
    ({ kinds: about, proof }) => {
      for (const test of proof) expect(read(test)).toMatch(/samba-server|samba-kind|file-server/);
      for (const kind of about) {
        expect(existsSync(join(packageRoot(), `src/targets/samba/drivers/${kind}.ts`))).toBe(true);
      }
    },
  );

  it('has a row for every driver that a target has', () => {
    const samba = readdirSync(join(packageRoot(), 'src/targets/samba/drivers'))
      .map((name) => name.replace('.ts', ''))
      .filter((name) => kinds.includes(name));
    expect([...kindsOf('samba')].sort()).toEqual(samba.sort());
    expect([...kindsOf('kit')].sort()).toEqual([...kitKinds.keys()].sort());
    expect([...kindsOf('directory')].sort()).toEqual(['directory-attribute', 'directory-search']);
    expect(kindsOf('workstation')).toEqual(expect.arrayContaining([...workstationKinds]));
    expect(kindsOf('lab')).toEqual(kinds);
  });

  it('has no kind that nothing stood in for', () => {
    expect(kinds.filter((kind) => standIns(kind).length === 0)).toEqual([]);
  });

  it.each(Object.entries(overTheWire))(
    '%s takes the steps over the wire that the page says',
    (test, steps) => {
      const text = read(test);
      const named = (id: string): boolean => text.includes(`'${id}'`) || text.includes(`\n  ${id}:`);
      expect(steps.filter((id) => !named(id))).toEqual([]);
    },
  );
});

describe('every page of docs/', () => {
  const pages = readdirSync(join(packageRoot(), 'docs')).filter((name) => name.endsWith('.md'));

  it('that says what was tested leads to docs/verification.md or says that nothing met a real server', () => {
    const saying = pages.filter((name) =>
      readFileSync(join(packageRoot(), 'docs', name), 'utf8').includes('tested against'),
    );
    const silent = saying.filter((name) => {
      const text = readFileSync(join(packageRoot(), 'docs', name), 'utf8').replace(/\s+/g, ' ');
      return !/verification\.md|met a real|against a real|against IIS 4\.0/.test(text);
    });
    expect(silent).toEqual([]);
  });
});
