import { describe, expect, it } from '@jest/globals';
import { matchScan, openItems } from '../../../src/patches/scan/match-scan.js';
import type { ScanEntry, ScanStatus } from '../../../src/patches/scan/report.js';

function entry(
  bulletin: string,
  number: string,
  status: ScanStatus = 'missing',
  product = 'WINDOWS NT4 SERVER SP6a',
): ScanEntry {
  return { host: 'NTEX01', product, bulletin, number, status };
}

const none = new Map<string, 'installed'>();

describe('a scan held against the catalogue', () => {
  it('gives what is missing in the order of installation', () => {
    const { missing } = matchScan([entry('MS03-001', '810833'), entry('MS02-017', '312895')], none);
    expect(missing.map(({ id }) => id)).toEqual(['nt4-ms02-017', 'nt4-ms03-001']);
  });

  it('does not ask for what another that is reported or on contains', () => {
    const reported = matchScan([entry('MS02-050', '329115'), entry('MS04-011', '835732')], none);
    expect(reported.missing.map(({ id }) => id)).toEqual(['nt4-ms04-011']);
    expect(reported.superseded.map(({ patch, by }) => [patch.id, by.id])).toEqual([
      ['nt4-ms02-050', 'nt4-ms04-011'],
    ]);
    const on = matchScan([entry('MS02-050', '329115')], new Map([['nt4-ms04-011', 'installed']]));
    expect(openItems(on)).toEqual([]);
  });

  it('keeps what the catalogue does not know open, by name', () => {
    const match = matchScan([entry('MS05-020', '890923')], none);
    expect(match.unknown).toEqual(['MS05-020']);
    expect(openItems(match)).toEqual(['MS05-020']);
  });

  it('says what to do about what no scanner can decide', () => {
    const { byHand } = matchScan([entry('MS99-041', '242294', 'note')], none);
    expect(byHand).toEqual([{ name: 'MS99-041', todo: expect.stringContaining('RASMAN') }]);
  });

  it('is content with a newer file where the patch is known to be on', () => {
    const warned = entry('MS02-017', '312895', 'warning');
    expect(openItems(matchScan([warned], new Map([['nt4-ms02-017', 'installed']])))).toEqual([]);
    expect(openItems(matchScan([warned], none))).toEqual(['MS02-017']);
  });

  it('leaves out what was found', () => {
    expect(openItems(matchScan([entry('MS03-001', '810833', 'found')], none))).toEqual([]);
  });

  it('tells two packages of one bulletin apart by their product', () => {
    const bulletin = { host: 'NTEX01', bulletin: 'MS02-011', status: 'missing' } as const;
    const exchange = matchScan([{ ...bulletin, product: 'EXCHANGE SERVER 5.5 SP4' }], none);
    expect(exchange.missing.map(({ id }) => id)).toEqual(['ex55-ms02-011']);
    const windows = matchScan([{ ...bulletin, product: 'WINDOWS NT4 SERVER SP6a' }], none);
    expect(windows.missing.map(({ id }) => id)).toEqual(['iis4-ms02-011-smtp']);
  });
});
