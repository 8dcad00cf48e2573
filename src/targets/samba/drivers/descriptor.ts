import { z } from 'zod';
import { DataError } from '../../../errors.js';
import { aceTexts, parseAce } from '../../../resources/acl/sddl.js';

const sid = z.string().regex(/^S(-\d+)+$/);

/** A security descriptor as the agent gives and takes it: numbers and SIDs, nothing that depends on a language or a domain. */
export const descriptor = z.object({
  owner: sid.nullable(),
  group: sid.nullable(),
  /** The control bits that belong to the list (winnt.h). */
  control: z.number(),
  aces: z.array(z.object({ type: z.number(), flags: z.number(), mask: z.number(), sid })).nullable(),
});

type Descriptor = z.infer<typeof descriptor>;
export type List = Pick<Descriptor, 'control' | 'aces'>;

/** winnt.h: ACCESS_ALLOWED_ACE_TYPE, ACCESS_DENIED_ACE_TYPE. */
const types = ['A', 'D'];
const flagBits = [
  ['OI', 1],
  ['CI', 2],
  ['NP', 4],
  ['IO', 8],
  ['ID', 16],
  ['SA', 64],
  ['FA', 128],
] as const;
const controlBits = [
  ['P', 0x1000],
  ['AR', 0x100],
  ['AI', 0x400],
] as const;

/** The descriptor as SDDL, rights as numbers and accounts as SIDs. No list at all is a text without `D:`. */
export function sddlOf({ owner, group, control, aces }: Descriptor): string {
  const head = `${owner === null ? '' : `O:${owner}`}${group === null ? '' : `G:${group}`}`;
  if (aces === null) return head;
  const entries = aces.map(
    ({ type, flags, mask, sid: who }) =>
      `(${types[type] ?? String(type)};${named(flagBits, flags)};0x${mask.toString(16)};;;${who})`,
  );
  return `${head}D:${named(controlBits, control)}${entries.join('')}`;
}

/** The list of an SDDL text as the agent takes it. @throws DataError for what a server cannot be told exactly */
export function listOf(sddl: string): List {
  const texts = aceTexts(sddl);
  if (texts === undefined) return { control: 0, aces: null };
  return { control: controlOf(sddl), aces: texts.map(aceOf) };
}

function aceOf(text: string): NonNullable<List['aces']>[number] {
  const { type, flags, mask, trustee } = parseAce(text);
  const known = flags.every((flag) => flagBits.some(([name]) => name === flag));
  const plain = text.split(';').slice(3, 5).join('').trim() === '';
  if (!types.includes(type) || mask === undefined || !known || !plain || !sid.safeParse(trustee).success) {
    throw new DataError(
      `The entry ${text} cannot be written exactly; nothing was written. Set it at the console, with SIDs in place of names.`,
    );
  }
  return {
    type: types.indexOf(type),
    flags: flagBits.filter(([name]) => flags.includes(name)).reduce((sum, [, bit]) => sum + bit, 0),
    mask,
    sid: trustee,
  };
}

function controlOf(sddl: string): number {
  const letters = /D:([A-Z_]*)/i.exec(sddl)?.[1]?.toUpperCase() ?? '';
  return controlBits
    .filter(([name]) => new RegExp(`^(P|AR|AI)*?${name}`).test(letters))
    .reduce((sum, [, bit]) => sum + bit, 0);
}

const named = (bits: readonly (readonly [string, number])[], value: number): string =>
  bits
    .filter(([, bit]) => (value & bit) !== 0)
    .map(([name]) => name)
    .join('');
