import { defined } from '../../../defined.js';
import { z } from 'zod';
import { TargetError } from '../../../errors.js';
import { differenceOf } from '../../../model/identity.js';
import { meaning } from '../../../resources/registry/data.js';
import { labelOf, type SmbAddress } from './address.js';
import type { SelfDescription } from '../../../model/identity.js';
import type { Agent } from './agent.js';
import { RegistryValueDriver } from '../drivers/registry-value.js';
import type { Connection } from './reconnecting.js';

/** `ntlmv2`: raw NTLMv2 without SPNEGO. `legacy`: NTLM, for servers before Service Pack 4. */
export type LogonProfile = 'ntlmv2' | 'legacy';

export type Identity = SelfDescription;
export const profileWords: Readonly<Record<LogonProfile, string>> = { ntlmv2: 'NTLMv2', legacy: 'NTLM' };

/** Whether packets are signed: where the server requires it, always or the logon fails, never. */
export type Signing = 'auto' | 'required' | 'disabled';

/** The logon to one server: how it was made, as whom, and the same again where the line was lost. */
export class Logon implements Connection {
  readonly #agent: Agent;
  readonly #address: SmbAddress;
  readonly #password: string;
  /** Forms of logging on that succeeded over this line; they are not tried again. */
  readonly #proven = new Set<string>();
  #profile: LogonProfile = 'ntlmv2';
  #identity: Identity | undefined;

  constructor(agent: Agent, address: SmbAddress, password: string) {
    this.#agent = agent;
    this.#address = address;
    this.#password = password;
  }

  get line(): number {
    return this.#agent.line;
  }

  /** The way of logging on that the server took. */
  get profile(): LogonProfile {
    return this.#profile;
  }

  isLost(line: number): boolean {
    return this.#agent.isLost(line);
  }

  /** Logs on for the first time. @throws TargetError, WorkstationError */
  async open(): Promise<void> {
    await this.#connect();
  }

  reconnect(): Promise<void> {
    return this.#agent.reconnect(async () => {
      await this.#connect('logging on again');
      const known = this.#identity;
      if (known === undefined) return;
      const now = await this.#identify();
      // Controllers of one domain share its SID.
      const renamed = now.name.toUpperCase() !== known.name.toUpperCase();
      const difference =
        differenceOf(known, now) ?? (renamed ? `name ${known.name}, not ${now.name}` : undefined);
      if (difference === undefined) return;
      throw new TargetError(
        `Another server answers at ${labelOf(this.#address)} after the connection was lost: ${difference}. ` +
          'Nothing was read from it or changed on it. Find out which machine has this address, then run the same command again.',
      );
    });
  }

  /** Whether the line still carries anything. */
  async lives(): Promise<boolean> {
    const over = this.line;
    if (this.isLost(over)) return false;
    try {
      await this.#identify();
    } catch {
      return !this.isLost(over);
    }
    return true;
  }

  /** Which server this is; asked once. @throws TargetError */
  async identify(): Promise<Identity> {
    this.#identity ??= await this.#identify();
    return this.#identity;
  }

  /** Whether the server keeps the accounts of this server or domain; those of a domain only its controllers do. */
  keeps(authority: string): boolean {
    const { name, domain, domainSid, machineSid } = this.#identity ?? {};
    const controlled = domainSid !== undefined && domainSid === machineSid ? domain : undefined;
    return [this.#address.host, name, controlled].some(
      (kept) => kept?.toLowerCase() === authority.toLowerCase(),
    );
  }

  /**
   * Whether the server takes this way of logging on, found out by logging on. A refusal counts as a bad logon there,
   * and a good one follows at once.
   */
  async proves(profile: LogonProfile, signing: Signing = 'auto'): Promise<boolean> {
    const form = `${profile} ${signing}`;
    if (this.#proven.has(form)) return true;
    const { taken } = await this.#agent.request({
      operation: 'provesLogon',
      parameters: { profile, signing },
      result: z.object({ taken: z.boolean() }),
      doing: 'trying a second way of logging on',
    });
    if (taken) this.#proven.add(form);
    return taken;
  }

  /** The logon in use: `NTLMv2, packets signed`. It is found out by one without signatures. @throws TargetError */
  async words(): Promise<string> {
    // Packets are signed only for a server that requires it, and such a one refuses a logon that will not sign.
    const unsigned = await this.proves(this.#profile, 'disabled');
    return `${profileWords[this.#profile]}, packets ${unsigned ? 'not signed' : 'signed'}`;
  }

  /** The SID of the account in use; undefined where the server does not tell. @throws TargetError */
  async accountSid(): Promise<string | undefined> {
    const { sid } = await this.#agent.request({
      operation: 'accountSid',
      parameters: {},
      result: z.object({ sid: z.string().nullable() }),
      doing: 'asking for the SID of the account in use',
    });
    return sid ?? undefined;
  }

  async #connect(doing?: string): Promise<void> {
    this.#proven.clear();
    const { host, port, user, domain } = this.#address;
    const { profile } = await this.#agent.request({
      operation: 'connect',
      parameters: { host, port, user, domain, password: this.#password },
      result: z.object({ profile: z.enum(['ntlmv2', 'legacy']) }),
      ...defined({ doing }),
    });
    this.#profile = profile;
  }

  async #identify(): Promise<Identity> {
    const { machineSid, accountDomain, domain, domainSid, controllerRole } = await this.#agent.request({
      operation: 'identify',
      parameters: {},
      result: z.object({
        machineSid: sid.nullable(),
        accountDomain: z.string(),
        domain: z.string(),
        domainSid: sid.nullable(),
        controllerRole: z.enum(['primary', 'backup']).nullable(),
      }),
      doing: 'asking which server it is',
    });
    const [computerName] = await new RegistryValueDriver(this.#agent).read([
      { key: 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName', name: 'ComputerName' },
    ]);
    const named = computerName?.state === 'present' ? meaning(computerName.value) : undefined;
    // A member server's account domain carries its computer name.
    const name = typeof named === 'string' && named !== '' ? named : accountDomain || this.#address.host;
    return {
      ...(machineSid !== null && { machineSid }),
      ...(domainSid !== null && { domainSid }),
      // The primary domain of a server in a workgroup has no SID, and is none.
      ...(domainSid !== null && { domain }),
      ...(controllerRole !== null && { controllerRole }),
      name,
    };
  }
}

const sid = z.string().regex(/^S(-\d+)+$/);
