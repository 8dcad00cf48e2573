import type { DirectoryConnection } from './connection.js';
import { clauseOf } from './errors.js';
import { ldapName, siteOfName } from './names.js';

/** Attributes whose schema object is not called as LDAP calls them. */
const schemaNames: Readonly<Record<string, string>> = { rdn: 'Common-Name' };

/**
 * Looks an attribute up in the schema before it is used. The schema is made of objects of the directory itself, whose
 * description holds the name that LDAP uses (Exchange 5.5 Programmer's Reference).
 */
export class DirectorySchema {
  readonly #connection: DirectoryConnection;
  readonly #looked = new Map<string, Promise<string | undefined>>();

  constructor(connection: DirectoryConnection) {
    this.#connection = connection;
  }

  /**
   * Why an attribute cannot be used in the site of a name; undefined where it can.
   * @param site whose schema tells about a name above every site
   * @throws TargetError
   */
  problemOf(attribute: string, dn: string, site = siteOfName(dn)): Promise<string | undefined> {
    if (site === undefined) return Promise.resolve(`${dn} is in no site, so no schema tells about it`);
    const name = schemaNames[attribute.toLowerCase()] ?? attribute;
    const object = `cn=${name},cn=Microsoft DMD,${site}`;
    const looked = this.#looked.get(object.toLowerCase()) ?? this.#look(object, attribute);
    this.#looked.set(object.toLowerCase(), looked);
    return looked;
  }

  async #look(object: string, attribute: string): Promise<string | undefined> {
    const answer = await this.#connection.search(
      { base: ldapName(object), scope: 'base', attributes: ['description'] },
      `looking ${attribute} up in the schema`,
    );
    if ('refused' in answer) {
      return answer.refused === 32
        ? `the schema of the directory shows no attribute ${attribute} (${object})`
        : `the schema could not be read: ${clauseOf(answer.refused)}`;
    }
    const names = answer.entries.flatMap((entry) => entry.valuesOf('description')).map(String);
    if (names.some((name) => name.toLowerCase() === attribute.toLowerCase())) return undefined;
    return `the schema of the directory does not call ${object} ${attribute}`;
  }
}
