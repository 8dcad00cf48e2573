import { defined } from '../../../defined.js';
import { namesOf, type Facts } from '../../../model/facts.js';
import { kindOf } from '../../../model/kind.js';
import { canonical, type Settable } from '../../../model/reading.js';
import type { Resource } from '../../../model/resource.js';
import { captureOfValue, identityOf, mergeCaptures, type Capture } from '../capture.js';
import { changeKit } from '../scripts/change-kit.js';
import type { KitChange } from '../scripts/change.js';
import type { ByHandItem } from '../scripts/checklist.js';
import { digestOf, type KitFolder } from '../folder/kit-folder.js';
import { refuseUnfit, splitVolumes, type KitFiles } from '../folder/kit-files.js';
import { kitKinds } from '../kinds/index.js';
import type { Means, KitSign } from '../kinds/kit-kind.js';
import type { EvidenceEntry, KitEntry, KitItem } from '../folder/manifest.js';
import type { Exchange, Label, Numbered } from '../scripts/script.js';

/** One change that is to go on a kit. */
export interface PlannedWrite {
  readonly step: string;
  readonly action: 'apply' | 'undo';
  readonly resource: Resource;
  readonly before: Settable;
  readonly after: Settable;
  readonly undoes?: number;
}

export interface Built {
  readonly entry: KitEntry;
  readonly volumes: readonly KitFiles[];
  /** Why some changes are on the checklist and not in the script. */
  readonly byHand: readonly { readonly title: string; readonly why: string }[];
}

export interface BuildOptions {
  readonly holds: 'change' | 'undo';
  readonly made: Date;
  readonly deadMan: boolean;
  readonly volumeBytes: number | undefined;
  /** The head of the server's journal, as words. */
  readonly head?: string | undefined;
}

/** Makes a change kit for exactly the readings that the folder holds. @throws DataError when it is nothing for NT 4.0 */
export function buildChangeKit(
  folder: KitFolder,
  facts: Facts,
  wanted: readonly PlannedWrite[],
  { holds, made, deadMan, volumeBytes, head }: BuildOptions,
): Built {
  const evidence = folder.evidence();
  const entries = new Map(folder.evidenceEntries.map((entry) => [identityOf(entry.capture), entry]));
  const rooted = (capture: Capture): Capture => {
    const root = entries.get(identityOf(capture))?.root;
    return capture.what === 'key' && root !== undefined ? { what: 'key', key: root } : capture;
  };
  const changes: KitChange[] = [];
  const byHand: (ByHandItem & { readonly why: string })[] = [];
  const items: Omit<KitItem, 'intent'>[] = [];
  const captured: Capture[] = [];
  for (const [index, one] of wanted.entries()) {
    const { resource, before, after } = one;
    const number = String(index + 1).padStart(3, '0');
    const title = titleOf(one);
    const made = meansOf(one);
    if ('byHand' in made) {
      items.push({ number, ...one, by: 'hand', signs: [] });
      byHand.push({
        number,
        title,
        lines: kindOf(resource).change(resource, after, namesOf(facts), before),
        why: made.byHand,
      });
      continue;
    }
    const apply = rootedSigns(made.apply);
    items.push({ number, ...one, by: 'kit', signs: [...apply.signs] });
    changes.push({ number, title, apply, undo: rootedSigns(made.undo) });
    captured.push(...(kitKinds.get(resource.kind)?.captures(resource, facts) ?? []).map(rooted));

    function rootedSigns(means: Means): Means {
      return { ...means, signs: means.signs.map((sign) => ({ ...sign, capture: rooted(sign.capture) })) };
    }
    function meansOf({
      resource,
    }: PlannedWrite): { readonly apply: Means; readonly undo: Means } | { readonly byHand: string } {
      const kind = kitKinds.get(resource.kind);
      if (kind?.captures(resource, facts) === undefined) return { byHand: 'a kit has no means for it' };
      const apply = kind.write({ resource, from: before, to: after }, evidence, facts);
      if ('byHand' in apply) return apply;
      const undo = kind.write({ resource, from: after, to: before }, evidence, facts);
      return 'byHand' in undo ? undo : { apply, undo };
    }
  }
  const captures = numbered([
    ...identityCaptures.map(rooted),
    ...withOverlaps(captured, [...entries.values()]),
  ]);
  const expected = new Map(
    captures.flatMap(({ number, capture }) => {
      const entry = entries.get(identityOf(capture)) ?? entryOfRoot(capture, [...entries.values()]);
      const digest = entry?.digest;
      return digest === undefined ? [] : [[number, digest] as const];
    }),
  );
  const exchange = exchangeOf(facts);
  const plan = digestOf(
    canonical([
      facts.name,
      ...wanted.map(({ action, resource, before, after }) => [action, resource.key, before, after]),
      ...[...expected].map(([number, digest]) => `${number} ${digest}`),
    ]),
  ).slice(0, 16);
  const label: Label = {
    folder: folder.nextName('K'),
    plan,
    ...defined({ head }),
    server: facts.name,
    id: digestOf(`${folder.path} ${plan} ${made.toISOString()}`).slice(0, 10),
  };
  const files = changeKit({
    label,
    made,
    changes,
    captures,
    exchange,
    byHand,
    deadMan,
    expected: new Map([...expected].flatMap(([number, digest]) => pairOf(number, folder.blob(digest)))),
    identity: identitySigns(facts),
    withUndo: holds === 'change',
    notes: notesOf(holds, changes),
  });
  refuseUnfit(files);
  return {
    entry: {
      id: label.id,
      folder: label.folder,
      holds,
      made: made.toISOString(),
      plan,
      ...defined({ head }),
      state: 'out',
      steps: [...new Set(wanted.map(({ step }) => step))],
      captures: [...captures],
      look: [],
      expected: Object.fromEntries(expected),
      items: items.map((item) => ({ ...item, intent: 0 })),
    },
    volumes: volumeBytes === undefined ? [files] : splitVolumes(files, volumeBytes),
    byHand,
  };
}

export const numbered = (captures: Iterable<Capture>): readonly Numbered[] =>
  mergeCaptures(captures).map((capture, index) => ({ number: String(index + 1).padStart(3, '0'), capture }));

/** Where admin.exe is on the server, as far as the facts say so in plain words. */
export function exchangeOf({ exchangeFolder, name }: Facts): Exchange {
  const plain = exchangeFolder !== undefined && /^[A-Za-z]:(\\[A-Za-z0-9_.-]+)+$/.test(exchangeFolder);
  return { admin: plain ? `${exchangeFolder}\\bin\\admin.exe` : undefined, server: name };
}

const windowsNt = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

/** By which a kit knows the server it was made for. */
export const identityCaptures: readonly Capture[] = [
  { what: 'key', key: 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName' },
  ...[captureOfValue({ key: windowsNt, name: 'InstallDate' })].flatMap((capture) => capture ?? []),
];

function identitySigns({ installDate }: Facts): readonly KitSign[] {
  const capture = captureOfValue({ key: windowsNt, name: 'InstallDate' });
  if (capture === undefined || installDate === undefined) return [];
  const words = `"InstallDate"=dword:${installDate.toString(16).padStart(8, '0')}`;
  return [{ capture, words, there: true }];
}

/** Keys that stand above or below a captured one, where the folder knows them: what is read of them changes as well. */
function withOverlaps(captures: readonly Capture[], entries: readonly EvidenceEntry[]): readonly Capture[] {
  const keys = captures.flatMap((capture) => (capture.what === 'key' ? [capture.key.toLowerCase()] : []));
  const near = entries.flatMap(({ root }): readonly Capture[] => {
    if (root === undefined) return [];
    const other = root.toLowerCase();
    return keys.some((key) => isWithin(key, other) || isWithin(other, key))
      ? [{ what: 'key', key: root }]
      : [];
  });
  return [...captures, ...near];
}

const isWithin = (key: string, above: string): boolean => key.startsWith(`${above}\\`);

const entryOfRoot = (capture: Capture, entries: readonly EvidenceEntry[]): EvidenceEntry | undefined =>
  capture.what === 'key'
    ? entries.find(({ root }) => root?.toLowerCase() === capture.key.toLowerCase())
    : undefined;

const pairOf = (number: string, bytes: Uint8Array | undefined): readonly (readonly [string, Uint8Array])[] =>
  bytes === undefined ? [] : [[number, bytes]];

function titleOf({ step, resource, before, after, action }: PlannedWrite): string {
  const kind = kindOf(resource);
  const { place, name } = kind.describe(resource);
  return `${action === 'undo' ? 'undo of ' : ''}${step}: ${place}, ${name}: ${kind.show(before)} -> ${kind.show(after)}`;
}

function notesOf(holds: 'change' | 'undo', changes: readonly KitChange[]): readonly string[] {
  const keys = [...new Set(changes.flatMap(({ apply }) => apply.removeKeys))];
  const made = changes.flatMap(({ undo }) => undo.removeKeys);
  const starts = changes.some(({ apply, undo }) =>
    [...apply.commands, ...undo.commands].some((line) => line.startsWith('net st')),
  );
  return [
    ...(holds === 'undo' && keys.length === 0
      ? ['Keys that an earlier kit made stay, empty.']
      : made.length > 0
        ? [`The undo takes these keys away, which were not there before: ${[...new Set(made)].join(', ')}`]
        : []),
    ...(starts
      ? [
          'NT reads a start type when it starts: a service that was disabled before the last restart may refuse to start until the next one. UNDO-INCOMPLETE then says so; run UNDO.CMD again after the restart.',
        ]
      : []),
  ];
}
