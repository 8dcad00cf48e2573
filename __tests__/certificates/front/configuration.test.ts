import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  frontConfiguration,
  servedOf,
  type FrontAnswers,
} from '../../../src/certificates/front/configuration.js';
import { UsageError } from '../../../src/errors.js';
import { templatePath } from '../../../src/files/package-root.js';

const read = (name: string): string => readFileSync(templatePath(`front/${name}.conf`), 'utf8');
const templates = {
  nginx: read('nginx'),
  http: read('http'),
  https: read('https'),
  redirect: read('redirect'),
  stream: read('stream'),
  mail: read('mail'),
};

const answers: FrontAnswers = {
  name: 'owa.example.com',
  server: '10.0.0.5',
  serves: ['https', 'redirect', 'imaps', 'smtps=8465:2525'].map(servedOf),
  certificate: '/srv/front/owa.chain.pem',
  key: '/srv/front/owa.proxy-key.pem',
  folder: '/srv/front',
};

/** The words of a configuration as nginx takes them apart: quotes hold a word together, a hash begins a comment. */
function wordsOf(text: string): readonly string[] {
  const words = [];
  const pattern = /#[^\n]*|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|[{};]|(?:\$\{|[^\s{};"'#])[^\s{};]*/gs;
  for (const [word] of text.matchAll(pattern)) if (!word.startsWith('#')) words.push(word);
  return words;
}

/** The directives without their values, blocks included. */
function directivesOf(text: string): readonly string[] {
  let first = true;
  return wordsOf(text).filter((word) => {
    const ends = word === ';' || word === '{' || word === '}';
    const kept = ends || first;
    first = ends;
    return kept;
  });
}

/** What a value could change: directives, how many words they have, variables, and what is escaped. */
const shapeOf = (text: string): object => ({
  directives: directivesOf(text),
  words: wordsOf(text).length,
  variables: text.match(/\$\w*/g),
  escapes: text.includes('\\'),
});

const wanted = shapeOf(frontConfiguration(answers, templates));

describe('frontConfiguration', () => {
  it('serves what was asked for, and hands on to the server', () => {
    const text = frontConfiguration(answers, templates);
    expect(text).toContain('server_name "owa.example.com";');
    expect(text).toContain('proxy_pass http://10.0.0.5:80;');
    expect(text).toMatch(/listen 8465 ssl;\s+proxy_pass 10\.0\.0\.5:2525;/);
    expect(text).not.toMatch(/\{\{/);
    expect(frontConfiguration({ ...answers, serves: [servedOf('imaps')] }, templates)).not.toContain(
      'http {',
    );
  });

  it('never lets a value become a directive', () => {
    const nasty = fc.constantFrom(
      ';',
      '"',
      "'",
      '\\',
      '$',
      '{',
      '}',
      '\n',
      '\r',
      '#',
      ' ',
      '{{name}}',
      '${x}',
      '"; return 200 x; "',
      '; return 200 x;',
    );
    const value = (usual: string): fc.Arbitrary<string> =>
      fc.oneof(
        fc.constant(usual),
        fc.string({ unit: 'binary' }),
        fc.tuple(fc.nat(usual.length), nasty).map(([at, bad]) => usual.slice(0, at) + bad + usual.slice(at)),
      );
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.record({
          name: value('owa.example.com'),
          server: value('ntex01.example.com'),
          certificate: value('/srv/front/owa.chain.pem'),
          key: value('/srv/front/key.pem'),
          folder: value('/srv/front'),
        }),
        (values) => {
          try {
            const text = frontConfiguration({ ...answers, ...values }, templates);
            expect(shapeOf(text)).toEqual(wanted);
            accepted++;
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
          }
        },
      ),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(0);
  });

  it.each(['https=0', 'https=70000', 'ftp', 'https=1;', 'constructor', '', 'https=443:'])(
    'refuses to serve %j',
    (text) => {
      expect(() => servedOf(text)).toThrow(UsageError);
    },
  );

  it('refuses a wildcard, a port given twice, and a front that serves nothing', () => {
    expect(() => frontConfiguration({ ...answers, name: '*.example.com' }, templates)).toThrow('wildcard');
    const twice = ['https=8443', 'imaps=8443'].map(servedOf);
    expect(() => frontConfiguration({ ...answers, serves: twice }, templates)).toThrow('given twice');
    expect(() => frontConfiguration({ ...answers, serves: [] }, templates)).toThrow('at least one');
  });
});
