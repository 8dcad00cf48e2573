import { absent, present } from '../../../model/reading.js';
import { meaning, type RegistryData } from '../../../resources/registry/data.js';
import { kind, type RegistryAddress } from '../../../resources/registry-value.js';
import { captureOfValue, type Capture } from '../capture.js';
import { notCollected, valueIn, type Evidence } from '../folder/evidence.js';
import { addLine, deleteLine } from '../scripts/inf.js';
import { isPlainSign, noMeans, type KitKind, type Means, type KitSign } from './kit-kind.js';

export const registryValueKit: KitKind = {
  captures(resource) {
    const capture = captureOfValue(kind.addressOf(resource));
    return capture && [capture];
  },
  read(resource, evidence) {
    const address = kind.addressOf(resource);
    const capture = captureOfValue(address);
    const found = capture && valueIn(evidence, capture, address.key, address.name);
    if (found === undefined) return notCollected(`${address.key}, ${address.name}`);
    return found === 'absent' ? absent : present(found);
  },
  write({ resource, from, to }, evidence) {
    const address = kind.addressOf(resource);
    const capture = captureOfValue(address);
    if (capture?.what !== 'key') return { byHand: 'its key is too large for a kit' };
    const [was, wanted] = [kind.typed(from), kind.typed(to)];
    const setting = { address, capture, evidence };
    return writeValue(
      setting,
      was.state === 'present' ? was.value : undefined,
      wanted.state === 'present' ? wanted.value : undefined,
    );
  },
};

export interface Setting {
  readonly address: RegistryAddress;
  readonly capture: Capture;
  readonly evidence: Evidence;
}

/** The lines that bring one value of the registry about; also for kinds that live in the registry. */
export function writeValue(
  { address, capture, evidence }: Setting,
  was: RegistryData | undefined,
  wanted: RegistryData | undefined,
): Means | { readonly byHand: string } {
  const { key, name } = address;
  if (name === '') return { byHand: 'it is the unnamed value of its key' };
  const found = evidence.registry(capture);
  if (found === undefined || found === 'not there') {
    return { byHand: 'neither its key nor one near above it is there, so that a kit could not compare' };
  }
  // What cannot be put back is not written either
  if (was !== undefined) {
    const back = addLine(address, was);
    if ('cannot' in back) return { byHand: `its old value could not be put back: ${back.cannot}` };
  }
  const signs = [signOf(capture, name, wanted)];
  if (wanted === undefined) {
    const remove = deleteLine(key, name);
    return remove === undefined
      ? { byHand: 'its name is not plain ASCII' }
      : { ...noMeans, remove: [remove], removeKeys: missingKey(key, found.root, found.hasKey), signs };
  }
  const line = addLine(address, wanted);
  return 'cannot' in line ? { byHand: line.cannot } : { ...noMeans, add: [line.line], signs };
}

/** The topmost key that writing has made: going back takes it away again. */
function missingKey(key: string, root: string, hasKey: (key: string) => boolean): readonly string[] {
  if (hasKey(key)) return [];
  let missing = key;
  for (let above = up(key); above.length >= root.length && !hasKey(above); above = up(above)) missing = above;
  return [missing];
}

const up = (key: string): string => key.slice(0, key.lastIndexOf('\\'));

/** What find can look for: the line of an export, as far as it is plain and certain not to be broken in two. */
function signOf(capture: Capture, name: string, wanted: RegistryData | undefined): KitSign {
  const words = `"${name}"=${wanted === undefined ? '' : lineData(wanted)}`;
  if (!isPlainSign(words) || (wanted !== undefined && lineData(wanted) === ''))
    return { capture, differs: true };
  return { capture, words: words.slice(0, 70), there: wanted !== undefined };
}

function lineData(data: RegistryData): string {
  const means = meaning(data);
  if (data.type === 'REG_DWORD' && typeof means === 'number') {
    return `dword:${means.toString(16).padStart(8, '0')}`;
  }
  if (data.type === 'REG_MULTI_SZ' && typeof means === 'object') {
    return `hex(7):${hex(Buffer.from(means.map((item) => `${item}\0`).join(''), 'latin1'))}`;
  }
  return data.type === 'REG_BINARY' ? `hex:${hex(Buffer.from(data.bytes, 'hex'))}` : '';
}

const hex = (bytes: Buffer): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(',');
