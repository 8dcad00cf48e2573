import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readServer } from '../../../src/connect/open-server.js';
import { directoryAttribute } from '../../../src/resources/directory-attribute.js';
import { absent, present, type Settable } from '../../../src/model/reading.js';
import { adminImport } from '../../../src/targets/by-hand/admin-import.js';
import { temporaryFolder } from '../../support/folder.js';
import { scriptedOperator } from '../../support/scripted-operator.js';

const configuration = 'cn=Configuration,ou=HQ,o=Example';
const at = (dn: string, attribute = 'Message-Tracking-Enabled') => directoryAttribute(dn, attribute).resource;
const store = at(`cn=Site-MDB-Config,${configuration}`);
const [yes, no] = [present({ values: ['TRUE'] }), present({ values: ['FALSE'] })];

describe('a file that Exchange Administrator imports', () => {
  it('modifies one attribute of one object, and its undo brings back what was there', () => {
    expect(adminImport(store, no, yes)).toEqual({
      name: 'site-mdb-config-message-tracking-enabled',
      rows: 'Obj-Class,Mode,Directory Name,Message-Tracking-Enabled\r\nInformation-Store-Cfg,Modify,Site-MDB-Config,1\r\n',
      undo: 'Obj-Class,Mode,Directory Name,Message-Tracking-Enabled\r\nInformation-Store-Cfg,Modify,Site-MDB-Config,0\r\n',
      options:
        '[Import]\r\nBasepoint=/o=Example/ou=HQ\r\nContainer=Configuration\r\nRawMode=Yes\r\nOverwriteProperties=Yes\r\nInformationLevel=Full\r\n',
    });
  });

  it('takes an attribute away that was not there', () => {
    const undo = adminImport(at(`cn=Site-MTA-Config,${configuration}`), absent, yes)?.undo;
    expect(undo?.split('\r\n')[1]).toBe('MTA-Cfg,Modify,Site-MTA-Config,~DEL');
  });

  it.each([
    [
      'a protocol, whose class is not documented',
      at(`cn=POP3,cn=Protocols,${configuration}`, 'Use-Site-Values'),
    ],
    ['the MTA, which it does not export', at(`cn=Microsoft MTA,${configuration}`, 'Deliv-Cont-Length')],
    ['an object of another name', at(`cn=Other,${configuration}`)],
  ])('is not made for %s', (_, resource) => {
    expect(adminImport(resource, no, yes)).toBeUndefined();
  });

  it('has one row of four columns, whatever the names and values are', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.constantFrom('HQ', '1\r\nmailbox', '~DEL', 'a,b', '"', '%', 'x]', '/cn=y', 'TRUE', 'true', 'FALSE'),
    );
    const value = fc.oneof(
      fc.constant<Settable>(absent),
      fc.array(hostile, { minLength: 1, maxLength: 2 }).map((values) => present({ values })),
    );
    let made = 0;
    fc.assert(
      fc.property(hostile, hostile, value, value, (first, second, before, to) => {
        let resource;
        try {
          resource = at(`cn=Site-MDB-Config,cn=${first},ou=${second},o=Example`);
        } catch {
          return; // No name of the directory
        }
        const files = adminImport(resource, before, to);
        if (files === undefined) return;
        made++;
        const value = /^(Information-Store-Cfg,Modify,Site-MDB-Config),(1|0|~DEL)$/;
        for (const text of [files.rows, files.undo]) {
          const [header, row, end, ...more] = text.split('\r\n');
          expect([header, end, more]).toEqual([
            'Obj-Class,Mode,Directory Name,Message-Tracking-Enabled',
            '',
            [],
          ]);
          expect(row).toMatch(value);
        }
        expect(files.options.split('\r\n').slice(0, 4)).toEqual([
          '[Import]',
          `Basepoint=/o=Example/ou=${second.trim()}`,
          `Container=${first.trim()}`,
          'RawMode=Yes',
        ]);
        expect(files.rows + files.undo + files.options).toMatch(/^[\x20-\x7e\r\n]*$/);
      }),
      { numRuns: 2000 },
    );
    expect(made).toBeGreaterThan(0);
  });

  it('stands beside the journal for its owner alone before the operator is told, and is offered as unconfirmed', async () => {
    const state = await temporaryFolder();
    const operator = scriptedOperator([]);
    const files: string[] = [];
    const server = await readServer('hand:NTEX01', {
      terminal: {
        ...operator,
        select: async ({ message }, choices) => {
          const wanted = message.startsWith('Is it done?')
            ? 'done'
            : message.includes('Site-MDB-Config')
              ? 'there'
              : 'cannot-tell';
          if (wanted === 'done') files.push(...(await readdir(join(server.folder, 'imports'))));
          const choice = choices.find(({ value }) => value === wanted);
          if (choice === undefined) throw new Error(`${wanted} is no choice`);
          return choice.value;
        },
        text: () => Promise.resolve('FALSE'),
      },
      globals: { state, json: false, verbose: false },
      environment: {},
      write: () => undefined,
      signal: new AbortController().signal,
    });
    await server.access.read([store]);
    await server.access.write(store, yes);
    expect(files.sort()).toEqual([
      'site-mdb-config-message-tracking-enabled-undo.csv',
      'site-mdb-config-message-tracking-enabled.csv',
      'site-mdb-config-message-tracking-enabled.ini',
    ]);
    for (const file of files) {
      const path = join(server.folder, 'imports', file);
      if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    }
    const undo = await readFile(join(server.folder, 'imports', files[0] ?? ''), 'latin1');
    expect(undo).toContain('Modify,Site-MDB-Config,0\r\n');
    const shown = operator.shown.join('\n');
    expect(shown).toMatch(/Tick Enable message tracking/);
    expect(shown).toMatch(
      /admin\.exe \/i site-mdb-config-message-tracking-enabled\.csv \/d %COMPUTERNAME% \/o /,
    );
    expect(shown).toContain('Unconfirmed: the form of the file is documented');
    await server.close();
  });
});
