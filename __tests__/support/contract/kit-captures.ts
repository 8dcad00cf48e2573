import fc from 'fast-check';
import { absent, present, type Settable } from '../../../src/model/reading.js';
import type { Resource } from '../../../src/model/resource.js';
import { kind as accountPolicy } from '../../../src/resources/account-policy.js';
import { kind as account } from '../../../src/resources/account.js';
import { kind as directoryAttribute } from '../../../src/resources/directory-attribute.js';
import { metabaseProperties, type MetabaseData } from '../../../src/resources/metabase/data.js';
import { kind as metabaseValue } from '../../../src/resources/metabase-value.js';
import { dword, multiText, text } from '../../../src/resources/registry/data.js';
import { kind as registryValue } from '../../../src/resources/registry-value.js';
import { kind as service, startTypes } from '../../../src/resources/service.js';
import type { Capture } from '../../../src/targets/kit/capture.js';
import type { CapturedFile } from '../../../src/targets/kit/folder/evidence.js';
import { registryFile, type SeedValue } from '../registry-file.js';

/** What the tools of a server print for a kit, by the kind that is read from it. */
export interface KitPlaces {
  readonly resources: fc.Arbitrary<Resource>;
  /** What may be there, absent too where the tools can say so. */
  readonly readings: fc.Arbitrary<Settable>;
  /** What is captured where the server holds this. */
  captured(resource: Resource, reading: Settable, captures: readonly Capture[]): readonly CapturedFile[];
}

export const kitServer = 'NTEX01';

const printed = (...lines: readonly string[]): Uint8Array =>
  Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'latin1');

/** An export of a key, with another value beside it so that the key is there in any case. */
const exported = (...values: readonly SeedValue[]): Uint8Array => registryFile(values);

const filesOf = (
  captures: readonly Capture[],
  bytesOf: (capture: Capture) => Uint8Array,
): readonly CapturedFile[] => captures.map((capture) => ({ capture, bytes: bytesOf(capture) }));

const orAbsent = (readings: fc.Arbitrary<Settable>): fc.Arbitrary<Settable> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant<Settable>(absent) }, { weight: 4, arbitrary: readings });

const words = fc.constantFrom('PASSFILT', 'FPNWCLNT', 'Größe', 'a b', '%SystemRoot%', 'x"y', 'a,b');

const policyLines = [
  'forceLogoff',
  'minimumPasswordAgeDays',
  'maximumPasswordAgeDays',
  'minimumPasswordLength',
  'passwordHistoryLength',
  'lockoutThreshold',
  'lockoutDurationMinutes',
  'lockoutResetMinutes',
] as const;
const endless: readonly string[] = ['forceLogoff', 'maximumPasswordAgeDays', 'lockoutDurationMinutes'];

export const kitPlaces: Readonly<Record<string, KitPlaces>> = {
  'registry-value': {
    resources: fc
      .constantFrom('RestrictAnonymous', 'Notification Packages', 'a "b"')
      .map((name) => registryValue.resource({ key: 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa', name })),
    readings: orAbsent(
      fc
        .oneof(
          fc.nat(0xffffffff).map(dword),
          words.map((said) => text(said)),
          words.map((said) => text(said, 'REG_EXPAND_SZ')),
          fc.array(words, { maxLength: 3 }).map(multiText),
          fc.uint8Array({ maxLength: 8 }).map((raw) => ({
            type: 'REG_BINARY' as const,
            bytes: Buffer.from(raw).toString('hex'),
          })),
        )
        .map((data) => present(data)),
    ),
    captured(resource, reading, captures) {
      const { key, name } = registryValue.addressOf(resource);
      const held = registryValue.typed(reading);
      return filesOf(captures, () =>
        exported(
          { key, name: 'Beside', data: dword(1) },
          ...(held.state === 'present' ? [{ key, name, data: held.value }] : []),
        ),
      );
    },
  },
  service: {
    resources: fc.constantFrom('Messenger', 'MSExchangeIS').map((name) => service.resource({ name })),
    readings: orAbsent(
      fc
        .record({
          start: fc.constantFrom(...startTypes),
          state: fc.constantFrom('running' as const, 'stopped' as const),
          display: fc.constant('Microsoft Exchange Information Store'),
        })
        .map((value) => present(value)),
    ),
    captured(resource, reading, captures) {
      const { name } = service.addressOf(resource);
      const held = service.typed(reading);
      const key = `HKLM\\SYSTEM\\CurrentControlSet\\Services\\${name}`;
      return captures.map((capture) => {
        if (capture.what === 'print') {
          const running =
            held.state === 'present' && held.value.state === 'running' ? [held.value.display ?? name] : [];
          const started = ['Alerter', ...running, 'Workstation'].map((one) => `   ${one}`);
          return { capture, bytes: printed('These Windows NT services are started:', '', ...started, '') };
        }
        if (held.state !== 'present') return { capture };
        const { start, display = name } = held.value;
        return {
          capture,
          bytes: exported(
            { key, name: 'Start', data: dword(startTypes.indexOf(start)) },
            { key, name: 'DisplayName', data: text(display) },
          ),
        };
      });
    },
  },
  account: {
    resources: fc.constantFrom(500, 501).map((rid) => account.resource({ authority: kitServer, rid })),
    readings: fc
      .record({ name: fc.constant('Guest'), disabled: fc.boolean(), passwordNotRequired: fc.boolean() })
      .map((value) => present(value)),
    captured(_, reading, captures) {
      const held = account.typed(reading);
      const active = held.state === 'present' && !held.value.disabled;
      const required = held.state === 'present' && held.value.passwordNotRequired !== true;
      const yesNo = (yes: boolean): string => (yes ? 'Yes' : 'No');
      return filesOf(captures, () =>
        printed(
          ...[
            'User name                    Guest',
            'Full Name',
            'Comment',
            "User's comment",
            'Country code    000',
          ],
          `Account active               ${yesNo(active)}`,
          ...[
            'Account expires   Never',
            '',
            'Password last set 11/27/99 10:00 AM',
            'Password expires  Never',
          ],
          'Password changeable          11/27/99 10:00 AM',
          `Password required            ${yesNo(required)}`,
          'User may change password     Yes',
        ),
      );
    },
  },
  'account-policy': {
    resources: fc
      .constantFrom(...policyLines)
      .map((field) => accountPolicy.resource({ authority: kitServer, field })),
    readings: fc.oneof(fc.nat(14), fc.constant(5000)).map((value) => present({ value })),
    captured(resource, reading, captures) {
      const { field } = accountPolicy.addressOf(resource);
      const held = accountPolicy.typed(reading);
      const said = held.state === 'present' ? String(held.value.value) : '';
      return filesOf(captures, () =>
        printed(
          ...policyLines.map(
            (one) => `What ${one} is:      ${one === field ? said : endless.includes(one) ? 'Never' : '0'}`,
          ),
        ),
      );
    },
  },
  'metabase-value': {
    resources: fc
      .constantFrom('AuthFlags' as const, 'LogFileDirectory' as const, 'SecureBindings' as const)
      .map((name) => metabaseValue.resource({ path: '/LM/W3SVC/1', id: metabaseProperties[name].id })),
    readings: orAbsent(
      fc
        .oneof(
          fc.record({ type: fc.constant('DWORD' as const), data: fc.nat(0xffffffff) }),
          fc.record({
            type: fc.constantFrom('STRING' as const, 'EXPANDSZ' as const),
            data: fc.constantFrom('', 'C:\\Logs', 'a b', '%windir%'),
          }),
          fc.record({
            type: fc.constant('MULTISZ' as const),
            data: fc.array(fc.constantFrom(':443:', 'a b', 'c\\'), { maxLength: 3 }),
          }),
        )
        .map((data) => present(data)),
    ),
    captured: (_, reading, captures) => {
      const held = metabaseValue.typed(reading);
      return filesOf(captures, () =>
        printed(held.state === 'present' ? said(held.value) : 'The parameter "x" is not set at this node.'),
      );
    },
  },
  'directory-attribute': {
    resources: fc.constantFrom('Enabled-Protocol-Cfg', 'Deliv-Cont-Length').map((attribute) =>
      directoryAttribute.resource({
        dn: 'cn=POP3,cn=Protocols,cn=Configuration,ou=HQ,o=Example',
        attribute,
      }),
    ),
    readings: orAbsent(fc.constantFrom('TRUE', 'FALSE').map((value) => present({ values: [value] }))),
    captured(resource, reading, captures) {
      const { attribute } = directoryAttribute.addressOf(resource);
      const held = directoryAttribute.typed(reading);
      const [value = ''] = held.state === 'present' ? held.value.values : [];
      const cell = attribute === 'Enabled-Protocol-Cfg' ? { TRUE: '1', FALSE: '0', '': '' }[value] : value;
      return filesOf(captures, () =>
        printed(`Obj-Class,Mode,Directory Name,${attribute}`, `Protocol-Cfg,Modify,POP3,${cell ?? ''}`),
      );
    },
  },
};

function said({ type, data }: MetabaseData): string {
  if (typeof data === 'number') return `AuthFlags                       : (INTEGER) ${data}`;
  if (typeof data === 'string') return `LogFileDirectory                : (${type}) "${data}"`;
  return `SecureBindings                  : (LIST) (${data.length} Items)\r\n${data.map((one) => `  "${one}"\r\n`).join('')}`;
}
