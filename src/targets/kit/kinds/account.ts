import type { Facts } from '../../../model/facts.js';
import { kind, type AccountValue } from '../../../resources/account.js';
import { present, unreadable } from '../../../model/reading.js';
import type { Resource } from '../../../model/resource.js';
import type { Capture } from '../capture.js';
import { notCollected } from '../folder/evidence.js';
import { noMeans, type KitKind } from './kit-kind.js';

/** The built-in accounts by number, as an English NT 4.0 calls them; the server's own names go before. */
const english: Readonly<Record<number, string>> = { 500: 'Administrator', 501: 'Guest' };

const plainName = /^[A-Za-z0-9_.-]{1,20}$/;

const yes = /^(yes|ja|oui|s\S|sim)$/i;
const no = /^(no|nein|non|n\S{1,2})$/i;

export const accountKit: KitKind = {
  captures(resource, facts) {
    const capture = captureOf(resource, facts);
    return capture && [capture];
  },
  read(resource, evidence, facts) {
    const capture = captureOf(resource, facts);
    const lines = capture && evidence.printed(capture);
    if (capture === undefined) return unreadable('its name on this server is not known');
    if (!evidence.has(capture)) return notCollected(`account ${kind.addressOf(resource).rid}`);
    // The order of the lines is the same in every language: the sixth is Account active, Password required the eleventh
    const [active, required] = [lastWord(lines?.[5]), lastWord(lines?.[10])];
    const isActive = truth(active);
    if (isActive === undefined) return unreadable('net user did not print such an account');
    const isRequired = truth(required);
    const value: AccountValue = {
      name: nameOf(resource, facts) ?? '',
      disabled: !isActive,
      ...(isRequired !== undefined && { passwordNotRequired: !isRequired }),
    };
    return present(value);
  },
  write({ resource, from, to }, _, facts) {
    const capture = captureOf(resource, facts);
    const name = nameOf(resource, facts);
    const [was, wanted] = [kind.typed(from), kind.typed(to)];
    if (
      capture === undefined ||
      name === undefined ||
      was.state !== 'present' ||
      wanted.state !== 'present'
    ) {
      return { byHand: 'a kit changes only accounts of the server itself, whose name is known' };
    }
    const { disabled, passwordNotRequired } = wanted.value;
    const commands = [
      ...(disabled === was.value.disabled ? [] : [`net user "${name}" /active:${disabled ? 'no' : 'yes'}`]),
      ...(passwordNotRequired === undefined || passwordNotRequired === was.value.passwordNotRequired
        ? []
        : [`net user "${name}" /passwordreq:${passwordNotRequired ? 'no' : 'yes'}`]),
    ];
    return { ...noMeans, commands, signs: [{ capture, differs: true }] };
  },
};

function captureOf(resource: Resource, facts: Facts): Capture | undefined {
  const { authority } = kind.addressOf(resource);
  const name = nameOf(resource, facts);
  if (authority.toUpperCase() !== facts.name.toUpperCase() || name === undefined) return undefined;
  return { what: 'print', command: 'user', argument: name };
}

function nameOf(resource: Resource, facts: Facts): string | undefined {
  const { rid } = kind.addressOf(resource);
  const own = facts.machineSid && facts.accountNames?.[`${facts.machineSid}-${rid}`]?.split('\\').at(-1);
  const name = own ?? english[rid];
  return name !== undefined && plainName.test(name) ? name : undefined;
}

const lastWord = (line: string | undefined): string => line?.trim().split(/\s+/).at(-1) ?? '';

const truth = (word: string): boolean | undefined =>
  yes.test(word) ? true : no.test(word) ? false : undefined;
