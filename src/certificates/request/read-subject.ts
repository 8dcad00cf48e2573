import { DataError } from '../../errors.js';
import { as, elements, oid, tag, type Element } from '../der/read.js';

/** The attributes of a server's name that the article's request holds. */
const attributes = {
  '2.5.4.6': 'country',
  '2.5.4.8': 'state',
  '2.5.4.7': 'locality',
  '2.5.4.10': 'organization',
  '2.5.4.11': 'unit',
  '2.5.4.3': 'commonName',
} as const;

type SubjectPart = (typeof attributes)[keyof typeof attributes];
export type Subject = Readonly<Partial<Record<SubjectPart, string>>>;

/** Reads a distinguished name. @throws DataError for a part that is not known, or that stands there twice */
export function readSubject(name: Element): Subject {
  const subject: Partial<Record<SubjectPart, string>> = {};
  for (const group of elements(name.content)) {
    for (const part of elements(as(group, tag.set).content)) {
      const [type, value] = elements(as(part, tag.sequence).content);
      const member = memberOf(oid(type));
      if (subject[member] !== undefined) throw new DataError(`The subject holds the ${member} twice.`);
      subject[member] = textOf(value);
    }
  }
  return subject;
}

function memberOf(type: string): SubjectPart {
  const found = Object.entries(attributes).find(([known]) => known === type);
  if (found === undefined)
    throw new DataError(`The subject holds ${type}, which has no place in a server's name.`);
  return found[1];
}

function textOf(value: Element | undefined): string {
  if (value === undefined) throw new DataError('The subject holds a name without text.');
  switch (value.tag) {
    case tag.printableString:
    case tag.ia5String:
    case tag.t61String:
      return value.content.toString('latin1');
    case tag.utf8String:
      return utf8(value.content);
    default:
      throw new DataError('The subject holds text of a type that is not known here.');
  }
}

function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new DataError('The subject holds text that is not UTF-8.', { cause });
  }
}
