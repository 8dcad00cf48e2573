import { z } from 'zod';

/** A security identifier in its text form. Names are translated and can be changed, this cannot. */
export const sidSchema = z
  .string()
  .regex(/^S-1(-\d{1,15}){1,16}$/i, 'a SID looks like S-1-5-32-544')
  .transform((sid) => sid.toUpperCase());

/** Principals that have the same SID on every NT 4.0 machine. */
export const everyone = 'S-1-1-0';
export const system = 'S-1-5-18';
export const administrators = 'S-1-5-32-544';

/** `S-1-5-21-…-500`, the account or group with this number in a domain or on a server. */
export const inDomain = (domainSid: string, rid: number): string => `${domainSid}-${rid}`;

/** The last part of an account's SID; undefined for the well-known ones. */
export function ridOf(sid: string): number | undefined {
  const rid = /^S-1-5-21(?:-\d+){3}-(\d+)$/i.exec(sid)?.[1];
  return rid === undefined ? undefined : Number(rid);
}

/** Two-letter names of SDDL that mean the same on every machine (winnt.h, sddl.h). Those of a domain are not among them. */
export const sidOfAlias: Readonly<Record<string, string>> = {
  WD: everyone,
  CO: 'S-1-3-0',
  CG: 'S-1-3-1',
  NU: 'S-1-5-2',
  IU: 'S-1-5-4',
  SU: 'S-1-5-6',
  AN: 'S-1-5-7',
  PS: 'S-1-5-10',
  AU: 'S-1-5-11',
  SY: system,
  BA: administrators,
  BU: 'S-1-5-32-545',
  BG: 'S-1-5-32-546',
  PU: 'S-1-5-32-547',
  AO: 'S-1-5-32-548',
  SO: 'S-1-5-32-549',
  PO: 'S-1-5-32-550',
  BO: 'S-1-5-32-551',
  RE: 'S-1-5-32-552',
};

/** Names of NT 4.0 in English; a German server calls Everyone Jeder. */
const names: Readonly<Record<string, string>> = {
  [everyone]: 'Everyone',
  'S-1-3-0': 'CREATOR OWNER',
  'S-1-5-2': 'NETWORK',
  'S-1-5-4': 'INTERACTIVE',
  'S-1-5-7': 'ANONYMOUS LOGON',
  'S-1-5-11': 'Authenticated Users',
  [system]: 'SYSTEM',
  [administrators]: 'Administrators',
  'S-1-5-32-545': 'Users',
  'S-1-5-32-546': 'Guests',
  'S-1-5-32-547': 'Power Users',
  'S-1-5-32-548': 'Account Operators',
  'S-1-5-32-549': 'Server Operators',
  'S-1-5-32-550': 'Print Operators',
  'S-1-5-32-551': 'Backup Operators',
  'S-1-5-32-552': 'Replicator',
};

/** The English name of a well-known principal, or the SID itself. */
export const nameOfSid = (sid: string): string => names[sid.toUpperCase()] ?? sid;

/** Understands a SID, an alias of SDDL and the English name of a well-known principal; undefined for anything else. */
export function sidOfWords(words: string): string | undefined {
  const said = words.trim().replace(/^(BUILTIN|NT AUTHORITY)\\/i, '');
  const read = sidSchema.safeParse(said);
  if (read.success) return read.data;
  const named = Object.entries(names).find(([, name]) => name.toLowerCase() === said.toLowerCase());
  return sidOfAlias[said.toUpperCase()] ?? named?.[0];
}
