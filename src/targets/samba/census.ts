import { z } from 'zod';
import { defined } from '../../defined.js';
import { TargetError } from '../../errors.js';
import type { Census, KeptAccounts, Known } from '../../model/census.js';
import type { SharedFolder, TrustedDomain } from '../../model/principal.js';
import type { Agent, Request } from './connection/agent.js';

const sid = z.string().regex(/^S(-\d+)+$/);

const known = z.array(
  z.object({ sid, name: z.string(), kind: z.enum(['user', 'group', 'alias', 'well-known']) }),
);

const trusted = z.array(z.object({ name: z.string(), sid: sid.nullable() }));

const kept = z.object({
  authority: z.string(),
  accounts: z.array(z.object({ rid: z.int().positive(), name: z.string() })),
});

const shared = z.array(z.object({ name: z.string(), path: z.string() }));

const drives = z.array(
  z
    .string()
    .transform((letter) => letter.toUpperCase())
    .pipe(z.string().regex(/^[A-Z]:$/)),
);

/** Lists and names over the network (svcctl, samr, srvsvc, lsarpc). What the server refuses to tell is left out. */
export class SambaCensus implements Census {
  readonly #agent: Agent;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  services(): Promise<readonly string[] | undefined> {
    return this.#ask({
      operation: 'listServices',
      parameters: {},
      result: z.array(z.string()),
      doing: 'listing the services',
    });
  }

  accounts(): Promise<KeptAccounts | undefined> {
    return this.#ask({
      operation: 'listAccounts',
      parameters: {},
      result: kept,
      doing: 'listing the accounts',
    });
  }

  shares(): Promise<readonly SharedFolder[] | undefined> {
    return this.#ask({
      operation: 'listShares',
      parameters: {},
      result: shared,
      doing: 'listing the shares',
    });
  }

  drives(): Promise<readonly string[] | undefined> {
    return this.#ask({
      operation: 'listDrives',
      parameters: {},
      result: drives,
      doing: 'listing the drives',
    });
  }

  async valueNames(keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
    const found = await this.#ask({
      operation: 'listValues',
      parameters: { keys },
      result: z.array(z.array(z.string()).nullable()).length(keys.length),
      doing: `listing the values of ${keys.length} registry keys`,
    });
    if (found === undefined) return undefined;
    return new Map(
      keys.flatMap((key, index): [string, string[]][] => {
        const names = found[index];
        return names == null ? [] : [[key, names]];
      }),
    );
  }

  async named(sids: readonly string[]): Promise<readonly Known[]> {
    if (sids.length === 0) return [];
    const doing = `naming ${sids.length} SIDs`;
    return (await this.#ask({ operation: 'lookupSids', parameters: { sids }, result: known, doing })) ?? [];
  }

  async withNames(names: readonly string[]): Promise<readonly Known[]> {
    if (names.length === 0) return [];
    const doing = `looking up ${names.length} names`;
    return (await this.#ask({ operation: 'lookupNames', parameters: { names }, result: known, doing })) ?? [];
  }

  async trustedDomains(): Promise<readonly TrustedDomain[] | undefined> {
    const found = await this.#ask({
      operation: 'trustedDomains',
      parameters: {},
      result: trusted,
      doing: 'asking which domains it trusts',
    });
    return found?.map((one) => ({ name: one.name, ...defined({ sid: one.sid ?? undefined }) }));
  }

  /** Undefined where the server refuses; only a line that is gone is an error. */
  async #ask<Result>(request: Request<Result>): Promise<Result | undefined> {
    const { line } = this.#agent;
    try {
      return await this.#agent.request(request);
    } catch (error) {
      if (!(error instanceof TargetError) || this.#agent.isLost(line)) throw error;
      return undefined;
    }
  }
}
