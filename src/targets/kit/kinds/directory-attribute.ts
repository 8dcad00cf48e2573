import { isBoolean } from '../../../resources/directory/pages.js';
import { kind } from '../../../resources/directory-attribute.js';
import { absent, present, unreadable } from '../../../model/reading.js';
import type { Resource } from '../../../model/resource.js';
import {
  containerOf,
  isPlainPart,
  nameColumn,
  exportedRows,
  type Container,
} from '../folder/directory-rows.js';
import { notCollected, type Evidence } from '../folder/evidence.js';
import { noMeans, type DirectoryLine, type KitKind } from './kit-kind.js';

interface Place {
  readonly capture: Container;
  /** Directory Name: the last part of the object's name. */
  readonly object: string;
  readonly attribute: string;
}

export const directoryAttributeKit: KitKind = {
  captures(resource) {
    const place = placeOf(resource);
    return place && [place.capture];
  },
  read(resource, evidence) {
    const place = placeOf(resource);
    if (place === undefined) return unreadable('its name is no plain ASCII');
    if (!evidence.has(place.capture)) return notCollected(`${place.object} of the Exchange directory`);
    const row = rowOf(place, evidence);
    // Not every object is exported (Q230788): what is not in the file says nothing about what is there
    if (row === undefined) return unreadable('admin.exe did not export this object');
    const said = row.get(place.attribute.toLowerCase()) ?? '';
    if (said === '') return absent;
    return present({
      values: isBoolean(place.attribute) ? [said === '1' ? 'TRUE' : 'FALSE'] : splitValues(said),
    });
  },
  write({ resource, from, to }, evidence) {
    const place = placeOf(resource);
    const row = place && rowOf(place, evidence);
    const objectClass = row?.get('obj-class');
    if (place === undefined || objectClass === undefined || !/^[A-Za-z0-9-]+$/.test(objectClass)) {
      return { byHand: 'admin.exe did not export this object, so that its class is not known' };
    }
    const [was, wanted] = [kind.typed(from), kind.typed(to)];
    const value = wordOf(place.attribute, wanted.state === 'present' ? wanted.value.values : undefined);
    const back = wordOf(place.attribute, was.state === 'present' ? was.value.values : undefined);
    if (value === undefined || back === undefined) return { byHand: 'its value does not fit an import file' };
    const { base, container } = place.capture;
    const line: DirectoryLine = {
      base,
      container,
      objectClass,
      name: place.object,
      attribute: place.attribute,
      value,
    };
    return { ...noMeans, directory: [line], signs: [{ capture: place.capture, differs: true }] };
  },
};

function placeOf(resource: Resource): Place | undefined {
  const { dn, attribute } = kind.addressOf(resource);
  const [, object = '', container = ''] = /^\s*([^,]*?)\s*,\s*(.*)$/s.exec(dn) ?? [];
  const capture = containerOf(container, [attribute]);
  const name = object.replace(/^\w+=/, '');
  return capture && isPlainPart(name) ? { capture, object: name, attribute } : undefined;
}

const rowOf = ({ capture, object }: Place, evidence: Evidence): ReadonlyMap<string, string> | undefined =>
  exportedRows(capture, evidence)?.find((row) => row.get(nameColumn)?.toLowerCase() === object.toLowerCase());

const splitValues = (said: string): readonly string[] =>
  said.split(/(?<!\\)%/).map((one) => one.replaceAll('\\%', '%'));

/** Booleans are 1 and 0 (Q188649), `~DEL` takes the attribute out (Q152854); other texts are left to a person. */
function wordOf(attribute: string, values: readonly string[] | undefined): string | undefined {
  if (values === undefined) return '~DEL';
  const [value = ''] = values;
  if (values.length !== 1) return undefined;
  if (isBoolean(attribute)) return value.toUpperCase() === 'TRUE' ? '1' : '0';
  return /^\d{1,10}$/.test(value) ? value : undefined;
}
