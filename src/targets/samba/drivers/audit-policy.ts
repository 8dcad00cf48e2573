import { z } from 'zod';
import { TargetError } from '../../../errors.js';
import { auditCategories, type AuditCategory, type AuditValue } from '../../../resources/audit-policy.js';
import { unreadable, type Reading, type Settable } from '../../../model/reading.js';
import type { TypedDriver } from '../../driver.js';
import type { Agent } from '../connection/agent.js';
import { whenDenied } from '../errors/account.js';
import { itemOf, readingOf } from './item.js';

type Address = Readonly<{ category: 'enabled' | AuditCategory }>;

const [success, failure] = [1, 2];

const policy = itemOf({
  enabled: z.boolean(),
  categories: z.array(z.int().min(0).max(3)).length(auditCategories.length),
});

/** The audit policy over the network (lsarpc): one category is set, the others stay as they are. */
export class AuditPolicyDriver implements TypedDriver<Address, AuditValue> {
  readonly #agent: Agent;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  async read(addresses: readonly Address[]): Promise<readonly Reading<AuditValue>[]> {
    const found = await this.#agent.request({
      operation: 'readAuditPolicy',
      parameters: {},
      result: policy,
      doing: 'reading the audit policy',
      whenDenied,
    });
    if (found.state === 'absent') return addresses.map(() => unreadable('the server has no audit policy'));
    return addresses.map(({ category }) =>
      readingOf(found, ({ enabled, categories }): AuditValue => {
        if (category === 'enabled') return { value: enabled };
        const bits = categories[auditCategories.indexOf(category)] ?? 0;
        return { success: (bits & success) !== 0, failure: (bits & failure) !== 0 };
      }),
    );
  }

  async write({ category }: Address, to: Settable<AuditValue>): Promise<void> {
    const value = to.state === 'present' ? to.value : undefined;
    if (value === undefined || (category === 'enabled') !== 'value' in value)
      throw new TargetError(`The audit policy has no such value for ${category}; nothing was written.`);
    await this.#agent.request({
      ...('value' in value
        ? { operation: 'switchAuditing', parameters: { enabled: value.value } }
        : {
            operation: 'setAuditCategory',
            parameters: {
              category: auditCategories.findIndex((name) => name === category),
              recorded: (value.success ? success : 0) | (value.failure ? failure : 0),
            },
          }),
      result: z.object({}),
      doing: 'setting the audit policy',
      whenDenied,
    });
  }
}
