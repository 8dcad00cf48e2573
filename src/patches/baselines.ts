import { patchNamed, type PatchId } from './catalogue.js';
import { inOrder } from './order.js';
import type { Patch } from './patch.js';

/** `article`: what was public in March 2003. `end-of-support`: all that NT 4.0 and Exchange 5.5 ever got. */
export const baselineNames = ['article', 'end-of-support'] as const;

export type Baseline = (typeof baselineNames)[number];

const both = [
  'nt4-sp6a',
  'nt4-srp1',
  'ie-60-sp1',
  'nt4-ms01-043',
  'nt4-ms02-006',
  'nt4-ms02-017',
  'nt4-ms02-024',
  'nt4-ms02-029',
  'nt4-ms02-045',
  'nt4-ms02-048',
  'nt4-ms02-055',
  'nt4-ms03-001',
  'iis4-ms02-065-mdac',
  'iis-lockdown-21',
  'urlscan-20',
  'urlscan-25',
  'ex55-sp4',
  'ex55-q289606',
  'ex55-q309149',
  'ex55-ms01-041',
  'ex55-q283238',
  'ex55-q304115',
  'ex55-q282533',
  'ex55-q309010',
] as const satisfies readonly PatchId[];

const onlyOf: Readonly<Record<Baseline, readonly PatchId[]>> = {
  article: [
    ...['nt4-ms00-079', 'nt4-ms01-048', 'nt4-ms02-014', 'nt4-ms02-050', 'nt4-ms02-071'],
    ...['nt4-ms02-069-jvm', 'ie-ms03-004', 'iis4-ms02-062', 'ex55-ms02-037', 'ex55-ms01-057'],
  ] as const,
  'end-of-support': [
    ...['nt4-ms03-007', 'nt4-ms03-008', 'nt4-ms03-011-jvm', 'nt4-ms03-023', 'nt4-ms03-024', 'nt4-ms03-029'],
    ...['nt4-ms03-030', 'nt4-ms03-034', 'nt4-ms03-043', 'nt4-ms03-044', 'nt4-ms04-011', 'nt4-ms04-012'],
    ...['nt4-ms04-014', 'nt4-ms04-020', 'nt4-ms04-022', 'nt4-ms04-023', 'nt4-ms04-024', 'nt4-ms04-029'],
    ...['nt4-ms04-031', 'nt4-ms04-032', 'nt4-ms04-036', 'nt4-ms04-037', 'nt4-ms04-041', 'nt4-ms04-042'],
    ...['nt4-ms04-043', 'nt4-ms04-044', 'nt4-ms04-045', 'nt4-ms05-001', 'nt4-ms05-002', 'nt4-ms05-010'],
    ...['ie-ms04-018-oe', 'ie-ms04-040', 'iis4-ms03-018', 'iis4-ms04-021', 'iis4-ms02-011-smtp'],
    ...['ex55-ms03-046', 'ex55-ms04-026', 'ex55-ms05-029', 'ex55-ms06-003'],
  ] as const,
};

/** What a baseline wants of a server that has everything, in the order of installation. */
export const baselinePatches = (baseline: Baseline): readonly Patch[] =>
  inOrder([...both, ...onlyOf[baseline]].map(patchNamed));
