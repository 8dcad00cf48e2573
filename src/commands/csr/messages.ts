import { advise, nextSteps, type Advice } from '../../certificates/request/advice.js';
import { successionWords } from '../../certificates/request/contact.js';
import type { CreatedRequest } from '../../certificates/request/create.js';
import { requestFiles } from '../../certificates/request/files.js';
import { alternativeNamesOf, type NewRequest } from '../../certificates/request/subject.js';
import type { Order } from '../../certificates/request/orders.js';

/** A request that was made. */
export interface Made {
  readonly order: Order;
  readonly created: CreatedRequest;
}

/** What is about to be made, before anything is written. */
export function summaryLines(orders: readonly Order[], owaName: string | undefined): readonly string[] {
  const [first] = orders;
  if (first === undefined) return [];
  const { details, contact, folder, key } = first;
  const { organization, unit, country, state, locality, bits, digest, profile } = details;
  return [
    '',
    ...orders.flatMap(({ name, details: own }) => [
      `Request for ${own.commonName} (${own.protocol})`,
      ...otherNames(own),
      row('files', `${name}.req.pem, .key.pem, .contact.txt`),
    ]),
    row('folder', folder),
    ...Object.entries({ organization, unit, country, state, locality }).flatMap(([member, text]) =>
      text === undefined ? [] : [row(member, text)],
    ),
    ...Object.entries(contact).map(([member, text]) => row(member, `${text} (beside the request only)`)),
    row('profile', profile ?? 'modern'),
    row(
      'key',
      `RSA ${bits} bits${key === undefined ? '' : ', the one that is there'}, request signed with ${digest}`,
    ),
    ...(key !== undefined && orders.length > 1
      ? ['  note: All of them share one key: who gets it can read every protocol.']
      : []),
    ...adviceLines(orders, owaName),
  ];
}

/** What was made. Shows folders as they were given: these have been checked for characters that a terminal would obey. */
export function outcomeLines(
  made: readonly Made[],
  unasked: boolean,
  owaName: string | undefined,
): readonly string[] {
  const [first] = made;
  if (first === undefined) return [];
  const orders = made.map(({ order }) => order);
  const request = requestFiles(first.order.folder, first.order.name).request;
  return [
    ...made.flatMap((one) => madeLines(one)),
    'Read back from disk: the signature holds, the names are as given, and the password opens the key.',
    'The password is stored nowhere. Without it the key and its certificate are lost.',
    ...(unasked ? adviceLines(orders, owaName) : []),
    '',
    'What comes next:',
    ...nextSteps(first.order.details, made.length === 1 ? request : 'each .req.pem').map(
      (step, index) => `  ${index + 1}. ${step}`,
    ),
  ];
}

function madeLines({ order: { folder, name }, created: { publicKey, succession } }: Made): readonly string[] {
  const files = requestFiles(folder, name);
  return [
    `Request      ${files.request}`,
    `Private key  ${files.key}`,
    `Contact      ${files.contact}`,
    `Public key   SHA-256 ${publicKey}`,
    ...(succession === undefined
      ? []
      : [
          successionWords[succession.kind],
          ...succession.differences.map(({ what, before, after }) => row(what, `${before} -> ${after}`)),
          row('earlier', 'kept under retired/'),
        ]),
  ];
}

/** The one document of --json. */
export const documentOf = (made: readonly Made[], owaName: string | undefined): string =>
  `${JSON.stringify(
    {
      schema: 'batten/csr/2',
      made: made.length > 0,
      requests: made.map(({ order: { name, details, key }, created: { files, publicKey, succession } }) => ({
        name,
        ...details,
        alternativeNames: alternativeNamesOf(details),
        files,
        publicKey: { sha256: publicKey },
        kind: succession?.kind ?? (key === undefined ? 'first' : 'key used again'),
        ...(succession && { differences: succession.differences }),
        warnings: advise(details, owaName),
        next: nextSteps(details, files.request),
      })),
    },
    undefined,
    2,
  )}\n`;

const row = (label: string, text: string): string => `  ${label.padEnd(14)}${text}`;

function otherNames(details: NewRequest): readonly string[] {
  const others = alternativeNamesOf(details).filter((name) => name !== details.commonName);
  return others.length === 0 ? [] : [row('other names', others.join(', '))];
}

/** Each note once, however many requests it is about. */
function adviceLines(orders: readonly Order[], owaName: string | undefined): readonly string[] {
  const notes = new Map<string, Advice>();
  for (const { details } of orders) for (const note of advise(details, owaName)) notes.set(note.text, note);
  return [...notes.values()].map(({ text }) => `  note: ${text}`);
}
