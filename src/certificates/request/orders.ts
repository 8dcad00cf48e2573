import { defined } from '../../defined.js';
import type { KeyObject } from 'node:crypto';
import { contact as contactSchema, type Contact } from './contact.js';
import { listIn, profileIn, protocolsIn, requestQuestions, type RequestAnswers } from './questions.js';
import { newRequest, problemOf, type NewRequest, type Protocol } from './subject.js';
import { keySizes } from './strength.js';
import type { RequestDraft } from './draft.js';
import { UsageError } from '../../errors.js';

/** One request to be made. */
export interface Order {
  readonly folder: string;
  readonly name: string;
  readonly details: NewRequest;
  readonly contact: Contact;
  readonly password: string;
  readonly key?: KeyObject;
}

/** The name of a protocol's key: that which was given, with the protocol behind it where there are several. */
export function keyNameFor(draft: Pick<RequestDraft, 'answers' | 'each'>, protocol: Protocol): string {
  const { keyName = '', protocol: all = '' } = draft.answers;
  return (
    draft.each?.[protocol]?.keyName ?? (protocolsIn(all).length > 1 ? `${keyName}-${protocol}` : keyName)
  );
}

/** The requests that a complete draft describes, one a protocol. @throws UsageError where answers do not go together */
export function ordersOf(draft: RequestDraft): readonly Order[] {
  return protocolsIn(draft.answers.protocol ?? '').map((protocol) => orderFor(draft, protocol));
}

function orderFor(draft: RequestDraft, protocol: Protocol): Order {
  const { answers, each, password = '', key } = draft;
  const own = { ...answers, ...each?.[protocol] };
  for (const { member, option, check } of requestQuestions) {
    const given = each?.[protocol]?.[member as 'fqdn'];
    const verdict = given === undefined ? true : check(given, answers);
    if (verdict !== true) throw new UsageError(`each.${protocol} (${option}): ${verdict}`);
  }
  const {
    out = '',
    fqdn,
    san = '',
    contact,
    email,
    phone,
    organization,
    unit,
    country,
    state,
    locality,
  } = own;
  const profile = profileIn(own);
  const details = {
    protocol,
    profile,
    commonName: fqdn,
    organization,
    country,
    state,
    locality,
    ...(unit !== undefined && unit !== '' && { unit }),
    ...(profile === 'modern' && san !== '' && { alternativeNames: [...listIn(san)] }),
    bits: key?.asymmetricKeyDetails?.modulusLength ?? Number(own.bits),
    digest: own.digest,
  };
  const found = newRequest.safeParse(details);
  if (!found.success) throw new UsageError(problemOf(newRequest, details) ?? 'These answers do not fit.');
  return {
    folder: out,
    name: keyNameFor(draft, protocol),
    details: found.data,
    password,
    contact: contactSchema.parse(withoutEmpty({ contact, email, phone })),
    ...defined({ key }),
  };
}

/** What is wrong with a key that is to be used again, or undefined. */
export function keyProblem(key: KeyObject): string | undefined {
  if (key.asymmetricKeyType !== 'rsa') return 'is not an RSA key';
  const bits = key.asymmetricKeyDetails?.modulusLength;
  return keySizes.some((size) => size === bits)
    ? undefined
    : `has ${bits ?? 'an unknown number of'} bits; a request is made for ${keySizes.join(', ')}`;
}

const withoutEmpty = (answers: Readonly<Record<string, string | undefined>>): RequestAnswers =>
  Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== undefined && answer !== ''));
