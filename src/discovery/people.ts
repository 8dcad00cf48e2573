import { defined } from '../defined.js';
import type { Access } from '../model/access.js';
import type { Census, Known } from '../model/census.js';
import type { Facts } from '../model/facts.js';
import type { Principal, Privilege, PrivilegedGroup } from '../model/principal.js';
import type { Reading } from '../model/reading.js';
import { groupMembership, kind as groupKind, type GroupValue } from '../resources/group-membership.js';
import { administrators, inDomain, nameOfSid } from '../resources/account/sid.js';

/** Who the server is; which groups there are follows from it. */
type Server = Pick<Facts, 'name' | 'machineSid' | 'domain' | 'domainSid'>;

/**
 * Administrators and the operators of BUILTIN. Account, Server and Print Operators exist on domain controllers alone; they are asked
 * for everywhere, because a group that is not there is no news.
 */
const builtinGroups = [administrators, 'S-1-5-32-548', 'S-1-5-32-549', 'S-1-5-32-550', 'S-1-5-32-551'];

export interface People {
  readonly people: readonly Principal[];
  readonly privilegedGroups: readonly PrivilegedGroup[];
}

/**
 * Everybody in a group of power, through however many groups, with the way that leads there.
 * @param further SIDs of others with power, groups or not: those that administer Exchange
 * @throws TargetError when the server cannot be asked
 */
export async function findPeople(
  access: Access,
  census: Census,
  server: Server,
  further: readonly string[],
): Promise<People> {
  const groups = new GroupReader(access, census, server);
  const privileges = new Map<string, Privilege[]>();
  const privilegedGroups: PrivilegedGroup[] = [];
  const furtherGroups = await groups.groupsAmong(further);
  const tops = topGroups(server);
  const others = furtherGroups.filter((sid) => !tops.some((top) => top.sid === sid));
  for (const top of [...tops, ...others.map((sid): Top => ({ sid }))]) {
    const found = await membersWithin(groups, top);
    if (found === undefined) continue;
    const { sid: group, ...of } = top;
    privilegedGroups.push({ sid: group, ...of, ...defined({ name: found.name, unread: found.unread }) });
    for (const [sid, through] of found.members) {
      privileges.set(sid, [...(privileges.get(sid) ?? []), { group, ...of, through }]);
    }
  }
  for (const sid of further) {
    if (!furtherGroups.includes(sid) && !privileges.has(sid)) privileges.set(sid, []);
  }
  const names = await groups.names([...privileges.keys(), ...privilegedGroups.map(({ sid }) => sid)]);
  return {
    privilegedGroups: privilegedGroups.map((group) => ({
      ...group,
      ...(group.of === undefined && defined({ name: names.get(group.sid)?.name })),
    })),
    people: [...privileges]
      .map(([sid, held]) => ({
        sid,
        ...defined({ name: names.get(sid)?.name, kind: names.get(sid)?.kind }),
        privileges: held,
      }))
      .sort((a, b) => a.sid.localeCompare(b.sid)),
  };
}

/** A group to begin with. */
interface Top {
  readonly sid: string;
  /** The domain whose BUILTIN it is in, where that is not the server's own. */
  readonly of?: string;
}

/** The server's own, Domain Admins, and for a member those of the controllers of its domain. */
function topGroups({ machineSid, domain, domainSid }: Server): readonly Top[] {
  const own = [...builtinGroups, ...(domainSid === undefined ? [] : [inDomain(domainSid, 512)])];
  const isMember = machineSid !== undefined && domainSid !== undefined && machineSid !== domainSid;
  return [
    ...own.map((sid): Top => ({ sid })),
    ...(isMember && domain !== undefined ? builtinGroups.map((sid): Top => ({ sid, of: domain })) : []),
  ];
}

interface Within {
  /** Each member, with the groups between; the shortest way where there are several. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** What a group of another machine's BUILTIN is called; those of the server have a SID of their own to ask by. */
  readonly name?: string;
  readonly unread?: string;
}

/** All members of a group; undefined where there is no such group on the server. */
async function membersWithin(groups: GroupReader, { sid: top, of }: Top): Promise<Within | undefined> {
  const members = new Map<string, readonly string[]>();
  const unread: string[] = [];
  let name: string | undefined;
  let level: readonly { readonly group: string; readonly through: readonly string[] }[] = [
    { group: top, through: [] },
  ];
  const seen = new Set<string>([top]);
  while (level.length > 0) {
    const isTop = level.some(({ group }) => group === top);
    const readings = await groups.read(
      level.map(({ group }) => group),
      isTop ? of : undefined,
    );
    const [first] = readings;
    if (isTop && of !== undefined && first?.state === 'present' && first.value.name !== undefined)
      name = `${of}\\${first.value.name}`;
    const next: { group: string; through: readonly string[] }[] = [];
    for (const [index, { group, through }] of level.entries()) {
      const reading = readings[index];
      const words = isTop && of !== undefined ? `${of}\\${nameOfSid(group)}` : await groups.wordsFor(group);
      if (reading?.state === 'unreadable') unread.push(`${words}: ${reading.reason}`);
      if (reading?.state === 'absent' && group === top && of === undefined) return undefined;
      if (reading?.state === 'absent') unread.push(`${words}: no such group was found`);
      if (reading?.state !== 'present') continue;
      for (const member of reading.value.members) {
        if (member === top || members.has(member)) continue;
        members.set(member, through);
        next.push({ group: member, through: [...through, member] });
      }
    }
    const found = next.map(({ group }) => group);
    const nameless = await groups.namelessAmong(found);
    unread.push(...nameless.map((sid) => `${sid}: the server cannot name it, so it may be a group`));
    const inner = await groups.groupsAmong(found);
    level = next.filter(({ group }) => inner.includes(group) && !seen.has(group));
    for (const { group } of level) seen.add(group);
  }
  return { members, ...defined({ name, unread: unread.length === 0 ? undefined : unread.join('; ') }) };
}

/** Reads groups wherever their members are kept, and knows what has been named already. */
class GroupReader {
  readonly #access: Access;
  readonly #census: Census;
  readonly #server: Server;
  readonly #known = new Map<string, Known | undefined>();

  constructor(access: Access, census: Census, server: Server) {
    this.#access = access;
    this.#census = census;
    this.#server = server;
  }

  /** @param of the domain that keeps them; by default whoever their SIDs name */
  async read(sids: readonly string[], of?: string): Promise<readonly Reading<GroupValue>[]> {
    await this.names(sids);
    const resources = sids.map((sid) => groupMembership(of ?? this.#authorityOf(sid), sid).resource);
    return (await this.#access.read(resources)).map(groupKind.typed);
  }

  /** Those of these that are groups and so have members of their own. */
  async groupsAmong(sids: readonly string[]): Promise<readonly string[]> {
    const names = await this.names(sids);
    return sids.filter((sid) => ['group', 'alias'].includes(names.get(sid)?.kind ?? ''));
  }

  async namelessAmong(sids: readonly string[]): Promise<readonly string[]> {
    const names = await this.names(sids);
    return sids.filter((sid) => !names.has(sid));
  }

  async wordsFor(sid: string): Promise<string> {
    return (await this.names([sid])).get(sid)?.name ?? sid;
  }

  async names(sids: readonly string[]): Promise<ReadonlyMap<string, Known>> {
    const unasked = [...new Set(sids)].filter((sid) => !this.#known.has(sid));
    for (const sid of unasked) this.#known.set(sid, undefined);
    for (const known of await this.#census.named(unasked)) this.#known.set(known.sid, known);
    return new Map(
      sids.flatMap((sid): [string, Known][] => {
        const known = this.#known.get(sid);
        return known === undefined ? [] : [[sid, known]];
      }),
    );
  }

  /** Whose account database holds the group. */
  #authorityOf(sid: string): string {
    const { name, machineSid, domain, domainSid } = this.#server;
    const authority = sid.slice(0, sid.lastIndexOf('-'));
    if (!sid.startsWith('S-1-5-21-') || authority === machineSid) return name;
    if (authority === domainSid && domain !== undefined) return domain;
    const [other, account] = this.#known.get(sid)?.name.split('\\') ?? [];
    return account === undefined || other === undefined ? name : other;
  }
}
