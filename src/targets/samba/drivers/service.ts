import { z } from 'zod';
import { TargetError } from '../../../errors.js';
import { absent, present, unreadable, type Reading, type Settable } from '../../../model/reading.js';
import { meaning, registryTypes } from '../../../resources/registry/data.js';
import { startTypes, type ServiceValue } from '../../../resources/service.js';
import type { TypedDriver } from '../../driver.js';
import type { Agent } from '../connection/agent.js';

type Address = Readonly<{ name: string }>;

const value = z.discriminatedUnion('state', [
  z.object({ state: z.literal('present'), type: z.number(), bytes: z.string() }),
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('unreadable'), reason: z.string() }),
]);

const item = z.discriminatedUnion('state', [
  z.object({ state: z.literal('present'), running: z.number(), values: z.record(z.string(), value) }),
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('unreadable'), reason: z.string() }),
]);

type Values = Readonly<Record<string, z.infer<typeof value>>>;

/** SERVICE_STATUS of winsvc.h, 1 to 7. */
const states = ['stopped', 'starting', 'stopping', 'running', 'continuing', 'pausing', 'paused'] as const;

const whenDenied = 'Use an account that is a member of Administrators or Server Operators.';

/** Services read in one request, and how long one on its way to another state may hold it up. */
const batch = 20;
const settleSeconds = 1;

/** How long to wait for a service, since the information store of Exchange needs minutes to stop. Each wait is shorter than the agent's own limit. */
const waitStepSeconds = 10;

/**
 * Services over the network (svcctl); the start type is what the registry says, because that holds at the next start.
 * What depends on a service is never stopped along: the write is refused with the names.
 */
export class ServiceDriver implements TypedDriver<Address, ServiceValue> {
  readonly #agent: Agent;
  readonly #waitSeconds: number;

  /** @param waitSeconds how long a service may take to stop or start */
  constructor(agent: Agent, waitSeconds = 180) {
    this.#agent = agent;
    this.#waitSeconds = waitSeconds;
  }

  async read(addresses: readonly Address[]): Promise<readonly Reading<ServiceValue>[]> {
    const readings: Reading<ServiceValue>[] = [];
    for (let start = 0; start < addresses.length; start += batch) {
      const names = addresses.slice(start, start + batch).map(({ name }) => name);
      const items = await this.#agent.request({
        operation: 'readServices',
        parameters: { names, seconds: settleSeconds },
        result: z.array(item).length(names.length),
        doing: `reading ${names.length === 1 ? `the service ${names[0] ?? ''}` : `${names.length} services`}`,
        whenDenied,
      });
      readings.push(...items.map(readingOf));
    }
    return readings;
  }

  /** Stops before it changes the start type and starts after it: what a service refuses then changes nothing. */
  async write({ name }: Address, to: Settable<ServiceValue>): Promise<void> {
    if (to.state === 'absent') {
      throw new TargetError(
        `Batten removes no services, so ${name} stays as it is. Nothing was written; remove it at the console.`,
      );
    }
    const [now] = await this.read([{ name }]);
    if (now?.state !== 'present') {
      const why = now?.state === 'unreadable' ? `cannot be read (${now.reason})` : 'is not installed';
      throw new TargetError(`The service ${name} ${why}, and Batten creates none. Nothing was written.`);
    }
    const { start, state } = to.value;
    if (state === 'stopped' && now.value.state !== 'stopped') await this.#stop(name);
    if (start !== now.value.start) await this.#setStart(name, start);
    if (state === 'running' && now.value.state !== 'running') await this.#start(name);
  }

  async #setStart(name: string, start: ServiceValue['start']): Promise<void> {
    await this.#agent.request({
      operation: 'setServiceStart',
      parameters: { name, start: startTypes.indexOf(start) },
      result: z.object({ effective: z.enum(['at once', 'at the next start']) }),
      doing: `setting the start type of the service ${name}`,
      whenDenied,
    });
  }

  async #stop(name: string): Promise<void> {
    const { dependents } = await this.#agent.request({
      operation: 'stopService',
      parameters: { name },
      result: z.object({ dependents: z.array(z.string()) }),
      doing: `stopping the service ${name}`,
      whenDenied,
    });
    if (dependents.length > 0) {
      throw new TargetError(
        `${name} was not stopped: ${dependents.join(', ')} ${dependents.length === 1 ? 'runs and needs' : 'run and need'} it. ` +
          `Stop ${dependents.length === 1 ? 'it' : 'them'} first if nobody needs ${dependents.length === 1 ? 'it' : 'them'}, or leave ${name} running.`,
      );
    }
    await this.#await(name, 'stopped');
  }

  async #start(name: string): Promise<void> {
    await this.#agent.request({
      operation: 'startService',
      parameters: { name },
      result: z.object({}),
      doing: `starting the service ${name}`,
      whenDenied,
    });
    await this.#await(name, 'running');
  }

  async #await(name: string, wanted: ServiceValue['state']): Promise<void> {
    let state: string | undefined;
    for (let left = this.#waitSeconds; left > 0; left -= waitStepSeconds) {
      const { running } = await this.#agent.request({
        operation: 'awaitService',
        parameters: { name, seconds: Math.min(waitStepSeconds, left) },
        result: z.object({ running: z.number() }),
        doing: `waiting for the service ${name}`,
        whenDenied,
      });
      state = states[running - 1];
      if (state === wanted) return;
      if (state === 'stopped' || state === 'running' || state === 'paused') break;
    }
    throw new TargetError(
      `The service ${name} is ${state ?? 'in an unknown state'} and not ${wanted} after up to ${this.#waitSeconds} seconds. ` +
        `Look for it in Event Viewer and in Control Panel, Services, then run the same command again.`,
    );
  }
}

function readingOf(found: z.infer<typeof item>): Reading<ServiceValue> {
  if (found.state === 'absent') return absent;
  if (found.state === 'unreadable') return unreadable(found.reason);
  const { values } = found;
  const state = states[found.running - 1];
  if (state !== 'stopped' && state !== 'running') {
    return unreadable(
      state === undefined ? `its state has the unknown number ${found.running}` : `it is ${state}`,
    );
  }
  const number = valueOf(values, 'Start');
  const start = typeof number === 'number' ? startTypes[number] : undefined;
  if (start === undefined) return unreadable('the registry does not say its start type');
  const [display, account] = [valueOf(values, 'DisplayName'), valueOf(values, 'ObjectName')];
  const [dependsOn, groups] = [valueOf(values, 'DependOnService'), valueOf(values, 'DependOnGroup')];
  const type = valueOf(values, 'Type');
  return present({
    start,
    state,
    ...(typeof display === 'string' && { display }),
    ...(typeof account === 'string' && { account }),
    ...(isList(dependsOn) && { dependsOn }),
    ...(isList(groups) && { dependsOnGroups: groups }),
    ...(typeof type === 'number' && { type: (type & driverTypes) === 0 ? 'service' : 'driver' }),
  });
}

/** SERVICE_KERNEL_DRIVER, SERVICE_FILE_SYSTEM_DRIVER, SERVICE_ADAPTER, SERVICE_RECOGNIZER_DRIVER. */
const driverTypes = 0x0f;

function valueOf(values: Values, name: string): ReturnType<typeof meaning> | undefined {
  const found = values[name];
  if (found?.state !== 'present') return undefined;
  const type = registryTypes[found.type];
  return type === undefined ? undefined : meaning({ type, bytes: found.bytes });
}

const isList = (means: unknown): means is readonly string[] => Array.isArray(means);
