import { TargetError, UsageError } from '../errors.js';
import type { Driver } from '../targets/driver.js';
import { smbAddress, type SmbAddress } from '../targets/samba/connection/address.js';
import { domainOver } from '../targets/samba/domain.js';
import { openSamba, type SambaOptions, type SambaTarget } from '../targets/samba/samba.js';

interface Reached {
  readonly address: SmbAddress;
  readonly password: string;
  readonly byHand: Driver;
  readonly options: SambaOptions;
  /** HOST[:PORT] of a controller, or `none`. Undefined: the one that the server names. */
  readonly controller: string | undefined;
}

/** Refuses a `--domain-controller` that is not understood, before any server is asked. @throws UsageError */
export function checkController(given: string | undefined): void {
  if (given !== undefined) placeOf(given);
}

/**
 * A member server on the network together with the accounts of its domain, read on a controller with the same logon. An account of the
 * server's own is nobody there, so nothing is asked with one.
 */
export async function withDomain(
  target: SambaTarget,
  { address, password, byHand, options, controller }: Reached,
): Promise<SambaTarget> {
  const { name, machineSid, domain, domainSid } = await target.identify();
  const isMember = domain !== undefined && domainSid !== undefined && domainSid !== machineSid;
  const isOwnAccount = ['', name.toLowerCase()].includes(address.domain.toLowerCase());
  if (!isMember || isOwnAccount || controller === 'none') return target;
  const accounts = domainOver({
    domain: { name: domain, sid: domainSid },
    byHand,
    async open() {
      const place = controller === undefined ? await named(target, domain) : placeOf(controller);
      return openSamba(smbAddress({ ...account(address), ...place }), password, options);
    },
  });
  const drivers = new Map(
    [...accounts.drivers].map(([kind, beyond]): [string, Driver | undefined] => {
      const own = target.driver(kind);
      return [kind, own === undefined ? undefined : { ...own, beyond }];
    }),
  );
  return {
    ...target,
    driver: (kind) => drivers.get(kind) ?? target.driver(kind),
    async close() {
      await accounts.close();
      await target.close();
    },
  };
}

const account = ({ user, domain }: SmbAddress) => ({ user, domain });

async function named(target: SambaTarget, domain: string): Promise<{ host: string }> {
  const host = await target.controllerOf(domain);
  if (host !== undefined) return { host };
  throw new TargetError(`${target.label} names none. Give one with --domain-controller HOST.`);
}

/** @throws UsageError */
function placeOf(given: string): { readonly host: string; readonly port?: number } {
  const [, host = '', port] = /^([^:]+)(?::(\d{1,5}))?$/.exec(given) ?? [];
  const place = { host, ...(port !== undefined && { port: Number(port) }) };
  try {
    if (given !== 'none') smbAddress({ user: 'anybody', ...place });
    return place;
  } catch (cause) {
    throw new UsageError('--domain-controller takes HOST[:PORT], or none.', { cause });
  }
}
