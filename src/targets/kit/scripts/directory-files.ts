import { kitFile, type KitFiles } from '../folder/kit-files.js';
import type { DirectoryLine } from '../kinds/kit-kind.js';
import type { Exchange, Numbered } from './script.js';

/** For each container that is exported: the columns that are wanted, and the options file (Q160602, Q160971). */
export function directoryFiles(captures: readonly Numbered[], { server }: Exchange): KitFiles {
  return new Map(
    captures.flatMap(({ number, capture }) =>
      capture.what !== 'directory'
        ? []
        : [
            kitFile(`H${number}.TXT`, [
              ['Obj-Class', 'Directory Name', 'Obj-Dist-Name', ...capture.attributes].join(','),
            ]),
            kitFile(`H${number}.INI`, [
              '[Export]',
              `DirectoryService=${server}`,
              `Basepoint=${capture.base}`,
              `Container=${capture.container}`,
              'ExportObject=All',
              'Subcontainers=No',
              'HiddenObjects=Yes',
              'RawMode=Yes',
              'InformationLevel=Full',
            ]),
          ],
    ),
  );
}

export interface DirectoryImport {
  readonly name: string;
  readonly lines: readonly DirectoryLine[];
}

/** One import file a container, class and attribute: every line has exactly the fields of its header (Q188649). */
export function directoryImports(
  letter: string,
  lines: readonly DirectoryLine[],
): readonly DirectoryImport[] {
  const groups = new Map<string, DirectoryLine[]>();
  for (const line of lines) {
    const key = [line.base, line.container, line.objectClass, line.attribute].join('|');
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].map((group, index) => ({
    name: `${letter}${String(index + 1).padStart(3, '0')}`,
    lines: group,
  }));
}

export function importFiles(imports: readonly DirectoryImport[], { server }: Exchange): KitFiles {
  return new Map(
    imports.flatMap(({ name, lines }) => {
      const [first] = lines;
      if (first === undefined) return [];
      return [
        // Modify: without it what is missing would be created (Q146304)
        kitFile(`${name}.CSV`, [
          `Obj-Class,Mode,Directory Name,${first.attribute}`,
          ...lines.map((line) => `${line.objectClass},Modify,${line.name},${line.value}`),
        ]),
        kitFile(`${name}.INI`, [
          '[Import]',
          `DirectoryService=${server}`,
          `Basepoint=${first.base}`,
          `Container=${first.container}`,
          'RawMode=Yes',
          'OverwriteProperties=Yes',
          'InformationLevel=Full',
        ]),
      ];
    }),
  );
}

export const importCommands = (
  imports: readonly DirectoryImport[],
  { admin, server }: Exchange,
): readonly string[] =>
  admin === undefined
    ? []
    : imports.map(
        ({ name }) =>
          `if exist "${admin}" start "directory" /wait "${admin}" /i "%KIT%${name}.CSV" /d ${server} /n /o "%KIT%${name}.INI"`,
      );
