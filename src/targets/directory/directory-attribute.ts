import { sameName, type kind } from '../../resources/directory-attribute.js';
import { absent, present, unreadable, type Reading, type Settable } from '../../model/reading.js';
import type { TypedDriver } from '../driver.js';
import type { DirectoryConnection, DirectoryEntry } from './connection.js';
import { clauseOf } from './errors.js';
import { ldapName, siteOfName } from './names.js';
import type { DirectorySchema } from './schema.js';

type Address = ReturnType<typeof kind.addressOf>;
type Value = Readonly<{ values: readonly string[] }>;

/** Attributes that hold bytes. Exchange gives them as text of hexadecimal digits, which is how Batten keeps them. */
const binary: ReadonlySet<string> = new Set([
  'assoc-nt-account',
  'nt-security-descriptor',
  'authorized-password',
]);

/** Attributes of the Exchange 5.5 directory over LDAP: one search an object, one modify a write. */
export class DirectoryAttributeDriver implements TypedDriver<Address, Value> {
  readonly #connection: DirectoryConnection;
  readonly #schema: DirectorySchema;
  /** Where a server gave bytes and no digits, it gets bytes back. */
  readonly #raw = new Set<string>();

  constructor(connection: DirectoryConnection, schema: DirectorySchema) {
    this.#connection = connection;
    this.#schema = schema;
  }

  async read(addresses: readonly Address[]): Promise<readonly Reading<Value>[]> {
    const objects = new Map<string, Promise<ReadonlyMap<string, Reading<Value>>>>();
    const found: Reading<Value>[] = [];
    const [site] = addresses.flatMap((one) => siteOfName(one.dn) ?? []);
    for (const { dn, attribute } of addresses) {
      const object = sameName(dn);
      const attributes = addresses.filter((one) => sameName(one.dn) === object).map((one) => one.attribute);
      const readings = objects.get(object) ?? this.#readObject(dn, attributes, site);
      objects.set(object, readings);
      found.push((await readings).get(attribute.toLowerCase()) ?? unreadable('it was not asked for'));
    }
    return found;
  }

  async write({ dn, attribute }: Address, to: Settable<Value>): Promise<void> {
    const values =
      to.state === 'absent' ? [] : to.value.values.map((one) => this.#bytesOf(one, dn, attribute));
    await this.#connection.replace(ldapName(dn), { [attribute]: values }, `writing ${attribute} of ${dn}`);
  }

  async #readObject(
    dn: string,
    attributes: readonly string[],
    site: string | undefined,
  ): Promise<ReadonlyMap<string, Reading<Value>>> {
    const readings = new Map<string, Reading<Value>>();
    const usable: string[] = [];
    for (const attribute of new Set(attributes)) {
      const problem = await this.#schema.problemOf(attribute, dn, siteOfName(dn) ?? site);
      if (problem === undefined) usable.push(attribute);
      else readings.set(attribute.toLowerCase(), unreadable(problem));
    }
    const [first, ...rest] = usable;
    if (first === undefined) return readings;
    const answer = await this.#connection.search(
      { base: ldapName(dn), scope: 'base', attributes: [first, ...rest] },
      `reading ${dn}`,
    );
    const [entry] = 'entries' in answer ? answer.entries : [];
    for (const attribute of usable) {
      readings.set(
        attribute.toLowerCase(),
        'refused' in answer
          ? withoutEntry(dn, attribute, answer.refused)
          : entry === undefined
            ? unreadable(`the directory gave no answer about ${dn}`)
            : this.#readingOf(entry, dn, attribute),
      );
    }
    return readings;
  }

  #readingOf(entry: DirectoryEntry, dn: string, attribute: string): Reading<Value> {
    const found = entry.valuesOf(attribute);
    if (found.length === 0) return absent;
    if (binary.has(attribute.toLowerCase())) {
      const raw = !found.every(isDigits);
      const key = keyOf(dn, attribute);
      if (raw) this.#raw.add(key);
      else this.#raw.delete(key);
      return present({ values: found.map((one) => one.toString(raw ? 'hex' : 'latin1').toUpperCase()) });
    }
    const texts = found.map(textOf);
    return texts.every((text) => text !== undefined)
      ? present({ values: texts })
      : unreadable('it holds bytes that are no text');
  }

  #bytesOf(value: string, dn: string, attribute: string): Buffer {
    const raw = this.#raw.has(keyOf(dn, attribute));
    return Buffer.from(value, raw ? 'hex' : 'utf8');
  }
}

/** The name of an object that is not there is absent; its other attributes are not known to be anything. */
function withoutEntry(dn: string, attribute: string, code: number): Reading<Value> {
  if (code === 32 && attribute.toLowerCase() === 'rdn') return absent;
  return unreadable(`${dn}: ${clauseOf(code)}`);
}

const keyOf = (dn: string, attribute: string): string => `${sameName(dn)}:${attribute.toLowerCase()}`;

const isDigits = (bytes: Buffer): boolean => /^([0-9a-f]{2})+$/i.test(bytes.toString('latin1'));

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
