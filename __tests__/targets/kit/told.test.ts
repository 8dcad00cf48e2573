import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Capture } from '../../../src/targets/kit/capture.js';
import { diagnosticKeys } from '../../../src/resources/registry/diagnostics.js';
import { evidenceOf, type CapturedFile } from '../../../src/targets/kit/folder/evidence.js';
import { oemText } from '../../../src/targets/kit/folder/oem-text.js';
import { listCaptures, listingOf, toldBy } from '../../../src/targets/kit/told.js';

const dashes = '-'.repeat(79);
const shares = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Shares';
const codePage = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage';

/** Lines as `net` ends them, in code page 850 with the few letters that stand in these tests. */
const printed = (...lines: readonly string[]): Uint8Array =>
  Buffer.from(
    lines
      .map((line) => `${line}\r\n`)
      .join('')
      .replaceAll('ä', '\x84')
      .replaceAll('ü', '\x81'),
    'latin1',
  );

const print = (
  command: 'user' | 'localgroup' | 'group',
  bytes: Uint8Array,
  argument?: string,
): CapturedFile => ({
  capture: { what: 'print', command, ...(argument !== undefined && { argument }) },
  bytes,
});

const key = (name: string, ...lines: readonly string[]): CapturedFile => ({
  capture: { what: 'key', key: name },
  bytes: Buffer.from(
    ['REGEDIT4', '', `[${name.replace('HKLM', 'HKEY_LOCAL_MACHINE')}]`, ...lines, '', ''].join('\r\n'),
    'latin1',
  ),
});

/** A list of words as NT 4.0 exports it. */
const words = (...all: readonly string[]): string =>
  `hex(7):${[...Buffer.from(`${all.join('\0')}\0\0`, 'latin1')].map((byte) => byte.toString(16).padStart(2, '0')).join(',')}`;

const german: readonly CapturedFile[] = [
  key(codePage, '"ACP"="1252"', '"OEMCP"="850"'),
  print(
    'user',
    printed(
      '',
      'Benutzerkonten für \\\\NTEX01',
      '',
      dashes,
      `${'Administrator'.padEnd(25)}${'Büro Süd'.padEnd(25)}${'Gast'.padEnd(25)}`,
      'IUSR_NTEX01              ',
      'Der Befehl wurde erfolgreich ausgeführt.',
      '',
    ),
  ),
  print(
    'localgroup',
    printed(
      'Aliasnamen für \\\\NTEX01',
      '',
      dashes,
      '*Administratoren         *Gäste                   ',
      '*Sicherungs-Operatoren',
      'Der Befehl wurde erfolgreich ausgeführt.',
    ),
  ),
  print(
    'localgroup',
    printed(
      'Aliasname        Administratoren',
      'Beschreibung     Mitglieder können alles',
      '',
      'Mitglieder',
      '',
      dashes,
      'Administrator',
      'EXAMPLE\\Domänen-Admins',
      'Der Befehl wurde erfolgreich ausgeführt.',
    ),
    'Administratoren',
  ),
  print('group', printed('Dieser Befehl kann nur auf einem Domänen-Controller verwendet werden.')),
  key(
    shares,
    `"tracking.log"=${words('CSCFlags=0', 'MaxUses=4294967295', 'Path=C:\\Exchsrvr\\TRACKING.LOG', 'Permissions=0')}`,
    `"Laser"=${words('Path=Laser,LocalsplOnly', 'Type=1')}`,
  ),
];

describe('what a kit brought of accounts, groups and shares', () => {
  it('is told by a German server in its own letters, whatever its words', () => {
    expect(toldBy(evidenceOf(german))).toEqual({
      listedAccounts: ['Administrator', 'Büro Süd', 'Gast', 'IUSR_NTEX01'],
      listedGroups: [
        { name: 'Administratoren', global: false, members: ['Administrator', 'EXAMPLE\\Domänen-Admins'] },
        { name: 'Gäste', global: false },
        { name: 'Sicherungs-Operatoren', global: false },
      ],
      shares: [{ name: 'tracking.log', path: 'C:\\Exchsrvr\\TRACKING.LOG' }],
    });
  });

  it('tells the groups of the domain on its controller, their members in columns', () => {
    const controller = [
      print(
        'group',
        printed(
          'Group Accounts for \\\\PDC',
          '',
          dashes,
          '*Domain Admins          *Domain Users',
          'The command completed successfully.',
        ),
      ),
      print(
        'group',
        printed(
          dashes,
          `${'Administrator'.padEnd(25)}${'mail op'.padEnd(25)}`,
          'The command completed successfully.',
        ),
        'Domain Admins',
      ),
    ];
    expect(toldBy(evidenceOf(controller)).listedGroups).toEqual([
      { name: 'Domain Admins', global: true, members: ['Administrator', 'mail op'] },
      { name: 'Domain Users', global: true },
    ]);
  });

  it('lists the categories of diagnostic logging below the keys that were exported', () => {
    const { directory, privateStore, transferAgent } = diagnosticKeys;
    const evidence = evidenceOf([
      key(privateStore, '"1 General"=dword:00000000', '"14 Logons"=dword:00000001'),
      { capture: { what: 'key', key: directory } },
      { capture: { what: 'key', key: transferAgent }, bytes: Buffer.from('no export') },
    ]);
    expect(toldBy(evidence).diagnosticCategories).toEqual({
      [privateStore]: ['1 General', '14 Logons'],
      [directory]: [],
    });
  });

  it('is nothing where the commands printed something else, or were not run', () => {
    expect(toldBy(evidenceOf([]))).toEqual({});
    const failed = [print('user', printed('System error 5 has occurred.', '', 'Access is denied.'))];
    expect(toldBy(evidenceOf(failed))).toEqual({});
  });

  it('never fails, whatever the files hold', () => {
    const captures: readonly Capture[] = [
      ...listCaptures({ name: 'NTEX01', listedGroups: [{ name: 'Users', global: false }] }),
      { what: 'key', key: codePage },
    ];
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 6, maxLength: 6 }), (all) => {
        const files = captures.map((capture, index) => ({ capture, bytes: all[index] ?? new Uint8Array() }));
        const told = toldBy(evidenceOf(files));
        expect((told.listedAccounts ?? []).every((name) => name.trim() !== '')).toBe(true);
      }),
    );
  });

  it('asks for the members only of groups whose names a script may hold', () => {
    const listedGroups = ['Administratoren', 'Gäste', 'a"b', '%PATH%', 'Power Users'].map((name) => ({
      name,
      global: false,
    }));
    const asked = listCaptures({ name: 'NTEX01', listedGroups }).flatMap((one) =>
      one.what === 'print' ? (one.argument ?? []) : [],
    );
    expect(asked).toEqual(['Administratoren', 'Power Users']);
  });
});

describe('what admin.exe exported of a container', () => {
  const dn = 'cn=Connections,cn=Configuration,ou=HQ,o=Example';
  const exported = (...rows: readonly string[]): CapturedFile => ({
    capture: {
      what: 'directory',
      base: '/o=Example/ou=HQ/cn=Configuration',
      container: 'Connections',
      attributes: [],
    },
    bytes: Buffer.from(
      ['Obj-Class,Directory Name,Obj-Dist-Name', ...rows].map((row) => `${row}\r\n`).join(''),
      'latin1',
    ),
  });
  const prompt = key(codePage, '"OEMCP"="850"');

  it('is what the directory lists there, in the code page of Windows', async () => {
    const files = [
      prompt,
      exported('Some-Class,Internet Mail Connector (NTEX01),x', 'Other-Class,"Büro, Süd",y'),
    ];
    expect(await listingOf(evidenceOf(files)).namesBelow(dn)).toEqual([
      'Internet Mail Connector (NTEX01)',
      'Büro, Süd',
    ]);
  });

  it.each([
    ['nothing was exported', [exported()]],
    ['an object has no name', [exported('Some-Class,,x')]],
    ['no kit went there', []],
  ])('tells nothing where %s', async (_, files) => {
    expect(await listingOf(evidenceOf(files)).namesBelow(dn)).toBeUndefined();
    expect(await listingOf(evidenceOf(files)).namesBelow('cn=A"B,o=Example')).toBeUndefined();
  });

  it('is asked for where the site is known, and its name is plain', () => {
    const containers = (site: string) =>
      listCaptures({ name: 'NTEX01', organization: 'Example', site }).flatMap((one) =>
        one.what === 'directory' ? one.container : [],
      );
    expect(containers('HQ')).toEqual(['Servers', 'Connections']);
    expect(containers('Büro')).toEqual([]);
  });
});

describe('text of a command prompt', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);

  it.each([
    [437, 0x9b, '¢'],
    [850, 0x9b, 'ø'],
    [850, 0x81, 'ü'],
    [437, 0xe1, 'ß'],
    [1252, 0xfc, 'ü'],
    [undefined, 0xfc, 'ü'],
  ])('in code page %p has for byte %p %p', (page, byte, letter) => {
    expect(oemText(Uint8Array.of(byte), page)).toBe(letter);
    expect(oemText(all, page)).toHaveLength(256);
    expect(oemText(all, page).slice(0, 128)).toBe(String.fromCharCode(...all.slice(0, 128)));
  });
});
