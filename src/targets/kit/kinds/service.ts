import { defined } from '../../../defined.js';
import { absent, present, type Reading } from '../../../model/reading.js';
import { dword, meaning } from '../../../resources/registry/data.js';
import { kind, startTypes, type ServiceValue } from '../../../resources/service.js';
import type { Capture } from '../capture.js';
import { notCollected, valueIn, type Evidence } from '../folder/evidence.js';
import { isPlainSign, noMeans, type KitKind, type KitSign } from './kit-kind.js';
import { writeValue } from './registry-value.js';

const services = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';
const started: Capture = { what: 'print', command: 'started' };

/** A name that may stand on a command line of a script. */
const plainName = /^[A-Za-z0-9_.$-]{1,80}$/;

export const serviceKit: KitKind = {
  captures(resource) {
    const { name } = kind.addressOf(resource);
    return plainName.test(name) ? [keyOf(name), started] : undefined;
  },
  read(resource, evidence) {
    const { name } = kind.addressOf(resource);
    return readService(name, evidence);
  },
  write({ resource, from, to }, evidence) {
    const { name } = kind.addressOf(resource);
    const [was, wanted] = [kind.typed(from), kind.typed(to)];
    if (!plainName.test(name)) return { byHand: 'its name is no plain ASCII' };
    if (was.state !== 'present' || wanted.state !== 'present') return { byHand: 'a kit makes no services' };
    const address = { key: `${services}\\${name}`, name: 'Start' };
    const setting = { address, capture: keyOf(name), evidence };
    const means =
      was.value.start === wanted.value.start
        ? noMeans
        : writeValue(setting, startOf(was.value), startOf(wanted.value));
    if ('byHand' in means) return means;
    if (was.value.state === wanted.value.state) return means;
    const sign = stateSign(wanted.value, name, evidence);
    if (sign === undefined) return { byHand: 'its name cannot be told from others in what net start prints' };
    const verb = wanted.value.state === 'stopped' ? 'stop' : 'start';
    return {
      ...means,
      commands: [`net ${verb} "${name}"${verb === 'stop' ? ' /y' : ''}`],
      signs: [...means.signs, sign],
    };
  },
};

const keyOf = (name: string): Capture => ({ what: 'key', key: `${services}\\${name}` });

const startOf = ({ start }: ServiceValue): ReturnType<typeof dword> => dword(startTypes.indexOf(start));

function readService(name: string, evidence: Evidence): Reading<ServiceValue> {
  const value = (member: string): ReturnType<typeof valueIn> =>
    valueIn(evidence, keyOf(name), `${services}\\${name}`, member);
  const text = (member: string): string | undefined => {
    const found = value(member);
    const means = typeof found === 'object' ? meaning(found) : undefined;
    return typeof means === 'string' && means !== '' ? means : undefined;
  };
  const start = value('Start');
  const running = evidence.printed(started);
  if (start === undefined || running === undefined) return notCollected(`the service ${name}`);
  if (start === 'absent') return absent;
  const number = meaning(start);
  const type = typeof number === 'number' ? startTypes[number] : undefined;
  if (type === undefined) return { state: 'unreadable', reason: `its Start holds no start type` };
  const display = text('DisplayName') ?? name;
  const isRunning = running.some((line) => /^\s/.test(line) && sameWords(line, display));
  const account = text('ObjectName');
  const depends = value('DependOnService');
  const groups = value('DependOnGroup');
  return present({
    start: type,
    state: isRunning ? 'running' : 'stopped',
    display,
    ...defined({ account }),
    ...listMember('dependsOn', depends),
    ...listMember('dependsOnGroups', groups),
  } as const);
}

function listMember<Name extends string>(
  name: Name,
  found: ReturnType<typeof valueIn>,
): Partial<Record<Name, readonly string[]>> {
  const means = typeof found === 'object' ? meaning(found) : undefined;
  // The computed name is the one that the type says
  return typeof means === 'object' && means.length > 0
    ? ({ [name]: means } as Partial<Record<Name, readonly string[]>>)
    : {};
}

const sameWords = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** What net start prints of a running service; undefined where find would take another one for it. */
function stateSign(wanted: ServiceValue, name: string, evidence: Evidence): KitSign | undefined {
  const words = `   ${wanted.display ?? name}`;
  if (!isPlainSign(words)) return undefined;
  const others = (evidence.printed(started) ?? []).filter(
    (line) => line.toLowerCase().includes(words.toLowerCase()) && !sameWords(line, words),
  );
  return others.length > 0 ? undefined : { capture: started, words, there: wanted.state === 'running' };
}
