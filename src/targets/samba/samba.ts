import type { Clock } from '../../model/clock.js';
import type { Target } from '../target.js';
import { labelOf, type SmbAddress } from './connection/address.js';
import { Agent, type AgentOptions } from './connection/agent.js';
import { SambaBlankPasswords } from './blank-passwords.js';
import { SambaCensus } from './census.js';
import { driversOver } from './drivers/index.js';
import { controllerOf } from './connection/controller.js';
import { examine } from './connection/examine.js';
import { lockOut } from './lock-out.js';
import { Logon, type Identity } from './connection/logon.js';
import { awaitRestart, startRestart, type Patience } from './connection/restart.js';
import { serverStart, serverTime } from './connection/server-time.js';

export interface SambaTarget extends Target {
  /**
   * Which server this is: its computer name, and the SID of its account domain (LSA). On a domain controller that
   * SID is the domain's, shared by all its controllers, so the name must be compared too. @throws TargetError
   */
  identify(): Promise<Identity>;
  /** How the session logged on, and what else the server takes. */
  readonly logon: Logon;
  /** The computer name of a controller of its domain; undefined where it names none. @throws TargetError */
  controllerOf(domain: string): Promise<string | undefined>;
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
  const drivers = driversOver(agent, logon, {
    files: address.port === filePort,
    serviceSeconds,
    keeps: (authority) => logon.keeps(authority),
  });
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
    census: new SambaCensus(agent),
    controllerOf: (domain) => controllerOf(agent, domain),
    time: () => serverTime(agent),
    startedAt: () => serverStart(agent, clock),
    examine: () => examine(address, agent, logon, clock),
    blankPasswords: new SambaBlankPasswords(agent, {
      user,
      accountSid: () => logon.accountSid(),
      identify: () => logon.identify(),
    }),
    startRestart: () => startRestart(agent),
    awaitRestart: () => awaitRestart(address, logon, patience),
    close: () => agent.close(),
  };
}
