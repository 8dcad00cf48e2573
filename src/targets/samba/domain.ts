import { TargetError, UsageError } from '../../errors.js';
import { unreadable } from '../../model/reading.js';
import { kind as accountPolicy } from '../../resources/account-policy.js';
import { kind as account } from '../../resources/account.js';
import { kind as groupMembership } from '../../resources/group-membership.js';
import type { Driver } from '../driver.js';
import type { SambaTarget } from './samba.js';

export interface DomainOptions {
  /** Which domain it is, by name and SID. */
  readonly domain: { readonly name: string; readonly sid: string };
  /** Logs on to a controller of it. @throws TargetError, UsageError where its name is none */
  readonly open: () => Promise<SambaTarget>;
  /** Makes the changes: a member server's session never writes to its domain. */
  readonly byHand: Driver;
}

/** The accounts of a member server's domain, read on one of its controllers. */
export interface Domain {
  /** By kind; each reaches what is the domain's, as long as a controller answers. */
  readonly drivers: ReadonlyMap<string, Driver>;
  close(): Promise<void>;
}

const kinds = [groupMembership, account, accountPolicy];

/** Nothing is opened before something of the domain is wanted, and a controller that did not answer is not tried again. */
export function domainOver({ domain, open, byHand }: DomainOptions): Domain {
  let opening: Promise<SambaTarget> | undefined;
  /** Why none answered. */
  let silent: string | undefined;
  const opened = (): Promise<SambaTarget> => (opening ??= openController({ domain, open }));
  const over = (kind: (typeof kinds)[number]): Driver => ({
    asks: 'to write',
    reaches: (resource) =>
      silent === undefined && kind.addressOf(resource).authority.toLowerCase() === domain.name.toLowerCase(),
    async read(resources) {
      if (silent === undefined) {
        try {
          const controller = await opened();
          return (await controller.driver(kind.name)?.read(resources)) ?? [];
        } catch (error) {
          if (!(error instanceof TargetError || error instanceof UsageError)) throw error;
          silent = `no controller of ${domain.name} tells it: ${error.message.replace(/\.$/, '')}`;
        }
      }
      const reason = silent;
      return resources.map(() => unreadable(reason));
    },
    write: (resource, to) => byHand.write(resource, to),
  });
  return {
    drivers: new Map(kinds.map((kind) => [kind.name, over(kind)])),
    async close() {
      const controller = await opening?.catch(() => undefined);
      await controller?.close();
    },
  };
}

/** @throws TargetError where it is a controller of another domain, or none */
async function openController({
  domain,
  open,
}: Pick<DomainOptions, 'domain' | 'open'>): Promise<SambaTarget> {
  const controller = await open();
  const { machineSid, name } = await controller.identify();
  if (machineSid === domain.sid) return controller;
  await controller.close();
  throw new TargetError(`${name} keeps other accounts than those of ${domain.name}.`);
}
