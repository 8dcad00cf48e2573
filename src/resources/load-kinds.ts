import { DataError } from '../errors.js';
import { isKnownKind, kindOf } from '../model/kind.js';

/** Loads kinds by name: one file a kind, so the name is the file. @throws DataError for a name that has no file */
export async function loadKinds(names: Iterable<string>): Promise<void> {
  for (const name of new Set(names)) {
    if (isKnownKind(name)) continue;
    if (!/^[a-z]+(-[a-z]+)*$/.test(name)) throw new DataError(`No kind of resource is called ${name}.`);
    try {
      await import(`./${name}.js`);
    } catch (cause) {
      throw new DataError(`No kind of resource is called ${name}; a newer Batten may have written this.`, {
        cause,
      });
    }
    kindOf({ kind: name });
  }
}
