import type { Clock } from '../../engine/clock.js';
import { kind as folderAcl } from '../../resources/folder-acl.js';
import { kind as registryAcl } from '../../resources/registry-acl.js';
import { kind as account } from '../../resources/account.js';
import { kind as accountPolicy } from '../../resources/account-policy.js';
import { kind as auditPolicy } from '../../resources/audit-policy.js';
import { kind as groupMembership } from '../../resources/group-membership.js';
import { kind as userRight } from '../../resources/user-right.js';
import { kind as registryValue } from '../../resources/registry-value.js';
import { kind as service } from '../../resources/service.js';
import { kind as shareAcl } from '../../resources/share-acl.js';
import { kind as software } from '../../resources/software.js';
import { kind as textFile } from '../../resources/text-file.js';
import { driverOf, leavingRest, type Driver } from '../driver.js';
import type { Target } from '../target.js';
import { AccountDriver } from './account.js';
import { AccountPolicyDriver } from './account-policy.js';
import { AuditPolicyDriver } from './audit-policy.js';
import { GroupMembershipDriver } from './group-membership.js';
import { UserRightDriver } from './user-right.js';
import { labelOf, type SmbAddress } from './address.js';
import { Agent, type AgentOptions } from './agent.js';
import { FolderAclDriver } from './folder-acl.js';
import { RegistryAclDriver } from './registry-acl.js';
import { ServiceDriver } from './service.js';
import { ShareAclDriver } from './share-acl.js';
import { examine } from './examine.js';
import { lockOut } from './lock-out.js';
import { Logon, type Identity } from './logon.js';
import { RegistryValueDriver } from './registry-value.js';
import { awaitRestart, startRestart, type Patience } from './restart.js';
import { SoftwareDriver } from './software.js';
import { serverTime } from './server-time.js';
import { steady } from './steady.js';
import { TextFileDriver } from './text-file.js';

export interface SambaTarget extends Target {
  /**
   * Which server this is: its computer name, and the SID of its account domain (LSA). On a domain controller that
   * SID is the domain's, shared by all its controllers, so the name must be compared too. @throws TargetError
   */
  identify(): Promise<Identity>;
  /** How the session logged on, and what else the server takes. */
  readonly logon: Logon;
}

export interface SambaOptions extends AgentOptions {
  /** The workstation's clock. */
  readonly clock: Clock;
  /** How long a service may take to stop or start. Default 180. */
  readonly serviceSeconds?: number;
  /** How long a restart may take. */
  readonly patience?: Patience;
}

/** Samba's file client takes no other; on another port a person sees to the files. */
const filePort = 139;

/** Logs on to a server on the network. @throws TargetError, WorkstationError */
export async function openSamba(
  address: SmbAddress,
  password: string,
  { clock, patience, serviceSeconds, ...options }: SambaOptions,
): Promise<SambaTarget> {
  const agent = new Agent(address, options);
  const logon = new Logon(agent, address, password);
  try {
    await logon.open();
    // Known from the start, so that a line that was lost is not made again to another server.
    await logon.identify();
  } catch (error) {
    await agent.close();
    throw error;
  }
  const drivers = new Map<string, Driver>([
    [registryValue.name, driverOf(registryValue, new RegistryValueDriver(agent))],
    [registryAcl.name, driverOf(registryAcl, new RegistryAclDriver(agent))],
    [service.name, driverOf(service, new ServiceDriver(agent, serviceSeconds))],
    [software.name, leavingRest(driverOf(software, new SoftwareDriver(agent, address.port === filePort)))],
    [account.name, driverOf(account, new AccountDriver(agent))],
    [accountPolicy.name, driverOf(accountPolicy, new AccountPolicyDriver(agent))],
    [auditPolicy.name, driverOf(auditPolicy, new AuditPolicyDriver(agent))],
    [groupMembership.name, driverOf(groupMembership, new GroupMembershipDriver(agent))],
    [userRight.name, driverOf(userRight, new UserRightDriver(agent))],
    [shareAcl.name, driverOf(shareAcl, new ShareAclDriver(agent))],
  ]);
  if (address.port === filePort) {
    drivers.set(textFile.name, driverOf(textFile, new TextFileDriver(agent)));
    drivers.set(folderAcl.name, driverOf(folderAcl, new FolderAclDriver(agent)));
  }
  for (const [name, driver] of drivers) drivers.set(name, steady(driver, logon));
  const { user, domain } = address;
  const way = {
    user,
    domain,
    get profile() {
      return logon.profile;
    },
    proves: logon.proves.bind(logon),
    accountSid: logon.accountSid.bind(logon),
  };
  return {
    url: address.url,
    label: labelOf(address),
    simulated: false,
    clock,
    logon,
    driver: (name) => drivers.get(name),
    objects: (resource, to) => lockOut(resource, to, way),
    identify: () => logon.identify(),
    time: () => serverTime(agent),
    examine: () => examine(address, agent, logon, clock),
    startRestart: () => startRestart(agent),
    awaitRestart: () => awaitRestart(address, logon, patience),
    close: () => agent.close(),
  };
}
