/** The least 64-bit number stands for a time without end (MS-SAMR 2.2.3.x; `net accounts` shows never or unlimited). */
const never = -(2n ** 63n);

const hundredNanoseconds = { day: 864_000_000_000, minute: 600_000_000 } as const;

export type PolicyUnit = keyof typeof hundredNanoseconds;

/**
 * A time of an account policy in days or minutes. Parts of a unit stay as a fraction, so that writing it gives the same time.
 *
 * @param raw 100 ns, negative, as decimal text
 * @returns undefined where no number can stand for it exactly
 */
export function timeOf(raw: string, unit: PolicyUnit): number | 'never' | undefined {
  const ticks = BigInt(raw);
  if (ticks === never) return 'never';
  const time = ticks === 0n ? 0 : -Number(ticks) / hundredNanoseconds[unit];
  return rawOf(time, unit) === raw ? time : undefined;
}

/** The opposite: 100 ns, negative, as decimal text. */
export const rawOf = (time: number | 'never', unit: PolicyUnit): string =>
  String(time === 'never' ? never : -BigInt(Math.round(time * hundredNanoseconds[unit])));
