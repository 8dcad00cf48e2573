import type { HandText } from '../../model/hand-text.js';
import type { Absent, Present } from '../../model/reading.js';

interface Place {
  readonly dn: string;
  readonly attribute: string;
}

interface Values {
  readonly values: readonly string[];
}

/** Display names of the protocol objects (Q224447, Q191504, Q176078, Q195104). */
const protocols: Readonly<Record<string, string>> = {
  pop3: 'POP3 (Mail)',
  imap4: 'IMAP4 (Mail)',
  nntp: 'NNTP (News)',
  ldap: 'LDAP (Directory)',
};

const boxes: Readonly<Record<string, { readonly page: string; readonly box: string }>> = {
  'enabled-protocol-cfg': { page: 'General', box: 'Enable protocol' },
  'use-site-values': { page: 'General', box: 'Use site defaults for all properties' },
  'anonymous-access': { page: 'Anonymous', box: 'Allow anonymous access' },
  'message-tracking-enabled': { page: 'General', box: 'Enable message tracking' },
};

/** Attributes that hold TRUE or FALSE. */
export const isBoolean = (attribute: string): boolean => Object.hasOwn(boxes, attribute.toLowerCase());

/** Where Exchange Administrator shows an attribute. */
export function lookInAdministrator(place: Place): HandText {
  const object = objectOf(place.dn);
  const box = boxes[place.attribute.toLowerCase()];
  if (object !== undefined && box !== undefined) {
    return {
      clicks: [...openObject(object, box.page), `A tick at ${box.box} is TRUE, no tick is FALSE. Cancel.`],
    };
  }
  if (object !== undefined && isSizeLimit(place)) {
    return {
      clicks: [
        ...openObject(object, 'General'),
        'Read Message size: No limit is the answer "not there"; beside Maximum (K) stands the number. Cancel.',
      ],
    };
  }
  return {
    clicks: [
      ...rawProperties(place),
      `Read ${place.attribute}. An attribute that is not listed is not there.`,
    ],
  };
}

/** What to click in Exchange Administrator so that an attribute holds this. */
export function changeInAdministrator(place: Place, to: Present<Values> | Absent): HandText {
  const object = objectOf(place.dn);
  const box = boxes[place.attribute.toLowerCase()];
  const [value = ''] = to.state === 'present' ? to.value.values : [];
  if (object !== undefined && box !== undefined && to.state === 'present') {
    const verb = value.toUpperCase() === 'TRUE' ? 'Tick' : 'Clear';
    return { clicks: [...openObject(object, box.page), `${verb} ${box.box} and choose OK.`, seenAgain] };
  }
  if (object !== undefined && isSizeLimit(place)) {
    const choice = to.state === 'absent' ? 'choose No limit' : `choose Maximum (K) and type ${value}`;
    return {
      clicks: [...openObject(object, 'General'), `Under Message size ${choice}; OK.`, seenAgain],
    };
  }
  return {
    clicks: [
      ...rawProperties(place),
      to.state === 'absent'
        ? `Select ${place.attribute}, choose Remove, then OK.`
        : `Select ${place.attribute}, set it to ${to.value.values.join(' and ')}, choose Set, then OK.`,
      seenAgain,
    ],
  };
}

/** @param object as the tree of Exchange Administrator shows it, its parts with commas between */
const openObject = (object: string, page: string): readonly string[] => [
  `Start Exchange Administrator, open the site and, one below the other, ${object}.`,
  `Select it and choose File, Properties, page ${page}.`,
];

const seenAgain = 'Open it once more: it stands so. Cancel.';

const isSizeLimit = ({ attribute }: Place): boolean => attribute.toLowerCase() === 'deliv-cont-length';

const rawProperties = ({ dn }: Place): readonly string[] => [
  'Start Exchange Administrator in raw mode: admin.exe /r in the folder exchsrvr\\bin.',
  `Select ${slashForm(dn)} and choose File, Raw Properties.`,
];

/** `/o=Example/ou=HQ/cn=...`, as Exchange Administrator and its files write a name. */
export const slashForm = (dn: string): string =>
  dn
    .split(/\s*,\s*/)
    .reverse()
    .map((part) => `/${part}`)
    .join('');

/** The object as the tree of Exchange Administrator shows it; undefined where only raw mode reaches it. */
function objectOf(dn: string): string | undefined {
  const parts = dn.split(/\s*,\s*/).map((part) => part.replace(/^\w+=/, ''));
  const [first = '', second = '', third = ''] = parts;
  if (second.toLowerCase() === 'protocols') return protocolObject(first, third);
  if (/^microsoft mta$/i.test(first)) return `Configuration, Servers, ${second}, Message Transfer Agent`;
  if (/^internet mail connector \(/i.test(first))
    return `Configuration, Connections, Internet Mail Service ${first.slice(first.indexOf('('))}`;
  if (/^site-mdb-config$/i.test(first)) return 'Configuration, Information Store Site Configuration';
  if (/^site-mta-config$/i.test(first)) return 'Configuration, MTA Site Configuration';
  return undefined;
}

function protocolObject(protocol: string, holder: string): string | undefined {
  const name = protocols[protocol.toLowerCase()];
  const ofSite = holder.toLowerCase() === 'configuration';
  if (protocol.toLowerCase() === 'http' && ofSite)
    return 'Configuration, Protocols, HTTP (Web) Site Settings';
  if (name === undefined) return undefined;
  return ofSite
    ? `Configuration, Protocols, ${name} Site Defaults`
    : `Configuration, Servers, ${holder}, Protocols, ${name} Settings`;
}
