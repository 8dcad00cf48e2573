import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readScan } from '../../../src/patches/scan/read-scan.js';
import type { ScanReport } from '../../../src/patches/scan/report.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(text: string): ScanReport {
  const report = readScan(bytes(text));
  if ('problem' in report) throw new Error(report.problem);
  return report;
}

// Written after the column order and the line kinds that public scripts and Q306460 tell of
const wide = [
  'Machine Name\tProduct\tBulletin\tTitle\tQ Number\tURL\tReason\tDescription\tStatus',
  'NTEX01 (192.0.2.25)\tWINDOWS NT4 SERVER SP6a\tMS02-071\tFlaw in MS00-001 style\tQ328310\thttp://x.invalid/\tFile user32.dll is older\t-\tNOT Found',
  'NTEX01 (192.0.2.25)\tWINDOWS NT4 SERVER SP6a\tMS99-041\t\tQ242294\t\t\t\tNote',
  'NTEX01 (192.0.2.25)\tWINDOWS NT4 SERVER SP6a\tMS03-001\t\tQ810833\t\t\t\tFound',
  'NTEX01 (192.0.2.25)\tEXCHANGE SERVER 5.5 SP4\t\t\t\t\tNothing missing for this product\t\tInformation',
].join('\r\n');

const narrow = [
  'Machine Name\tProduct\tBulletin\tQ Number\tReason\tStatus',
  'NTEX01 (192.0.2.25)\tWINDOWS NT4 SERVER SP6a\tMS02-071\tQ328310\tolder\tNOT Found',
].join('\n');

const screen = [
  'Scanning NTEX01',
  '----------------------------',
  'NTEX01 (192.0.2.25)',
  '----------------------------',
  '  * WINDOWS NT4 SERVER SP6a',
  '    Patch NOT Found MS03-001 Q810833',
  '    File C:\\WINNT\\System32\\Locator.exe has a file version that is less than expected.',
  '    NOTE            MS99-041 Q242294',
  '  * INTERNET EXPLORER 6 SP1',
  '    WARNING         MS03-004 810847',
  '    Patch Found     MS02-068 Q324929',
].join('\r\n');

const xml =
  '<?xml version="1.0"?><SecScan ID="0" DisplayName="EXAMPLE\\NTEX01" Machine="NTEX01" Date="2003-03-04 10:00:00">' +
  '<Check ID="108" Grade="2" Name="Windows Hotfixes"><Detail><Head><Col>Bulletin</Col></Head>' +
  '<Row Grade="2"><Col>MS03-001</Col><Col>Replaces MS00-001 (Q810833)</Col></Row>' +
  '<Row Grade="5"><Col>MS02-071</Col><Col>x</Col></Row></Detail></Check>' +
  '<Check ID="9" Name="Exchange"><Detail><UpdateData ID="1" BulletinID="MS02-037" KBID="326322" IsInstalled="false"><Title>MS00-002</Title></UpdateData></Detail></Check></SecScan>';

describe('the table of -o tab', () => {
  it('is read by its captions, whatever the switches made of the columns', () => {
    const missing = {
      host: 'NTEX01',
      product: 'WINDOWS NT4 SERVER SP6a',
      bulletin: 'MS02-071',
      number: '328310',
      status: 'missing',
    };
    expect(read(wide).entries[0]).toEqual(missing);
    expect(read(narrow).entries).toEqual([missing]);
  });

  it('tells missing, found and what only a person can see apart, and leaves out sentences', () => {
    expect(read(wide).entries.map(({ bulletin, status }) => [bulletin, status])).toEqual([
      ['MS02-071', 'missing'],
      ['MS99-041', 'note'],
      ['MS03-001', 'found'],
    ]);
  });

  it('knows the machine of a scan without any finding', () => {
    const clean = wide.split('\r\n').filter((_, index) => index === 0 || index === 4);
    expect(read(clean.join('\r\n'))).toMatchObject({ hosts: ['NTEX01'], entries: [] });
  });

  it('is read in UTF-16 too', () => {
    const text = Buffer.from(`\ufeff${narrow}`, 'utf16le');
    expect(readScan(text)).toMatchObject({ hosts: ['NTEX01'] });
  });
});

describe('the text of the screen', () => {
  it('is read host by host and product by product', () => {
    expect(read(screen).entries).toEqual([
      {
        host: 'NTEX01',
        product: 'WINDOWS NT4 SERVER SP6a',
        bulletin: 'MS03-001',
        number: '810833',
        status: 'missing',
      },
      {
        host: 'NTEX01',
        product: 'WINDOWS NT4 SERVER SP6a',
        bulletin: 'MS99-041',
        number: '242294',
        status: 'note',
      },
      {
        host: 'NTEX01',
        product: 'INTERNET EXPLORER 6 SP1',
        bulletin: 'MS03-004',
        number: '810847',
        status: 'warning',
      },
      {
        host: 'NTEX01',
        product: 'INTERNET EXPLORER 6 SP1',
        bulletin: 'MS02-068',
        number: '324929',
        status: 'found',
      },
    ]);
  });

  it('keeps the findings of two hosts apart', () => {
    const two = `${screen}\nOTHER (192.0.2.9)\n  * WINDOWS 2000 SP3\n    Patch NOT Found MS03-007 Q815021\n`;
    expect(read(two).hosts).toEqual(['NTEX01', 'OTHER']);
    expect(read(two).entries.at(-1)).toMatchObject({ host: 'OTHER', bulletin: 'MS03-007' });
  });
});

describe('the XML report', () => {
  it('takes the first cell of a row for the patch, and what did not pass for missing', () => {
    expect(read(xml)).toMatchObject({ hosts: ['NTEX01'], tool: 'MBSA report' });
    expect(read(xml).entries.map(({ bulletin, number, status }) => [bulletin, number, status])).toEqual([
      ['MS03-001', undefined, 'missing'],
      ['MS02-071', undefined, 'found'],
      ['MS02-037', '326322', 'missing'],
    ]);
    expect(read(xml).taken).toMatch(/^2003-03-0\dT/);
  });
});

describe('what is no scan', () => {
  it.each([
    ['', 'is empty'],
    ['\0\0\0', 'is not text'],
    ['Dear customer,', 'is neither the text'],
    ['<BulletinDatastore DataVersion="1.0"/>', 'is the catalogue'],
    ['<SecScan></SecScan>', 'does not say which machine'],
    ['Machine Name\tProduct\tStatus', 'does not say which machine'],
  ])('%j gives one sentence', (text, sentence) => {
    expect(readScan(bytes(text))).toEqual({ problem: expect.stringContaining(sentence) });
  });

  it('never makes the reader throw, whatever the bytes are', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (any) => typeof readScan(any) === 'object'));
  });

  it('never makes the reader throw, however a real one is cut and mixed', () => {
    const real = fc.constantFrom(wide, narrow, screen, xml);
    fc.assert(
      fc.property(real, real, fc.nat(2000), fc.nat(2000), fc.string(), (a, b, from, to, noise) => {
        const mixed = `${a.slice(0, from)}${noise}${b.slice(to)}`;
        return typeof readScan(bytes(mixed)) === 'object';
      }),
    );
  });

  it('is refused in time, although it repeats itself', () => {
    const long = `<SecScan Machine="A">${'<Row '.repeat(20_000)}`;
    const before = Date.now();
    readScan(bytes(long));
    expect(Date.now() - before).toBeLessThan(10_000);
  });

  it('is given up on in one pass where its elements never end', () => {
    const endless = `<SecScan Machine="NTEX01"><Check Name="x">${'<Row '.repeat(1_000_000)}`;
    expect(read(endless).entries).toEqual([]);
  });
});
