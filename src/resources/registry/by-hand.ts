import type { HandText } from '../../model/hand-text.js';
import type { Absent, Present } from '../../model/reading.js';
import { meaning, type Meaning, type RegistryData } from './data.js';
import { diagnosticsOf, lookAtDiagnostics, setDiagnostics } from './diagnostics.js';

interface Place {
  readonly key: string;
  readonly name: string;
}

const longHives: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKU: 'HKEY_USERS',
  HKCR: 'HKEY_CLASSES_ROOT',
};

/** How a registry value is seen at the console. */
export function lookInRegistry(place: Place): HandText {
  const diagnostics = diagnosticsOf(place);
  if (diagnostics !== undefined) return lookAtDiagnostics(diagnostics, openKeyLines(place.key, true));
  return {
    clicks: [
      ...openKeyLines(place.key, true),
      `Read ${valueName(place.name)} on the right: its type and its data. A key or value that is not listed is not there.`,
    ],
  };
}

/** How a registry value is set at the console: with regedt32, which knows every type (regedit of NT 4.0 does not). */
export function changeInRegistry(place: Place, to: Present<RegistryData> | Absent): HandText {
  const diagnostics = diagnosticsOf(place);
  if (diagnostics !== undefined && to.state === 'present') {
    const means = meaning(to.value);
    if (typeof means === 'number') return setDiagnostics(diagnostics, means);
  }
  const shown = valueName(place.name);
  if (to.state === 'absent') {
    return {
      clicks: [
        ...openKeyLines(place.key, false),
        `Select the value ${shown} on the right, press Delete and choose Yes. It is no longer listed.`,
      ],
    };
  }
  const { type } = to.value;
  return {
    clicks: [
      ...openKeyLines(place.key, false),
      'Where a key of this path is missing, make it with Edit, Add Key.',
      `If ${shown} is listed with another type than ${type}, delete it first. If it is listed with ${type}, double-click it.`,
      `Otherwise choose Edit, Add Value: Value Name ${place.name === '' ? '(leave it empty)' : place.name}, Data Type ${type}, OK.`,
      ...typeData(to.value),
      `On the right stands ${shownBy32(place.name, to.value)}.`,
    ],
  };
}

/** Up to a key of this server in regedt32. */
export const openKeyLines = (key: string, readOnly: boolean): readonly string[] => {
  const [hive = '', ...path] = key.split('\\');
  return [
    `Choose Start, Run, regedt32. ${readOnly ? 'Choose Options, Read Only Mode, so that it is ticked' : 'Under Options, Read Only Mode is not to be ticked'}.`,
    path.length === 0
      ? `Choose the window ${longHives[hive] ?? hive} on Local Machine.`
      : `In the window ${longHives[hive] ?? hive} on Local Machine open ${path.join('\\')}.`,
  ];
};

const valueName = (name: string): string => (name === '' ? '<No Name>' : name);

function typeData(data: RegistryData): readonly string[] {
  const means = meaning(data);
  if (typeof means === 'number') return [`Data ${means}, Radix Decimal, OK.`];
  if (data.type === 'REG_BINARY') return [`Data ${data.bytes}, Format Hex, OK.`];
  if (!canBeTyped(means)) {
    return [`Leave it empty, OK. Select the value, choose Edit, Binary: Data ${data.bytes}, Format Hex, OK.`];
  }
  if (typeof means === 'string') return [means === '' ? 'Leave String empty, OK.' : `String ${means}, OK.`];
  return [
    means.length === 0
      ? 'Leave Data empty, OK.'
      : `Data: one under the other, each on a line of its own, ${means.join(' | ')} (the | is only between lines here), OK.`,
  ];
}

const canBeTyped = (means: Meaning | undefined): means is string | readonly string[] =>
  means !== undefined &&
  typeof means !== 'number' &&
  (typeof means === 'string' ? [means] : means).every((words) => !/\p{Cc}/u.test(words));

function shownBy32(name: string, data: RegistryData): string {
  const means = meaning(data);
  const words =
    typeof means === 'number'
      ? `0x${means.toString(16)}`
      : canBeTyped(means)
        ? [means].flat().join(' ')
        : data.bytes;
  return `${valueName(name)} : ${data.type} : ${words}`;
}
