import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { frontConfiguration } from '../../../src/certificates/front/configuration.js';
import { BattenError } from '../../../src/errors.js';
import { templatePath } from '../../../src/files/package-root.js';
import { serverFolderName } from '../../../src/journal/servers.js';
import { present } from '../../../src/model/reading.js';
import { kind as attributeKind } from '../../../src/resources/directory-attribute.js';
import { text } from '../../../src/resources/registry/data.js';
import { adminImport } from '../../../src/targets/by-hand/admin-import.js';
import { bindName } from '../../../src/targets/directory/names.js';
import { addLine } from '../../../src/targets/kit/scripts/inf.js';
import { escapeJson, escapeText } from '../../../src/terminal/escape.js';

/** Something that writes what others said where a program reads it. */
export interface Writer {
  readonly name: string;
  /** What is wrong with what it made of two texts; undefined where it is right, or refused. */
  problem(one: string, other: string): string | undefined;
}

const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

export const writers: readonly Writer[] = [
  {
    name: 'terminal',
    problem(one) {
      const shown = escapeText(one);
      if (invisible.test(shown)) return 'something is left that a terminal obeys or hides';
      return escapeText(shown) === shown ? undefined : 'a second time makes something else of it';
    },
  },
  {
    name: 'JSON',
    problem(one, other) {
      const document = escapeJson(JSON.stringify({ [one]: other }, undefined, 1));
      if (invisible.test(document.replaceAll('\n', ''))) return 'something is left that a terminal obeys';
      return JSON.stringify(JSON.parse(document)) === JSON.stringify({ [one]: other })
        ? undefined
        : 'it says something else';
    },
  },
  {
    name: 'LDAP name',
    problem(one, other) {
      const read = partsOfName(bindName(one, other));
      return JSON.stringify(read) ===
        JSON.stringify([
          ['cn', one],
          ['cn', other],
        ])
        ? undefined
        : `it reads as ${JSON.stringify(read)}`;
    },
  },
  {
    name: '.inf',
    problem(one, other) {
      const made = addLine({ key: 'HKLM\\SOFTWARE\\Example', name: one }, text(other));
      if ('cannot' in made) return undefined;
      if (/[\r\n\0]/.test(made.line)) return 'it is more than one line';
      const fields = ['HKLM', 'SOFTWARE\\Example', one, '0x00000000', other.replace(/\0+$/, '')];
      const read = fieldsOf(made.line);
      return JSON.stringify(read) === JSON.stringify(fields)
        ? undefined
        : `it reads as ${JSON.stringify(read)}`;
    },
  },
  {
    name: 'nginx',
    problem(one, other) {
      const plain = configuration('/a', 'owa.example.com');
      return refusedOr(
        () => configuration(`/${one}`, other),
        (made) => (shapeOf(made) === shapeOf(plain) ? undefined : 'it has other words, lines or blocks'),
      );
    },
  },
  {
    name: 'Exchange Administrator',
    problem(one, other) {
      return refusedOr(
        () => {
          const resource = attributeKind.resource({
            dn: `cn=Site-MTA-Config,cn=Configuration,ou=${one},o=Example`,
            attribute: 'message-tracking-enabled',
          });
          return adminImport(resource, present({ values: [other] }), present({ values: ['TRUE'] }));
        },
        (made) => {
          const odd = [made?.rows, made?.undo].find(
            (rows) => rows !== undefined && /["\0]|[^\r]\n\S+.*\n./.test(rows),
          );
          return odd === undefined ? undefined : 'a row is more than one';
        },
      );
    },
  },
  {
    name: 'folder of a server',
    problem(one) {
      return refusedOr(
        () => resolve('/state/servers', serverFolderName(one)),
        (folder) => (dirname(folder) === '/state/servers' ? undefined : `it is ${folder}`),
      );
    },
  },
];

function refusedOr<Made>(make: () => Made, judge: (made: Made) => string | undefined): string | undefined {
  try {
    return judge(make());
  } catch (error) {
    return error instanceof BattenError ? undefined : String(error);
  }
}

/** A name of LDAP taken apart again (RFC 4514). */
function partsOfName(name: string): readonly (readonly [string, string])[] {
  const parts = name
    .split(/(?<=(?<!\\)(?:\\\\)*),/)
    .map((part) => part.replace(/(?<!\\)((?:\\\\)*),$/, '$1'));
  return parts.map((part) => {
    const at = part.indexOf('=');
    const value = part
      .slice(at + 1)
      .replace(/\\([0-9a-f]{2}|.)/gis, (_, code: string) =>
        code.length === 2 ? String.fromCharCode(Number.parseInt(code, 16)) : code,
      );
    return [part.slice(0, at), value] as const;
  });
}

/** The fields of a line of an .inf, as setupapi reads them. */
function fieldsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(([, quoted, bare = '']) =>
    quoted === undefined ? bare : quoted.replaceAll('""', '"').replaceAll('%%', '%'),
  );
}

const template = (name: string): string => readFileSync(templatePath(`front/${name}`), 'utf8');
let templates: Parameters<typeof frontConfiguration>[1] | undefined;

function configuration(folder: string, name: string): string {
  templates ??= {
    nginx: template('nginx.conf'),
    http: template('http.conf'),
    https: template('https.conf'),
    redirect: template('redirect.conf'),
    stream: template('stream.conf'),
    mail: template('mail.conf'),
  };
  const serves = [{ service: 'https', listen: 443, port: 80 }] as const;
  return frontConfiguration(
    { name, server: '10.0.0.5', serves, certificate: folder, key: folder, folder },
    templates,
  );
}

/** How many blocks, statements, quotes, lines and variables a configuration has. */
const shapeOf = (made: string): string =>
  ['{', '}', ';', '"', "'", '\n', '\r', '$', '#'].map((sign) => made.split(sign).length).join();
