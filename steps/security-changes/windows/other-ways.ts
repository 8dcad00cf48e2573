import type { Expectation } from '../../../src/model/expectation.js';
import type { Facts } from '../../../src/model/facts.js';
import { administrators, inDomain } from '../../../src/resources/account/sid.js';
import { groupMembership } from '../../../src/resources/group-membership.js';
import { domainNameOf } from './service-account.js';

/** A group that makes the account an administrator beside those that the step itself takes it out of. */
export interface OtherWay {
  readonly expectation: Expectation;
  readonly reason: string;
}

/** Groups between, through which the account stays an administrator. What else they are for nobody knows, so a person takes it out. */
export function otherWays(sid: string, facts: Facts): readonly OtherWay[] {
  const domainAdmins = facts.domainSid === undefined ? undefined : inDomain(facts.domainSid, 512);
  const held = facts.people?.find((one) => one.sid === sid)?.privileges ?? [];
  const innermost = held
    .filter(({ group, of }) => of === undefined && (group === administrators || group === domainAdmins))
    .flatMap(({ through }) => through.at(-1) ?? [])
    .filter((group) => group !== domainAdmins);
  return [...new Set(innermost)].flatMap((group) => {
    const authority = authorityOf(group, facts);
    if (authority === undefined) return [];
    const name = facts.accountNames?.[group] ?? group;
    return {
      expectation: { ...groupMembership(authority, group).without(sid), aim: (reading) => reading },
      reason: `The account is an administrator through ${name} too. Take it out of that group, or that group out of the administrators, by hand.`,
    };
  });
}

function authorityOf(group: string, facts: Facts): string | undefined {
  const { name, machineSid, domainSid } = facts;
  if (domainSid !== undefined && group.startsWith(`${domainSid}-`)) return domainNameOf(facts);
  return machineSid !== undefined && group.startsWith(`${machineSid}-`) ? name : undefined;
}
