import { z } from 'zod';
import { expectExact, type Expectation, type Part } from '../model/expectation.js';
import type { AccountNames, HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present, Reading } from '../model/reading.js';
import type { Resource } from '../model/resource.js';

/** In the order of the registry value Start, 0 to 4. */
export const startTypes = ['boot', 'system', 'automatic', 'manual', 'disabled'] as const;

type StartType = (typeof startTypes)[number];

type Address = Readonly<{ name: string }>;

/** `start` and `state` are what Batten sets; the other members are read along and never written. */
export type ServiceValue = Readonly<{
  start: StartType;
  state: 'running' | 'stopped';
  display?: string;
  account?: string;
  dependsOn?: readonly string[];
  dependsOnGroups?: readonly string[];
  type?: string;
}>;

const states = ['running', 'stopped'] as const;

const address: z.ZodType<Address> = z.object({
  name: z
    .string()
    .regex(
      /^[^\\/"\p{Cc}]{1,256}$/u,
      'a service name has 1 to 256 characters and no slash or quotation mark',
    ),
});

const value: z.ZodType<ServiceValue> = z.object({
  start: z.enum(startTypes),
  state: z.enum(states),
  display: z.string().exactOptional(),
  account: z.string().exactOptional(),
  dependsOn: z.array(z.string()).exactOptional(),
  dependsOnGroups: z.array(z.string()).exactOptional(),
  type: z.string().exactOptional(),
});

export const kind = defineKind<Address, ServiceValue>({
  name: 'service',
  title: 'service',
  doneBy: 'batten',
  address,
  value,
  identity: ({ name }) => name.toLowerCase(),
  describe: ({ name }) => ({ place: 'Services', name }),
  show: ({ start, state }) => `${start}, ${state}`,
  equal: (a, b) => a.start === b.start && a.state === b.state,
  byHand: {
    look: ({ name }) => ({
      clicks: [
        'Choose Start, Settings, Control Panel and open Services (for a driver: Devices).',
        `Find ${name}; the list may show another name for it, as the note says.`,
        'Read the columns Status and Startup: an empty Status means stopped. Close.',
      ],
      typed: [`sc qc ${quoted(name)}`, `sc query ${quoted(name)}`],
      notes: [
        `sc comes with the Resource Kit; it shows START_TYPE, STATE and, as DISPLAY_NAME, what Control Panel calls ${name}.`,
      ],
    }),
    change,
    question: ({ name }) => `Start type and state of ${name}, such as automatic running`,
    parse(answer) {
      const [, start, state] = /^\s*([a-z]+)[\s,]+([a-z]+)\s*$/.exec(answer.toLowerCase()) ?? [];
      const read = value.safeParse({ start, state: state === 'started' ? 'running' : state });
      return read.success
        ? { value: read.data }
        : { problem: `Answer with one of ${startTypes.join(', ')}, then running or stopped.` };
    },
  },
});

export interface ServiceExpectations {
  readonly resource: Resource;
  /** Its start type is disabled and it does not run. A service that is not installed is fine as it is. */
  disabled(): Expectation;
  /** It does not run; its start type stays. */
  stopped(): Expectation;
}

/** @param name the key name under Services, not the name that Control Panel shows */
export function service(name: string): ServiceExpectations {
  const resource = kind.resource({ name });
  return {
    resource,
    disabled: () =>
      installedOnly(
        expectExact(resource, kind.typed, running).exactly({ start: 'disabled', state: 'stopped' }),
      ),
    stopped: () => installedOnly(expectExact(resource, kind.typed, state).exactly('stopped')),
  };
}

const running: Part<ServiceValue, Pick<ServiceValue, 'start' | 'state'>> = {
  get: (found) => found,
  set: (found, wanted) => ({ ...found, ...wanted }),
  show: ({ start, state }) => `${start} and ${state}`,
  equal: (a, b) => a.start === b.start && a.state === b.state,
  absentMeets: true,
};

const state: Part<ServiceValue, ServiceValue['state']> = {
  get: (found) => found.state,
  set: (found, wanted) => ({ start: 'manual', ...found, state: wanted }),
  show: String,
  absentMeets: true,
};

/** Batten never creates a service, so the aim of an absent one is that it stays absent. */
const installedOnly = (expectation: Expectation): Expectation => ({
  ...expectation,
  aim: (reading) => (reading.state === 'absent' ? reading : expectation.aim(reading)),
});

/**
 * Services that would be cut off if `name` were disabled: they run or start by themselves, are not in `also`, and
 * depend on it directly or through others. Groups (DependOnGroup) are not followed: one of several members is enough there.
 */
export function dependantsOf(
  name: string,
  also: readonly string[],
  readings: ReadonlyMap<string, Reading<ServiceValue>>,
): readonly string[] {
  const leaving = new Set(also.map((one) => one.toLowerCase()));
  const cutOff = new Set([name.toLowerCase()]);
  const found: string[] = [];
  for (let grew = true; grew;) {
    grew = false;
    for (const [other, reading] of readings) {
      if (reading.state !== 'present' || cutOff.has(other.toLowerCase())) continue;
      if (!(reading.value.dependsOn ?? []).some((one) => cutOff.has(one.toLowerCase()))) continue;
      cutOff.add(other.toLowerCase());
      grew = true;
      const { start, state } = reading.value;
      const inUse = state === 'running' || (start !== 'manual' && start !== 'disabled');
      if (inUse && !leaving.has(other.toLowerCase())) found.push(other);
    }
  }
  return found;
}

/** cmd.exe takes blanks and signs such as & for its own unless they stand between quotation marks. */
const quoted = (name: string): string => (/^[\w.$-]+$/.test(name) ? name : `"${name}"`);

function change(
  { name }: Address,
  to: Present<ServiceValue> | Absent,
  _names: AccountNames,
  before: Reading<ServiceValue> | undefined,
): HandText {
  if (to.state === 'absent')
    return { clicks: [`Nothing to do: Batten removes no services, ${name} stays as it is.`] };
  const { start, state } = to.value;
  const display = to.value.display ?? (before?.state === 'present' ? before.value.display : undefined);
  const shown = start.charAt(0).toUpperCase() + start.slice(1);
  const startup = `Choose Startup, then ${shown} under Startup Type, OK.`;
  const stopped = state === 'stopped';
  return {
    clicks: [
      'Choose Start, Settings, Control Panel and open Services (for a driver: Devices).',
      `Select ${display ?? name}.`,
      ...(stopped
        ? ['If Status says Started, choose Stop and Yes.', startup]
        : [startup, 'If Status is empty, choose Start.']),
      `Read the line again: Status ${stopped ? 'is empty' : 'says Started'}, Startup says ${shown}. Close.`,
    ],
    typed: [
      ...(stopped ? [`net stop ${quoted(name)}`] : []),
      // sc.exe reads "start=disabled" as one unknown word
      `sc config ${quoted(name)} start= ${scWords[start]}`,
      ...(stopped ? [] : [`net start ${quoted(name)}`]),
    ],
    notes: [
      'sc comes with the Resource Kit; the blank after the equals sign belongs there.',
      `Where the service cannot be asked: regedt32, HKEY_LOCAL_MACHINE, SYSTEM\\CurrentControlSet\\Services\\${name}, Start, REG_DWORD ${startTypes.indexOf(start)}; it counts from the next start of NT.`,
    ],
  };
}

const scWords: Readonly<Record<StartType, string>> = {
  boot: 'boot',
  system: 'system',
  automatic: 'auto',
  manual: 'demand',
  disabled: 'disabled',
};
