import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kind as account } from '../../../src/resources/account.js';
import { kind as directory } from '../../../src/resources/directory-attribute.js';
import { kind as metabase } from '../../../src/resources/metabase-value.js';
import { present, type Settable } from '../../../src/model/reading.js';
import { multiText, text } from '../../../src/resources/registry/data.js';
import { kind as registryValue } from '../../../src/resources/registry-value.js';
import type { Resource } from '../../../src/model/resource.js';
import { kind as service } from '../../../src/resources/service.js';
import { changeKit } from '../../../src/targets/kit/scripts/change-kit.js';
import type { Evidence } from '../../../src/targets/kit/folder/evidence.js';
import { addLine } from '../../../src/targets/kit/scripts/inf.js';
import { lintFile } from '../../../src/targets/kit/scripts/lint.js';
import { kitKinds } from '../../../src/targets/kit/kinds/index.js';

const hostile = fc.oneof(
  fc.constantFrom(
    ...[
      '" & del C:\\*.* & "',
      '%COMSPEC%',
      '"\r\nnet user evil /add',
      '^&|<>',
      '","x"',
      '\u0000',
      '%%i',
      "';--",
      '!X!',
    ],
    ...[
      '[Evil]',
      'HKLM,"a"',
      '\\',
      '"',
      'x" /y & format c:',
      '[-HKEY_LOCAL_MACHINE]',
      '`',
      '\u202e',
      'B\u00fcro',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
);

/** A field of an .inf as setupapi reads it: what it gives back is what was meant. */
function fieldsOf(line: string): readonly string[] {
  const fields: string[] = [];
  let rest = line;
  for (;;) {
    const [all = '', quoted] = /^(?:"((?:[^"]|"")*)"|[^,"]*)(?:,|$)/.exec(rest) ?? [];
    fields.push(
      quoted === undefined ? all.replace(/,$/, '') : quoted.replaceAll('""', '"').replaceAll('%%', '%'),
    );
    if (!all.endsWith(',')) return fields;
    rest = rest.slice(all.length);
  }
}

const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';

/** Evidence that is there whatever is asked for, so that no change is left to a person for want of it. */
const evidenceWith = (object: string): Evidence => ({
  has: () => true,
  registry: ({ ...capture }) => ({
    root: 'key' in capture ? capture.key : lsa,
    hasKey: () => true,
    value: () => undefined,
    valuesOf: () => [],
  }),
  printed: () => ['Obj-Class,Directory Name,Obj-Dist-Name,Deliv-Cont-Length', `MTA-Cfg,${object},x,1`],
});

const facts = { name: 'NTEX01' };

/** All problems of a kit that makes one change; nothing where the change is left to a person. */
function problemsOf(resource: Resource, from: Settable, to: Settable, evidence: Evidence): readonly string[] {
  const kind = kitKinds.get(resource.kind);
  if (kind?.captures(resource, facts) === undefined) return [];
  const apply = kind.write({ resource, from, to }, evidence, facts);
  const undo = kind.write({ resource, from: to, to: from }, evidence, facts);
  if ('byHand' in apply || 'byHand' in undo) return [];
  const captures = (kind.captures(resource, facts) ?? []).map((capture, index) => ({
    number: `00${index + 1}`,
    capture,
  }));
  const files = changeKit({
    label: { id: '0123456789', folder: 'K001', plan: '0123456789abcdef', server: 'NTEX01' },
    made: new Date(0),
    captures,
    expected: new Map(),
    identity: [],
    byHand: [],
    notes: [],
    changes: [{ number: '001', title: JSON.stringify(to), apply, undo }],
    exchange: { admin: 'C:\\Exchsrvr\\bin\\admin.exe', server: 'NTEX01' },
    deadMan: true,
    withUndo: true,
  });
  return [...files].flatMap(([name, content]) => lintFile(name, content));
}

describe('text from a user or a server', () => {
  it('stands in an .inf as one field that reads back as it was, or in none', () => {
    fc.assert(
      fc.property(hostile, hostile, (name, value) => {
        const made = addLine({ key: lsa, name }, text(value));
        if ('cannot' in made) return;
        expect(made.line).not.toMatch(/[\r\n]/);
        expect(fieldsOf(made.line)).toEqual([
          'HKLM',
          lsa.slice(5),
          name,
          '0x00000000',
          value.replace(/\0+$/, ''),
        ]);
      }),
      { numRuns: 2000 },
    );
  });

  it('never makes a line of a script, an .inf or an import file that a kit does not write itself', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const tries: (readonly [() => Resource, Settable, Settable])[] = [
          [
            () => registryValue.resource({ key: lsa, name: one }),
            present(text(other)),
            present(multiText([one, other])),
          ],
          [
            () => registryValue.resource({ key: `${lsa}\\${one}`, name: other }),
            present(text('0')),
            present(text(one)),
          ],
          [
            () => service.resource({ name: one }),
            present({ start: 'automatic', state: 'running', display: other }),
            present({ start: 'disabled', state: 'stopped', display: other }),
          ],
          [
            () => service.resource({ name: one }),
            present({ start: 'automatic', state: 'stopped', display: 'Alerter' }),
            present({ start: 'disabled', state: 'running', display: 'Alerter' }),
          ],
          [
            () => account.resource({ authority: 'NTEX01', rid: 501 }),
            present({ name: one, disabled: false }),
            present({ name: other, disabled: true }),
          ],
          [
            () => metabase.resource({ path: `/LM/W3SVC/${one}`, id: 1015 }),
            present({ type: 'STRING', data: one }),
            present({ type: 'STRING', data: other }),
          ],
          [
            () =>
              directory.resource({ dn: `cn=${one},cn=${other},o=Example`, attribute: 'Deliv-Cont-Length' }),
            present({ values: ['1'] }),
            present({ values: [one] }),
          ],
        ];
        for (const [make, from, to] of tries) {
          let resource: Resource;
          try {
            resource = make();
          } catch {
            // The kind itself refuses such an address
            continue;
          }
          expect(problemsOf(resource, from, to, evidenceWith(one))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
