/** What is guarded: rights have the same bits everywhere and other meanings (winnt.h). */
export type Guarded = 'folder' | 'share' | 'key';

export type Level = 'full' | 'change' | 'read';

const levels: Readonly<Record<Guarded, Readonly<Partial<Record<Level, number>>>>> = {
  folder: { full: 0x1f01ff, change: 0x1301bf, read: 0x1200a9 },
  share: { full: 0x1f01ff, change: 0x1301bf, read: 0x1200a9 },
  key: { full: 0xf003f, read: 0x20019 },
};

const letters: Readonly<Record<string, number>> = {
  GA: 0x10000000,
  GX: 0x20000000,
  GW: 0x40000000,
  GR: 0x80000000,
  SD: 0x10000,
  RC: 0x20000,
  WD: 0x40000,
  WO: 0x80000,
  CC: 0x1,
  DC: 0x2,
  LC: 0x4,
  SW: 0x8,
  RP: 0x10,
  WP: 0x20,
  DT: 0x40,
  LO: 0x80,
  CR: 0x100,
  FA: 0x1f01ff,
  FR: 0x120089,
  FW: 0x120116,
  FX: 0x1200a0,
  KA: 0xf003f,
  KR: 0x20019,
  KW: 0x20006,
  KX: 0x20019,
};

/** How NT turns generic rights into those of a kind of object. */
const generic: Readonly<Record<Guarded, readonly (readonly [number, number])[]>> = {
  folder: fileGenerics(),
  share: fileGenerics(),
  key: [
    [0x10000000, 0xf003f],
    [0x20000000, 0x20019],
    [0x40000000, 0x20006],
    [0x80000000, 0x20019],
  ],
};

/** The number of rights as SDDL spells them: `0x1f01ff`, `2032127`, `GRGX`. Undefined for other spellings. */
export function maskOf(rights: string): number | undefined {
  if (/^0x[0-9a-f]{1,8}$/i.test(rights) || /^\d{1,10}$/.test(rights)) return Number(rights) >>> 0;
  let mask = 0;
  for (const pair of rights.toUpperCase().match(/..?/g) ?? []) {
    const bits = letters[pair];
    if (bits === undefined) return undefined;
    mask |= bits;
  }
  return mask >>> 0;
}

/** The rights of a level in numbers; keys know no level between reading and everything. */
export const maskOfLevel = (guarded: Guarded, level: Level): number =>
  levels[guarded][level] ?? levels[guarded].full ?? 0;

/** Rights in full: generic ones as what they stand for. */
export function specific(guarded: Guarded, mask: number): number {
  let found = mask & 0x0fffffff;
  for (const [bit, means] of generic[guarded]) if ((mask & bit) !== 0) found |= means;
  return found >>> 0;
}

/** `full`, `change`, `read`, or the number where it is none of these. */
export function levelOf(guarded: Guarded, mask: number): string {
  const exact = specific(guarded, mask);
  const found = Object.entries(levels[guarded]).find(([, rights]) => rights === exact);
  return found?.[0] ?? `special 0x${exact.toString(16)}`;
}

function fileGenerics(): readonly (readonly [number, number])[] {
  return [
    [0x10000000, 0x1f01ff],
    [0x20000000, 0x1200a0],
    [0x40000000, 0x120116],
    [0x80000000, 0x120089],
  ];
}
