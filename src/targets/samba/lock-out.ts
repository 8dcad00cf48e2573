import { kind as account } from '../../resources/account.js';
import { kind as group } from '../../resources/group-membership.js';
import type { Settable } from '../../model/reading.js';
import { kind as registryAcl } from '../../resources/registry-acl.js';
import { meaning } from '../../resources/registry/data.js';
import { kind as registryValue } from '../../resources/registry-value.js';
import type { Resource } from '../../model/resource.js';
import { aceTexts, parseAce } from '../../resources/acl/sddl.js';
import { kind as service } from '../../resources/service.js';
import { administrators, everyone, ridOf, sidOfAlias } from '../../resources/account/sid.js';
import { kind as userRight } from '../../resources/user-right.js';
import type { LogonProfile, Signing } from './connection/logon.js';

/** The session's own way to the server, as far as a change can cut it. */
export interface Way {
  /** The account's name and the domain it was given with, empty for the server's own. */
  readonly user: string;
  readonly domain: string;
  /** The way of logging on that is in use. */
  readonly profile: LogonProfile;
  /** Tries a logon. */
  proves(profile: LogonProfile, signing?: Signing): Promise<boolean>;
  /** Undefined where the server does not tell. */
  accountSid(): Promise<string | undefined>;
}

const lsa = 'hklm\\system\\currentcontrolset\\control\\lsa';
const lanman = 'hklm\\system\\currentcontrolset\\services\\lanmanserver\\parameters';
const winreg = 'hklm\\system\\currentcontrolset\\control\\securepipeservers\\winreg';

/** Without these nothing answers on port 139. */
const carriers: ReadonlySet<string> = new Set(['lanmanserver', 'srv', 'netbt', 'tcpip']);

/** From here on the server refuses NTLM, and with it the legacy logon (Q147706). */
const ntlmv2Only = 5;

/**
 * Why this write must not be made over this session: it would shut the session's own way, and nothing has proven
 * another. Undefined where it is safe. Holds for taking back as for applying: what counts is what will stand there.
 * @throws TargetError when the server cannot be asked
 */
export async function lockOut(resource: Resource, to: Settable, way: Way): Promise<string | undefined> {
  switch (resource.kind) {
    case registryValue.name:
      return throughRegistry(resource, to, way);
    case registryAcl.name:
      return throughWinreg(resource, to, way);
    case service.name: {
      const { name } = service.addressOf(resource);
      const after = service.typed(to);
      const off =
        after.state === 'present' && (after.value.start === 'disabled' || after.value.state === 'stopped');
      return off ? withoutService(name, way) : undefined;
    }
    case account.name: {
      const after = account.typed(to);
      const own = after.state === 'present' && after.value.name.toLowerCase() === way.user.toLowerCase();
      return own && after.value.disabled
        ? `it would disable ${way.user}, the account that Batten is logged on with. Log on with another administrator first`
        : undefined;
    }
    case group.name:
      return throughAdministrators(resource, to, way);
    case userRight.name: {
      if (userRight.addressOf(resource).right.toLowerCase() !== 'senetworklogonright') return undefined;
      const after = userRight.typed(to);
      const holders = after.state === 'present' ? after.value.holders : [];
      return (await isAmong(way, (sid) => holders.includes(sid)))
        ? undefined
        : `${way.user} would no longer have the right to access this computer from network`;
    }
    default:
      return undefined;
  }
}

async function throughRegistry(resource: Resource, to: Settable, way: Way): Promise<string | undefined> {
  const { key, name } = registryValue.addressOf(resource);
  const after = registryValue.typed(to);
  const value = after.state === 'present' ? meaning(after.value) : undefined;
  if (typeof value !== 'number') return undefined;
  const at = `${key}\\${name}`.toLowerCase();
  if (at === `${lsa}\\lmcompatibilitylevel` && value >= ntlmv2Only) {
    if (way.profile === 'ntlmv2' || (await way.proves('ntlmv2'))) return undefined;
    return (
      `the server took Batten's NTLM logon but not its NTLMv2 logon, and level ${value} refuses NTLM (Q147706). ` +
      "Check Service Pack 4 on the server and on the domain's controllers, and that clocks agree within 30 minutes"
    );
  }
  if (at === `${lanman}\\requiresecuritysignature` && value !== 0) {
    if ((await way.proves(way.profile, 'required')) || (await way.proves(other(way.profile), 'required')))
      return undefined;
    return (
      'the server gave no signature to a logon that asked for one, so nobody knows that Batten could still log on (Q161372). ' +
      'Apply the step without requiring signatures, restart the server, then require them'
    );
  }
  const [, driver] = /^hklm\\system\\currentcontrolset\\services\\([^\\]+)\\start$/.exec(at) ?? [];
  return driver !== undefined && value === 4 ? withoutService(driver, way) : undefined;
}

function withoutService(name: string, { domain }: Way): string | undefined {
  if (carriers.has(name.toLowerCase())) {
    return `without ${name} the server no longer answers Batten. Do it at the console, as the last thing`;
  }
  return name.toLowerCase() === 'netlogon' && domain !== ''
    ? `without ${name} the server may no longer know accounts of ${domain}. Log on with an account of the server itself first`
    : undefined;
}

async function throughWinreg(resource: Resource, to: Settable, way: Way): Promise<string | undefined> {
  const after = registryAcl.typed(to);
  if (registryAcl.addressOf(resource).key.toLowerCase() !== winreg || after.state !== 'present')
    return undefined;
  const aces = aceTexts(after.value.sddl)?.map(parseAce);
  if (aces === undefined) return undefined;
  const has =
    (type: string) =>
    (sid: string): boolean =>
      aces.some((ace) => ace.type === type && ace.trustee === sid);
  const denied = await isAmong(way, has('D'));
  return !denied && (await isAmong(way, has('A')))
    ? undefined
    : `the key winreg would let neither Administrators nor ${way.user} at the registry from the network (Q143474)`;
}

/** A local account is a member itself; one of a domain mostly through Domain Admins. */
async function throughAdministrators(
  resource: Resource,
  to: Settable,
  way: Way,
): Promise<string | undefined> {
  if (group.addressOf(resource).sid !== administrators) return undefined;
  const after = group.typed(to);
  const members = after.state === 'present' ? after.value.members : [];
  const sid = await way.accountSid();
  const stays = sid === undefined || members.includes(sid);
  const throughDomain = way.domain !== '' && members.some((member) => ridOf(member) === 512);
  return stays || throughDomain
    ? undefined
    : `it would take ${way.user}, the account that Batten is logged on with, out of Administrators`;
}

const authenticated = sidOfAlias['AU'] ?? '';

/** Whether this holds of a principal that the session certainly is. */
async function isAmong(way: Way, holds: (sid: string) => boolean): Promise<boolean> {
  if ([administrators, everyone, authenticated].some(holds)) return true;
  const sid = await way.accountSid();
  return sid !== undefined && holds(sid);
}

const other = (profile: LogonProfile): LogonProfile => (profile === 'ntlmv2' ? 'legacy' : 'ntlmv2');
