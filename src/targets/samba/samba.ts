import { z } from 'zod';
import type { Clock } from '../../engine/clock.js';
import { meaning } from '../../resources/registry-data.js';
import { kind as folderAcl } from '../../resources/folder-acl.js';
import { kind as registryValue } from '../../resources/registry-value.js';
import { kind as textFile } from '../../resources/text-file.js';
import { driverOf, type Driver } from '../driver.js';
import type { Target } from '../target.js';
import { labelOf, type SmbAddress } from './address.js';
import { Agent, type AgentOptions } from './agent.js';
import { FolderAclDriver } from './folder-acl.js';
import { RegistryValueDriver } from './registry-value.js';
import { TextFileDriver } from './text-file.js';

export interface SambaTarget extends Target {
  /**
   * Which server this is: its computer name, and the SID of its account domain (LSA). On a domain controller that
   * SID is the domain's, shared by all its controllers, so the name must be compared too. @throws TargetError
   */
  identify(): Promise<{ readonly machineSid?: string; readonly name: string }>;
}

export interface SambaOptions extends AgentOptions {
  /** The workstation's clock. */
  readonly clock: Clock;
}

/** Samba's file client takes no other; on another port a person sees to the files. */
const filePort = 139;

/** Logs on to a server on the network. @throws TargetError, WorkstationError */
export async function openSamba(
  address: SmbAddress,
  password: string,
  { clock, ...options }: SambaOptions,
): Promise<SambaTarget> {
  const agent = new Agent(address, options);
  const { host, port, user, domain } = address;
  try {
    await agent.request({
      operation: 'connect',
      parameters: { host, port, user, domain, password },
      result: z.object({ profile: z.string() }),
    });
  } catch (error) {
    await agent.close();
    throw error;
  }
  const registry = new RegistryValueDriver(agent);
  const drivers = new Map<string, Driver>([[registryValue.name, driverOf(registryValue, registry)]]);
  if (port === filePort) {
    drivers.set(textFile.name, driverOf(textFile, new TextFileDriver(agent)));
    drivers.set(folderAcl.name, driverOf(folderAcl, new FolderAclDriver(agent)));
  }
  return {
    url: address.url,
    label: labelOf(address),
    simulated: false,
    clock,
    driver: (name) => drivers.get(name),
    identify: () => identify(agent, registry, address),
    close: () => agent.close(),
  };
}

async function identify(
  agent: Agent,
  registry: RegistryValueDriver,
  address: SmbAddress,
): Promise<{ readonly machineSid?: string; readonly name: string }> {
  const { machineSid, accountDomain } = await agent.request({
    operation: 'identify',
    parameters: {},
    result: z.object({
      machineSid: z
        .string()
        .regex(/^S(-\d+)+$/)
        .nullable(),
      accountDomain: z.string(),
    }),
    doing: 'asking which server it is',
  });
  const [computerName] = await registry.read([
    { key: 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName', name: 'ComputerName' },
  ]);
  const named = computerName?.state === 'present' ? meaning(computerName.value) : undefined;
  // A member server's account domain carries its computer name.
  const name = typeof named === 'string' && named !== '' ? named : accountDomain || address.host;
  return { ...(machineSid !== null && { machineSid }), name };
}
