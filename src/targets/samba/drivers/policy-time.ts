const hundredNanoseconds = { day: 864_000_000_000, minute: 600_000_000 } as const;

export type PolicyUnit = keyof typeof hundredNanoseconds;

/** The least 64-bit number stands for a time without end; as MS-SAMR and `net accounts` have it. */
const never = -(2n ** 63n);

/** All ones: the NetUserModals functions hold a time in 32 bits of seconds, and mean forever by it (TIMEQ_FOREVER). */
const forever = 0xffff_ffffn * 10_000_000n;

/**
 * A time of an account policy in days or minutes. Parts of a unit stay as a fraction, so that writing it gives the same time.
 *
 * @param raw 100 ns, negative, as decimal text
 * @returns undefined where no number can stand for it exactly
 */
export function timeOf(raw: string, unit: PolicyUnit): number | 'never' | undefined {
  const ticks = -BigInt(raw);
  if (ticks >= forever) return 'never';
  const time = Number(ticks) / hundredNanoseconds[unit];
  return ticks >= 0n && rawOf(time, unit) === String(-ticks) ? time : undefined;
}

/** The opposite: 100 ns, negative, as decimal text. */
export const rawOf = (time: number | 'never', unit: PolicyUnit): string =>
  String(time === 'never' ? never : -BigInt(Math.round(time * hundredNanoseconds[unit])));
