import { patches, shortName, supersedersOf } from '../catalogue.js';
import { isCovered, type Installed } from '../missing.js';
import { inOrder } from '../order.js';
import type { Patch } from '../patch.js';
import { handItem } from './hand-items.js';
import type { ScanEntry } from './report.js';

export interface ScanMatch {
  /** In the order of installation. */
  readonly missing: readonly Patch[];
  /** Reported, and contained in another that is on or that is reported too. */
  readonly superseded: readonly { readonly patch: Patch; readonly by: Patch }[];
  /** Reported, and not in the catalogue. */
  readonly unknown: readonly string[];
  /** What no scanner can decide, with what to do about it. */
  readonly byHand: readonly { readonly name: string; readonly todo: string }[];
}

/** Holds a scan against the catalogue. */
export function matchScan(entries: readonly ScanEntry[], installed: Installed): ScanMatch {
  const reported = new Set<Patch>();
  const unknown = new Set<string>();
  const byHand = new Map<string, string>();
  for (const entry of entries) {
    if (entry.status === 'found') continue;
    const known = patchesOf(entry);
    if (entry.status !== 'missing') {
      const name = nameOf(entry);
      const todo = handItem(entry) ?? 'the scanner cannot tell: compare files with the article';
      // A file newer than the scanner's catalogue is one of a later fix.
      const settled = known.length > 0 && known.every((one) => isCovered(one.id, installed));
      if (!settled) byHand.set(name, todo);
    } else if (known.length === 0) unknown.add(nameOf(entry));
    else for (const one of known) reported.add(one);
  }
  const containerOf = (patch: Patch): Patch | undefined =>
    supersedersOf(patch.id).find((one) => reported.has(one) || installed.get(one.id) === 'installed');
  const ordered = inOrder([...reported]);
  return {
    missing: ordered.filter((patch) => containerOf(patch) === undefined),
    superseded: ordered.flatMap((patch) => {
      const by = containerOf(patch);
      return by === undefined ? [] : [{ patch, by }];
    }),
    unknown: [...unknown],
    byHand: [...byHand].map(([name, todo]) => ({ name, todo })),
  };
}

/** What stays to be done, as names that the step's option can acknowledge. */
export const openItems = ({ missing, unknown, byHand }: ScanMatch): readonly string[] => [
  ...missing.map(shortName),
  ...unknown,
  ...byHand.map(({ name }) => name),
];

/** A number is one package; a bulletin may have several, of which the product tells. */
function patchesOf({ number, bulletin, product }: ScanEntry): readonly Patch[] {
  const same = patches.filter((patch) => number !== undefined && patch.kb?.replace(/\D/g, '') === number);
  if (same.length > 0) return same;
  const ofBulletin = patches.filter((patch) => bulletin !== undefined && patch.bulletin === bulletin);
  const isExchange = /exchange/i.test(product);
  const ofProduct = ofBulletin.filter((patch) => (patch.product === 'exchange55') === isExchange);
  return product === '' || ofProduct.length === 0 ? ofBulletin : ofProduct;
}

const nameOf = ({ bulletin, number }: ScanEntry): string => bulletin ?? `Q${number ?? ''}`;
