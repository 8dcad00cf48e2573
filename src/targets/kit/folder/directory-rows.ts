import type { Capture } from '../capture.js';
import type { Evidence } from './evidence.js';

export type Container = Capture & { readonly what: 'directory' };

/** Parts that may stand in an options file and in a column of an import file as they are. */
export const isPlainPart = (name: string): boolean => /^[A-Za-z0-9 ._()-]+$/.test(name);

/** A container of the Exchange directory as admin.exe is told of it; undefined where a part of its name is not plain. */
export function containerOf(dn: string, attributes: readonly string[]): Container | undefined {
  const [container, ...above] = dn.split(/\s*,\s*/);
  if (container === undefined || above.length === 0 || !/^cn=/i.test(container)) return undefined;
  const names = [container, ...above].map((part) => part.replace(/^\w+=/, ''));
  if (!names.every(isPlainPart)) return undefined;
  const base = [...above]
    .reverse()
    .map((part) => `/${part}`)
    .join('');
  return { what: 'directory', base, container: names[0] ?? '', attributes };
}

/** Each exported object of a container, by columns in small letters; undefined where nothing was exported. */
export function exportedRows(
  capture: Container,
  evidence: Evidence,
): readonly ReadonlyMap<string, string>[] | undefined {
  const [head, ...rows] = evidence.printed(capture) ?? [];
  if (head === undefined) return undefined;
  const columns = splitRow(head).map((column) => column.toLowerCase());
  return rows.map(splitRow).map((row) => new Map(columns.map((column, index) => [column, row[index] ?? ''])));
}

/** The column that holds the last part of an object's name. */
export const nameColumn = 'directory name';

/** Columns with commas between; quoted ones may hold commas. */
function splitRow(row: string): readonly string[] {
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain = '']) =>
    quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'),
  );
}
