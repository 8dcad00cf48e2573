import { defined } from '../../defined.js';
import { connect } from 'node:net';
import { Attribute, Change, Client } from 'ldapts';
import { TargetError } from '../../errors.js';
import { codeOf } from '../../files/error-code.js';
import { brokenMessage, emptyPage, refusedMessage, type DirectoryCircumstance } from './errors.js';
import { bindName } from './names.js';
import { pagedResults, PageWatch } from './page-watch.js';

export interface DirectoryPlace {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly domain: string;
  readonly password: string;
  /** For connecting and for each request. Default 20 000. */
  readonly timeoutMs?: number;
}

/** One object with the attributes that were asked for; names of attributes have no case. */
export interface DirectoryEntry {
  readonly dn: string;
  valuesOf(attribute: string): readonly Buffer[];
}

/** What the directory answered: entries, or a result code (RFC 4511) that is no success. */
export type Answer = { readonly entries: readonly DirectoryEntry[] } | { readonly refused: number };

export interface Search {
  /** Escaped for LDAP. */
  readonly base: string;
  readonly scope: 'base' | 'one' | 'sub';
  /** Operational attributes come only by name, so never `*`. */
  readonly attributes: readonly [string, ...string[]];
  readonly filter?: string;
}

/** Below the 100 entries at which the directory stops by itself (Q246567). */
const pageSize = 50;

/** One bound connection to a directory. It is never made anew by itself: that would be an anonymous one. */
export class DirectoryConnection {
  readonly #client: Client;
  readonly #server: string;
  readonly #account: string;
  readonly #watch = new PageWatch();
  #pages = false;

  private constructor({ host, port, user, domain, timeoutMs = 20_000 }: DirectoryPlace) {
    this.#server = `ldap://${host}${port === 389 ? '' : `:${port}`}`;
    this.#account = `${domain}\\${user}`;
    let connected = false;
    this.#client = new Client({
      url: `ldap://${host}:${port}`,
      timeout: timeoutMs,
      connectTimeout: timeoutMs,
      // ldapts calls it with port and host, one of the three forms that the type has
      createConnection: ((toPort: number, toHost: string) => {
        if (connected) throw new Error('the connection had ended');
        connected = true;
        return connect(toPort, toHost).on('data', (data) => {
          this.#watch.see(data);
        });
      }) as typeof connect,
    });
  }

  /** Connects, binds and asks what the directory can do. @throws TargetError */
  static async open(place: DirectoryPlace): Promise<DirectoryConnection> {
    const connection = new DirectoryConnection(place);
    const { user, domain, password } = place;
    try {
      // LDAP takes a bind without password for an anonymous one, and says that it went well
      if (password === '') throw new TargetError('The directory cannot be read without a password.');
      const bound = await connection.#ask('logging on', () =>
        connection.#client.bind(bindName(user, domain), password),
      );
      if ('refused' in bound) throw connection.refusal(bound.refused, 'logging on');
      const root = await connection.search(
        { base: '', scope: 'base', attributes: ['supportedControl'] },
        'asking what it can do',
      );
      connection.#pages =
        'entries' in root &&
        root.entries.some((entry) =>
          entry.valuesOf('supportedControl').some((one) => one.toString('latin1') === pagedResults),
        );
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** @param doing for the message of a failure: `reading cn=...` @throws TargetError where no answer came */
  async search(search: Search, doing: string): Promise<Answer> {
    const found = await this.#search(search, search.attributes, doing);
    if (!('entries' in found)) return found;
    // Bytes come only for attributes named as the server spells them, which is seen in its answer
    const spelled = new Set(found.entries.flatMap((entry) => entry.names));
    const unforeseen = [...spelled].filter((name) => !search.attributes.includes(name));
    if (unforeseen.length === 0) return found;
    return this.#search(search, [...search.attributes, ...unforeseen], doing);
  }

  async #search(
    { base, scope, attributes, filter }: Search,
    asBytes: readonly string[],
    doing: string,
  ): Promise<
    | { readonly entries: readonly (DirectoryEntry & { readonly names: readonly string[] })[] }
    | { readonly refused: number }
  > {
    const paged = scope !== 'base' && this.#pages;
    if (paged) this.#watch.begin();
    const answer = await this.#ask(doing, () =>
      this.#client.search(base, {
        scope,
        attributes: [...attributes],
        explicitBufferAttributes: [...asBytes],
        ...defined({ filter }),
        ...(paged && { paged: { pageSize } }),
      }),
    );
    if ('refused' in answer) return answer;
    // ldapts stops at an empty page, whatever the page says about those to come
    if (paged && this.#watch.more) return { refused: emptyPage };
    const { searchEntries, searchReferences } = answer.result;
    // Part of the answer lies elsewhere: what is here would be a short list
    if (searchReferences.length > 0) return { refused: 10 };
    return {
      entries: searchEntries.map(({ dn, ...rest }) => {
        const values = new Map<string, readonly Buffer[]>();
        for (const [name, value] of Object.entries(rest)) {
          const all: readonly (string | Buffer)[] = Array.isArray(value) ? value : [value];
          values.set(
            name.toLowerCase(),
            all.map((one) => (Buffer.isBuffer(one) ? one : Buffer.from(one))),
          );
        }
        return {
          dn,
          names: Object.keys(rest),
          valuesOf: (attribute) => values.get(attribute.toLowerCase()) ?? [],
        };
      }),
    };
  }

  /** Replaces attributes of one object, all of them or none; no values takes the attribute away. @throws TargetError */
  async replace(
    dn: string,
    attributes: Readonly<Record<string, readonly Buffer[]>>,
    doing: string,
  ): Promise<void> {
    const changes = Object.entries(attributes).map(
      ([type, values]) =>
        new Change({ operation: 'replace', modification: new Attribute({ type, values: [...values] }) }),
    );
    const answer = await this.#ask(doing, () => this.#client.modify(dn, changes));
    if ('refused' in answer) throw this.refusal(answer.refused, doing);
  }

  refusal(code: number, doing: string): TargetError {
    return new TargetError(refusedMessage(code, this.#at(doing)));
  }

  async close(): Promise<void> {
    await this.#client.unbind().catch(() => undefined);
  }

  async #ask<Result>(
    doing: string,
    request: () => Promise<Result>,
  ): Promise<{ readonly result: Result } | { readonly refused: number }> {
    try {
      return { result: await request() };
    } catch (cause) {
      if (cause instanceof TargetError) throw cause;
      const code = resultCode(cause);
      if (code !== undefined) return { refused: code };
      const text =
        typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : '';
      throw new TargetError(brokenMessage(systemCode(cause), text, this.#at(doing)), { cause });
    }
  }

  #at(doing: string): DirectoryCircumstance {
    return { server: this.#server, account: this.#account, doing };
  }
}

function resultCode(cause: unknown): number | undefined {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined;
  return typeof cause.code === 'number' ? cause.code : undefined;
}

/** `ECONNRESET`; a word of our own where the connection just ended. */
function systemCode(cause: unknown): string {
  const code = codeOf(cause);
  return /^E[A-Z]+$/.test(code) ? code : 'it ended';
}
