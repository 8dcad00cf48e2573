import { basename, join } from 'node:path';
import { kind } from '../../resources/directory-attribute.js';
import { slashForm } from '../../resources/directory/pages.js';
import type { Reading, Settable } from '../../model/reading.js';
import type { Resource } from '../../model/resource.js';
import { writeWhole } from '../../files/write-whole.js';

/** What Exchange Administrator imports: rows, the same with what was there before, and the options for both. */
export interface AdminImport {
  /** For the names of the files: `site-mta-config-message-tracking-enabled`. */
  readonly name: string;
  readonly rows: string;
  readonly undo: string;
  readonly options: string;
}

/** Classes by directory name, in the schema's spelling (Exchange 5.5 Programmer's Reference). */
const classes: Readonly<Record<string, string>> = {
  'site-mdb-config': 'Information-Store-Cfg',
  'site-mta-config': 'MTA-Cfg',
};

/** Truth values of those classes. */
const columns: ReadonlySet<string> = new Set(['message-tracking-enabled']);

/** Needs no quotes in a row and no escape in an option, whatever Exchange Administrator makes of those. */
const plain = /^[A-Za-z0-9]([A-Za-z0-9 ._-]*[A-Za-z0-9._-])?$/;

/**
 * The files for a change, by the documented form (Q146304, Q160971, Q152854: ~DEL takes an attribute away).
 * Undefined where class or attribute is not known well enough, or a name or value is not plain: then by clicks only.
 */
export function adminImport(resource: Resource, before: Reading, to: Settable): AdminImport | undefined {
  if (resource.kind !== kind.name) return undefined;
  const { dn, attribute } = kind.addressOf(resource);
  const parts = dn.split(/\s*,\s*/);
  const names = parts.map((part) => part.slice(part.indexOf('=') + 1).trim());
  const [object = '', container = ''] = names;
  const type = Object.hasOwn(classes, object.toLowerCase()) ? classes[object.toLowerCase()] : undefined;
  const [field, old] = [fieldOf(to), fieldOf(before)];
  if (type === undefined || !columns.has(attribute.toLowerCase())) return undefined;
  if (field === undefined || old === undefined) return undefined;
  if (parts.length < 3 || !names.every((name) => plain.test(name))) return undefined;
  const header = ['Obj-Class', 'Mode', 'Directory Name', attribute];
  // Modify: without it an import creates what it does not find
  const file = (value: string): string => lines(header.join(','), [type, 'Modify', object, value].join(','));
  return {
    name: `${object}-${attribute}`.toLowerCase().replace(/[^a-z0-9-]/g, '-'),
    rows: file(field),
    undo: file(old),
    options: lines(
      '[Import]',
      `Basepoint=${slashForm(parts.slice(2).join(','))}`,
      `Container=${container}`,
      'RawMode=Yes',
      'OverwriteProperties=Yes',
      'InformationLevel=Full',
    ),
  };
}

/** Writes the files for a change into a folder, for their owner alone, and gives what to tell the operator. @throws WorkstationError */
export async function offerImport(
  folder: string,
  resource: Resource,
  before: Reading,
  to: Settable,
): Promise<readonly string[]> {
  const made = adminImport(resource, before, to);
  if (made === undefined) return [];
  const path = (ending: string): string => join(folder, 'imports', `${made.name}${ending}`);
  const [rows, undo, options] = [path('.csv'), path('-undo.csv'), path('.ini')];
  await writeWhole(undo, made.undo);
  await writeWhole(options, made.options);
  await writeWhole(rows, made.rows);
  return [
    `Or import it: copy ${rows}, ${basename(undo)} and ${basename(options)} to exchsrvr\\bin on the server, and type there ` +
      `admin.exe /i ${basename(rows)} /d %COMPUTERNAME% /o ${basename(options)}. ${basename(undo)} brings back what was there before.`,
    'Unconfirmed: the form of the file is documented, an import of this object is not. Look for MSExchangeDSImp in the application log, and at the page.',
  ];
}

/** 1, 0, or the word that takes the attribute away; undefined for everything else. */
function fieldOf(reading: Reading): string | undefined {
  if (reading.state === 'absent') return '~DEL';
  const typed = kind.typed(reading);
  if (typed.state !== 'present' || typed.value.values.length !== 1) return undefined;
  const word = typed.value.values[0]?.toUpperCase();
  return word === 'TRUE' ? '1' : word === 'FALSE' ? '0' : undefined;
}

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\r\n`).join('');
