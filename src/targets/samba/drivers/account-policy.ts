import { z } from 'zod';
import { TargetError } from '../../../errors.js';
import type { PolicyField } from '../../../resources/account/policy-fields.js';
import type { PolicyValue } from '../../../resources/account-policy.js';
import { present, unreadable, type Reading, type Settable } from '../../../model/reading.js';
import type { TypedDriver } from '../../driver.js';
import type { Agent } from '../connection/agent.js';
import { whenDenied } from '../errors/account.js';
import { itemOf } from './item.js';
import { rawOf, timeOf, type PolicyUnit } from './policy-time.js';

type Address = Readonly<{ authority: string; field: PolicyField }>;

/** Where a field stands in samr, and how: a count, a time, or one bit of the password properties. */
const places: Readonly<
  Record<PolicyField, { readonly in: string; readonly unit?: PolicyUnit; readonly bit?: number }>
> = {
  minimumPasswordLength: { in: 'minimumLength' },
  passwordHistoryLength: { in: 'history' },
  maximumPasswordAgeDays: { in: 'maximumAge', unit: 'day' },
  minimumPasswordAgeDays: { in: 'minimumAge', unit: 'day' },
  lockoutThreshold: { in: 'lockoutThreshold' },
  lockoutResetMinutes: { in: 'lockoutReset', unit: 'minute' },
  lockoutDurationMinutes: { in: 'lockoutDuration', unit: 'minute' },
  // DOMAIN_PASSWORD_COMPLEX and DOMAIN_LOCKOUT_ADMINS (MS-SAMR 2.2.3.5)
  complexityFlag: { in: 'properties', bit: 1 },
  lockoutAppliesToAdministrator: { in: 'properties', bit: 8 },
  forceLogoff: { in: 'forceLogoff', unit: 'minute' },
};

const levels = z.array(itemOf({ fields: z.record(z.string(), z.string().regex(/^-?\d+$/)) })).length(3);

type Raw = ReadonlyMap<string, { readonly raw: string } | { readonly reason: string }>;

/** Account policies over the network (samr): one field is set, the rest of its level stays as it is at that moment. */
export class AccountPolicyDriver implements TypedDriver<Address, PolicyValue> {
  readonly #agent: Agent;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  async read(addresses: readonly Address[]): Promise<readonly Reading<PolicyValue>[]> {
    const policies = new Map<string, Raw>();
    for (const { authority } of addresses)
      if (!policies.has(authority)) policies.set(authority, await this.#policy(authority));
    return addresses.map(({ authority, field }) => readingOf(policies.get(authority), field));
  }

  async write({ authority, field }: Address, to: Settable<PolicyValue>): Promise<void> {
    if (to.state === 'absent')
      throw new TargetError(`Every account policy has a value for ${field}; it was left alone.`);
    const { value } = to.value;
    const policy = await this.#policy(authority);
    const contradiction = contradictionOf(policy, field, value);
    if (contradiction !== undefined) throw new TargetError(`${contradiction} Nothing was written.`);
    await this.#agent.request({
      operation: 'writeAccountPolicy',
      parameters: { authority, field: places[field].in, value: rawValue(policy, field, value) },
      result: z.object({}),
      doing: `setting the account policy of ${authority}`,
      whenDenied,
    });
  }

  async #policy(authority: string): Promise<Raw> {
    const found = await this.#agent.request({
      operation: 'readAccountPolicy',
      parameters: { authority },
      result: levels,
      doing: `reading the account policy of ${authority}`,
      whenDenied,
    });
    const reasons = found.flatMap((level) => (level.state === 'unreadable' ? [level.reason] : []));
    const fields = found.flatMap((level) => (level.state === 'present' ? Object.entries(level.fields) : []));
    const read = new Map(fields);
    return new Map(
      Object.values(places).map(({ in: place }) => {
        const raw = read.get(place);
        return [place, raw === undefined ? { reason: reasons[0] ?? 'the server left it out' } : { raw }];
      }),
    );
  }
}

function readingOf(policy: Raw | undefined, field: PolicyField): Reading<PolicyValue> {
  const { in: place, unit, bit } = places[field];
  const found = policy?.get(place);
  if (found === undefined || 'reason' in found) return unreadable(found?.reason ?? 'it was not read');
  if (bit !== undefined) return present({ value: (Number(found.raw) & bit) !== 0 });
  const value = unit === undefined ? Number(found.raw) : timeOf(found.raw, unit);
  return value === undefined
    ? unreadable(`it is ${found.raw} times 100 ns, which is no time of an account policy`)
    : present({ value });
}

/** @throws TargetError when the value is none of this field */
function rawValue(policy: Raw, field: PolicyField, value: PolicyValue['value']): string {
  const { in: place, unit, bit } = places[field];
  if (bit !== undefined && typeof value === 'boolean') {
    const found = policy.get(place);
    if (found === undefined || 'reason' in found)
      throw new TargetError(`The password properties cannot be read, so ${field} was not set.`);
    return String(value ? Number(found.raw) | bit : Number(found.raw) & ~bit);
  }
  if (unit !== undefined && (value === 'never' || typeof value === 'number')) return rawOf(value, unit);
  if (unit === undefined && bit === undefined && typeof value === 'number') return String(value);
  throw new TargetError(`${String(value)} is no value of ${field}; nothing was written.`);
}

/** NT refuses two times that contradict each other, whichever of them is set; the words say which goes first. */
function contradictionOf(policy: Raw, field: PolicyField, value: PolicyValue['value']): string | undefined {
  const after = (of: PolicyField): number | undefined => {
    const reading = of === field ? present({ value }) : readingOf(policy, of);
    if (reading.state !== 'present') return undefined;
    if (reading.value.value === 'never') return Infinity;
    return typeof reading.value.value === 'number' ? reading.value.value : undefined;
  };
  const touches = (...of: readonly PolicyField[]): boolean => of.includes(field);
  const [duration, reset] = [after('lockoutDurationMinutes'), after('lockoutResetMinutes')];
  // A duration of 0 is until an administrator unlocks, like never (MS-SAMR)
  if (
    touches('lockoutDurationMinutes', 'lockoutResetMinutes') &&
    duration !== undefined &&
    reset !== undefined &&
    duration !== 0 &&
    duration < reset
  ) {
    return `The lockout duration (${duration} minutes) must not be shorter than the counter reset (${reset} minutes): set the other one first.`;
  }
  const [most, least] = [after('maximumPasswordAgeDays'), after('minimumPasswordAgeDays')];
  if (
    touches('maximumPasswordAgeDays', 'minimumPasswordAgeDays') &&
    most !== undefined &&
    least !== undefined &&
    most !== 0 &&
    least >= most
  ) {
    return `The minimum password age (${least} days) must stay below the maximum (${most} days): set the other one first.`;
  }
  return undefined;
}
