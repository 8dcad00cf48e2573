import { parseAdsutil, propertyName, type MetabaseData } from '../../../resources/metabase/data.js';
import { kind } from '../../../resources/metabase-value.js';
import { absent, present, unreadable } from '../../../model/reading.js';
import type { Resource } from '../../../model/resource.js';
import type { Capture } from '../capture.js';
import { notCollected } from '../folder/evidence.js';
import { noMeans, type KitKind } from './kit-kind.js';

export const metabaseValueKit: KitKind = {
  captures(resource) {
    const capture = captureOf(resource);
    return capture && [capture];
  },
  read(resource, evidence) {
    const capture = captureOf(resource);
    if (capture === undefined) return unreadable('adsutil.vbs has no name for it');
    if (!evidence.has(capture)) return notCollected(`${capture.property} of the metabase`);
    const printed = evidence.printed(capture);
    if (printed === undefined) return unreadable('adsutil.vbs is not on the server');
    const said = printed.join(' ');
    const data = parseAdsutil(said);
    if (data !== undefined) return present(data);
    // The words for a property that the node does not hold itself (adsutil.vbs of the Option Pack)
    return /is not set at this node/i.test(said) ? absent : unreadable('adsutil.vbs printed something else');
  },
  write({ resource, from, to }) {
    const capture = captureOf(resource);
    const [was, wanted] = [kind.typed(from), kind.typed(to)];
    if (capture === undefined) return { byHand: 'adsutil.vbs has no name for it' };
    if (was.state === 'present' && wordsOf(was.value) === undefined) {
      return { byHand: 'its old value could not be put back by a script' };
    }
    // DELETE on a path that is not a property that is set takes a whole node away: only what was just read as set
    const words = wanted.state === 'present' ? wordsOf(wanted.value) : undefined;
    if (wanted.state === 'present' && words === undefined)
      return { byHand: 'it cannot be typed in a script' };
    const line =
      words === undefined ? `adsutil DELETE ${capture.property}` : `adsutil SET ${capture.property} ${words}`;
    return { ...noMeans, commands: [line], signs: [{ capture, differs: true }] };
  },
};

function captureOf(resource: Resource): (Capture & { readonly what: 'metabase' }) | undefined {
  const { path, id } = kind.addressOf(resource);
  const name = propertyName(id);
  const property = `${path.replace(/^\/LM\//i, '')}/${name ?? ''}`;
  return name === undefined || !/^[A-Za-z0-9/_.-]+$/.test(property)
    ? undefined
    : { what: 'metabase', property };
}

/** Data that holds nothing with a meaning for cmd.exe, as adsutil.vbs takes it. */
function wordsOf({ type, data }: MetabaseData): string | undefined {
  if (type === 'BINARY') return undefined;
  if (typeof data === 'number') return String(data);
  const items = typeof data === 'string' ? [data] : data;
  return items.length > 0 &&
    items.every((item) => /^[A-Za-z0-9 ._:,{}()\\/-]+$/.test(item) && !item.endsWith('\\'))
    ? items.map((item) => `"${item}"`).join(' ')
    : undefined;
}
