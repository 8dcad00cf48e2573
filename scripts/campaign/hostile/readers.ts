import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { everyStep } from '../../../steps/catalogue.js';
import type { KindSample } from '../../../__tests__/support/contract/kind-sample.js';
import { readRequest } from '../../../src/certificates/request/read.js';
import { readCertificates } from '../../../src/certificates/returned/read.js';
import { servedOf } from '../../../src/certificates/front/configuration.js';
import { targetUrl } from '../../../src/connect/target-url.js';
import { templatePath } from '../../../src/files/package-root.js';
import { parseHeadWords } from '../../../src/journal/head.js';
import { parseJournal } from '../../../src/journal/parse.js';
import { readScan } from '../../../src/patches/scan/read-scan.js';
import { aceTexts, parseAce, sameList, withAceTexts } from '../../../src/resources/acl/sddl.js';
import { parseAdsutil } from '../../../src/resources/metabase/data.js';
import { iniMeets, withRule } from '../../../src/resources/text/ini.js';
import { KitFolder } from '../../../src/targets/kit/folder/kit-folder.js';
import { parsePickedLines, parseRegistryExport } from '../../../src/targets/kit/folder/registry-export.js';
import { parseSmbUrl } from '../../../src/targets/samba/connection/address.js';
import { readAnswers } from '../../../src/wizard/answers.js';
import { folderOfCampaign } from '../folder.js';
import { theJournal } from '../journal/written-journal.js';
import { issueFor, requestFor } from './issue.js';
import { samplesOfAllKinds } from '../undo/samples.js';

/** Something that reads what others wrote, with texts that it takes. */
export interface Reader {
  readonly name: string;
  readonly seeds: readonly Buffer[];
  /** May throw Batten's own errors and nothing else. */
  read(bytes: Buffer): unknown;
}

export async function everyReader(): Promise<readonly Reader[]> {
  const { bytes } = await theJournal();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const [certificate, request] = [issueFor(privateKey), requestFor(privateKey)];
  const text = (...all: readonly string[]): readonly Buffer[] => all.map((one) => Buffer.from(one, 'utf8'));
  const rule = { section: 'options', name: 'AllowHighBitCharacters', value: '0' };
  return [
    { name: 'journal', seeds: [bytes], read: (read) => parseJournal(read, 'journal') },
    {
      name: 'head of a journal',
      seeds: text('412 lusab-babad-gutih'),
      read: (read) => parseHeadWords(read.toString()),
    },
    { name: 'registry export', seeds: text(regedit), read: (read) => parseRegistryExport(read, 'file') },
    {
      name: 'lines of a registry export',
      seeds: text(picked),
      read: (read) => parsePickedLines(read, 'file'),
    },
    { name: 'scan', seeds: text(scanTable, scanXml), read: readScan },
    { name: 'certificate', seeds: [...text(certificate), derOf(certificate)], read: readCertificates },
    { name: 'request', seeds: text(request), read: (read) => readRequest(read.toString('latin1')) },
    {
      name: 'descriptor',
      seeds: text(
        'O:BAG:SYD:PAI(A;OICI;0x1f01ff;;;BA)(D;;GR;;;S-1-1-0)S:(AU;FA;GA;;;WD)',
        'D:NO_ACCESS_CONTROL',
      ),
      read(read) {
        const aces = aceTexts(read.toString());
        aces?.forEach(parseAce);
        sameList(withAceTexts(read.toString(), aces ?? []), read.toString());
      },
    },
    {
      name: 'adsutil',
      seeds: text('LogType : (INTEGER) 1', 'Path : (STRING) "C:\\\\a"'),
      read: (read) => parseAdsutil(read.toString()),
    },
    {
      name: 'urlscan.ini',
      seeds: text('[options]\r\nAllowHighBitCharacters=1\r\n; more\r\n[AllowVerbs]\r\nGET\r\n'),
      read(read) {
        iniMeets(read.toString(), rule);
        withRule(read.toString(), rule);
      },
    },
    {
      name: 'address',
      seeds: text('smb://EXAMPLE;Administrator@10.0.0.5:1445', 'smb://root@nt'),
      read: (read) => parseSmbUrl(read.toString()),
    },
    {
      name: 'target',
      seeds: text('kit:C:\\kits', 'hand:NTEX01', 'lab:'),
      read: (read) => targetUrl(read.toString()),
    },
    { name: 'front service', seeds: text('https=8443:8080'), read: (read) => servedOf(read.toString()) },
    answersReader(),
    manifestReader(),
    ...handReaders(await samplesOfAllKinds()),
  ];
}

function answersReader(): Reader {
  const folder = folderOfCampaign();
  const path = join(folder, 'answers.yaml');
  writeFileSync(join(folder, 'practice-password.txt'), 'a password for trials\n', { mode: 0o600 });
  return {
    name: 'answers',
    seeds: [readFileSync(templatePath('lab/answers.yaml'))],
    read(bytes) {
      writeFileSync(path, bytes);
      return readAnswers(path, everyStep);
    },
  };
}

function manifestReader(): Reader {
  const folder = folderOfCampaign();
  mkdirSync(join(folder, 'batten'));
  const kit = {
    ...{
      folder: 'C001',
      made: '2026-01-01T00:00:00.000Z',
      id: '0123456789ab',
      holds: 'collect',
      plan: '0123456789abcdef',
      state: 'out',
      steps: [],
    },
    ...{
      captures: [],
      expected: {},
      items: [],
      look: [{ kind: 'system-key', key: 'system-key:', address: {} }],
    },
  };
  const seed = JSON.stringify({ format: 1, server: 'NTEX01', kits: [kit], evidence: [], seen: [] });
  return {
    name: 'list of kits',
    seeds: [Buffer.from(seed)],
    read(bytes) {
      writeFileSync(join(folder, 'batten', 'kits.json'), bytes);
      return KitFolder.open(folder);
    },
  };
}

/** What an operator answers at the console, for each kind. */
const handReaders = (samples: ReadonlyMap<string, KindSample>): readonly Reader[] =>
  [...samples].map(([name, { kind, resources, examples }]) => {
    const [resource] = fc.sample(resources, { seed: 1, numRuns: 1 });
    if (resource === undefined) throw new Error(`no resource of ${name}`);
    return {
      name: `answer for ${name}`,
      seeds: examples(resource).map((example) => Buffer.from(example)),
      read(bytes) {
        const answer = kind.parse(bytes.toString(), resource);
        if ('value' in answer) kind.show({ state: 'present', value: kind.value(answer.value) });
      },
    };
  });

const derOf = (pem: string): Buffer => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

const regedit = [
  'REGEDIT4',
  '',
  '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Example]',
  '@="text"',
  '"Number"=dword:00000001',
  '"Bytes"=hex:01,02,03,\\',
  '  04,05',
  '"Many"=hex(7):61,00,62,00,00',
  '"a \\"quoted\\" name"="C:\\\\WINNT"',
  '',
].join('\r\n');

const picked = regedit
  .split('\r\n')
  .slice(2, -1)
  .map((line, index) => `[${index + 1}]${line}\r\n`)
  .filter((line) => !/hex| {2}04/.test(line))
  .join('');

const scanTable = [
  'Machine Name\tProduct\tBulletin\tQ Number\tReason\tStatus',
  'MAIL01\tWindows NT Server 4.0\tMS03-001\tQ810833\tFile version\tPatch NOT Found',
  '',
].join('\r\n');

const scanXml =
  '<SecScan Machine="MAIL01" Date="2003-05-01 10:00:00"><Check Name="NT"><Detail><UpdateData BulletinID="MS03-001" KBID="810833" IsInstalled="false"><Title>x</Title></UpdateData></Detail></Check></SecScan>';
