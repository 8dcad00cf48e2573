import type { Facts } from './facts.js';

/** What the server says about itself over the wire, beside its registry. */
export interface SelfDescription {
  readonly name: string;
  readonly machineSid?: string;
  /** The domain that it belongs to or controls. */
  readonly domain?: string;
  /** Of the domain that it belongs to or controls. */
  readonly domainSid?: string;
  /** Which controller of the domain it is, if it is one. */
  readonly controllerRole?: 'primary' | 'backup';
}

/**
 * Whether two sets of facts are of one server: by the machine SID where both know it, else by name and, where both
 * know it, the date of installation. Gives what differs, as words, or undefined when they are the same server.
 */
export function differenceOf(recorded: Facts, now: Facts): string | undefined {
  if (recorded.machineSid !== undefined && now.machineSid !== undefined) {
    return recorded.machineSid === now.machineSid
      ? undefined
      : `machine SID ${recorded.machineSid}, not ${now.machineSid}`;
  }
  if (recorded.name.toUpperCase() !== now.name.toUpperCase()) return `name ${recorded.name}, not ${now.name}`;
  if (
    recorded.installDate !== undefined &&
    now.installDate !== undefined &&
    recorded.installDate !== now.installDate
  ) {
    return `installation of ${dateOf(recorded.installDate)}, not of ${dateOf(now.installDate)}`;
  }
  return undefined;
}

const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
