import { defined } from '../../defined.js';
import { DataError } from '../../errors.js';
import type { DirectoryListing } from '../../model/census.js';
import type { Facts } from '../../model/facts.js';
import type { ListedGroup, SharedFolder } from '../../model/principal.js';
import { meaning } from '../../resources/registry/data.js';
import { diagnosticKeys } from '../../resources/registry/diagnostics.js';
import type { Capture } from './capture.js';
import { containerOf, nameColumn, exportedRows } from './folder/directory-rows.js';
import type { Evidence } from './folder/evidence.js';

const accounts: Capture = { what: 'print', command: 'user' };
const localGroups: Capture = { what: 'print', command: 'localgroup' };
/** Prints groups on a domain controller alone. */
const globalGroups: Capture = { what: 'print', command: 'group' };
// Q125996
const shares = {
  what: 'key',
  key: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Shares',
} as const satisfies Capture;

/**
 * What lists the accounts, groups and shares of a server, the members of the groups that are known by now, and the servers and
 * connections of its Exchange site.
 */
export const listCaptures = ({ listedGroups = [], organization, site }: Facts): readonly Capture[] => [
  accounts,
  localGroups,
  globalGroups,
  shares,
  ...listedGroups.flatMap(({ name, global }) => membersOf(name, global) ?? []),
  ...(organization === undefined || site === undefined
    ? []
    : ['Servers', 'Connections'].flatMap(
        (name) => containerOf(`cn=${name},cn=Configuration,ou=${site},o=${organization}`, []) ?? [],
      )),
];

/** What admin.exe exported of a container is what the directory lists there. */
export const listingOf = (evidence: Evidence): DirectoryListing => ({
  namesBelow(dn) {
    const container = containerOf(dn, []);
    const rows = container && exportedRows(container, evidence);
    const names = rows?.map((row) => row.get(nameColumn) ?? '') ?? [];
    // The file begins as a line of columns: with nothing else in it nothing was exported
    return Promise.resolve(names.length > 0 && names.every((name) => name !== '') ? names : undefined);
  },
});

/** What those captures tell. No words of a language are looked for, so it is the same in all of them. */
export function toldBy(evidence: Evidence): Partial<Facts> {
  const groups = [
    ...(starred(evidence.printed(localGroups)) ?? []).map((name): ListedGroup =>
      listed(name, false, evidence),
    ),
    ...(starred(evidence.printed(globalGroups)) ?? []).map((name): ListedGroup =>
      listed(name, true, evidence),
    ),
  ];
  return defined({
    listedAccounts: inColumns(evidence.printed(accounts)),
    listedGroups: groups.length === 0 ? undefined : groups,
    shares: sharesIn(evidence),
    diagnosticCategories: categoriesIn(evidence),
  });
}

/** A script holds plain words alone; a group with another name is not asked about. */
function membersOf(name: string, global: boolean): Capture | undefined {
  if (!/^[A-Za-z0-9][A-Za-z0-9 _.-]{0,255}$/.test(name)) return undefined;
  return { what: 'print', command: global ? 'group' : 'localgroup', argument: name };
}

function listed(name: string, global: boolean, evidence: Evidence): ListedGroup {
  const capture = membersOf(name, global);
  const printed = capture && evidence.printed(capture);
  const members = global ? inColumns(printed) : betweenLines(printed)?.map((row) => row.trim());
  return { name, global, ...defined({ members }) };
}

/** Between a line of dashes and the last line, which says in the server's language that all went well. */
function betweenLines(lines: readonly string[] | undefined): readonly string[] | undefined {
  const start = lines?.findIndex((line) => /^-{20,}\s*$/.test(line)) ?? -1;
  return start < 0 ? undefined : lines?.slice(start + 1, -1);
}

/** Names of at most 20 characters in columns of 25. */
const inColumns = (lines: readonly string[] | undefined): readonly string[] | undefined =>
  betweenLines(lines)?.flatMap((row) =>
    [row.slice(0, 25), row.slice(25, 50), row.slice(50)]
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );

/** Names of groups, each after an asterisk, which none of them holds. */
const starred = (lines: readonly string[] | undefined): readonly string[] | undefined =>
  betweenLines(lines)?.flatMap((row) =>
    row
      .split('*')
      .slice(1)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );

/** An export that cannot be read is told of where a step reads its values; what it lists stays unknown. */
function registryQuietly(evidence: Evidence, capture: Capture): ReturnType<Evidence['registry']> {
  try {
    return evidence.registry(capture);
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}

/** Each share is a list of words in the registry, `Path=C:\Exchsrvr` among them. */
function sharesIn(evidence: Evidence): readonly SharedFolder[] | undefined {
  const found = registryQuietly(evidence, shares);
  if (typeof found !== 'object') return undefined;
  return found.valuesOf(shares.key).flatMap(({ name, data }) => {
    const words = meaning(data);
    const path = typeof words === 'object' ? words.find((word) => /^Path=/i.test(word))?.slice(5) : undefined;
    // Printers are shared too, and by a name without a folder
    return path !== undefined && /^[A-Za-z]:\\/.test(path) ? [{ name, path }] : [];
  });
}

/** The names below the keys of diagnostic logging, as far as they were exported. */
function categoriesIn(evidence: Evidence): Facts['diagnosticCategories'] {
  const listed = Object.values(diagnosticKeys).flatMap((key): [string, readonly string[]][] => {
    const found = registryQuietly(evidence, { what: 'key', key });
    if (found === undefined) return [];
    return [[key, found === 'not there' ? [] : found.valuesOf(key).map(({ name }) => name)]];
  });
  return listed.length === 0 ? undefined : Object.fromEntries(listed);
}
