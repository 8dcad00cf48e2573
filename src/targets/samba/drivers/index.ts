import type { TypedKind } from '../../../model/kind.js';
import type { Json } from '../../../model/reading.js';
import { kind as accountPolicy } from '../../../resources/account-policy.js';
import { kind as account } from '../../../resources/account.js';
import { kind as auditPolicy } from '../../../resources/audit-policy.js';
import { kind as folderAcl } from '../../../resources/folder-acl.js';
import { kind as groupMembership } from '../../../resources/group-membership.js';
import { kind as registryAcl } from '../../../resources/registry-acl.js';
import { kind as registryValue } from '../../../resources/registry-value.js';
import { kind as service } from '../../../resources/service.js';
import { kind as shareAcl } from '../../../resources/share-acl.js';
import { kind as software } from '../../../resources/software.js';
import { kind as textFile } from '../../../resources/text-file.js';
import { kind as userRight } from '../../../resources/user-right.js';
import { driverOf, leavingRest, reaching, type Driver, type TypedDriver } from '../../driver.js';
import { AccountPolicyDriver } from './account-policy.js';
import { AccountDriver } from './account.js';
import type { Agent } from '../connection/agent.js';
import { AuditPolicyDriver } from './audit-policy.js';
import { FolderAclDriver } from './folder-acl.js';
import { GroupMembershipDriver } from './group-membership.js';
import { RegistryAclDriver } from './registry-acl.js';
import { RegistryValueDriver } from './registry-value.js';
import { ServiceDriver } from './service.js';
import { ShareAclDriver } from './share-acl.js';
import { SoftwareDriver } from './software.js';
import { reconnecting, type Connection } from '../connection/reconnecting.js';
import { TextFileDriver } from './text-file.js';
import { UserRightDriver } from './user-right.js';

export interface DriverOptions {
  /** Whether the server's files can be reached: Samba's file client takes no other port than 139. */
  readonly files: boolean;
  /** How long a service may take to stop or start. */
  readonly serviceSeconds?: number | undefined;
  /** Whether the server keeps the accounts of this server or domain. */
  keeps(authority: string): boolean;
}

/** The driver of each kind that the network reaches, over one line; what is not here is left to the operator. */
export function driversOver(
  agent: Agent,
  line: Connection,
  { files, serviceSeconds, keeps }: DriverOptions,
): ReadonlyMap<string, Driver> {
  const ofKept = <Address extends Json & { readonly authority: string }, Value extends Json>(
    kind: TypedKind<Address, Value>,
    typed: TypedDriver<Address, Value>,
  ): Driver => reaching(driverOf(kind, typed), (resource) => keeps(kind.addressOf(resource).authority));
  const drivers = new Map<string, Driver>([
    [registryValue.name, driverOf(registryValue, new RegistryValueDriver(agent))],
    [registryAcl.name, driverOf(registryAcl, new RegistryAclDriver(agent))],
    [service.name, driverOf(service, new ServiceDriver(agent, serviceSeconds))],
    [account.name, ofKept(account, new AccountDriver(agent))],
    [accountPolicy.name, ofKept(accountPolicy, new AccountPolicyDriver(agent))],
    [auditPolicy.name, driverOf(auditPolicy, new AuditPolicyDriver(agent))],
    [groupMembership.name, ofKept(groupMembership, new GroupMembershipDriver(agent))],
    [userRight.name, driverOf(userRight, new UserRightDriver(agent))],
    [software.name, leavingRest(driverOf(software, new SoftwareDriver(agent, files)))],
    [shareAcl.name, driverOf(shareAcl, new ShareAclDriver(agent))],
  ]);
  if (files) {
    drivers.set(textFile.name, driverOf(textFile, new TextFileDriver(agent)));
    drivers.set(folderAcl.name, driverOf(folderAcl, new FolderAclDriver(agent)));
  }
  for (const [name, driver] of drivers) drivers.set(name, reconnecting(driver, line));
  return drivers;
}
