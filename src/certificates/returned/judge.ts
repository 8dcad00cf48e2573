import { isRoot, type Certificate } from './certificate.js';
import { chainOf, type Chain } from './chain.js';
import type { CertificateForm } from './read.js';

export interface CertificateVerdict {
  readonly about:
    | 'key'
    | 'name'
    | 'date'
    | 'chain'
    | 'issuer'
    | 'purpose'
    | 'signature'
    | 'key-manager'
    | 'old-clients'
    | 'browsers';
  /** `wrong` refuses the certificate; a `note` is for whoever decides where it will serve. */
  readonly sign: 'right' | 'wrong' | 'note';
  readonly text: string;
}

export interface Circumstances {
  readonly form: CertificateForm;
  /** Certificates that came with it, and those of --chain. */
  readonly others: readonly Certificate[];
  /** Fingerprints of public keys it must have, and whose they are: `the key owa.key.pem`. */
  readonly keys: readonly { readonly whose: string; readonly publicKey: string }[];
  readonly names: readonly string[];
  readonly clocks: readonly { readonly whose: string; readonly now: Date }[];
}

/** Every check of a returned certificate, each in its own words. */
export function judgeCertificate(
  certificate: Certificate,
  given: Circumstances,
): readonly CertificateVerdict[] {
  return [
    ...given.keys.map((key) => keyVerdict(certificate, key)),
    ...(given.keys.length === 0
      ? [note('key', 'Not compared: give --request or --key to see whether it belongs to your key.')]
      : []),
    ...nameVerdicts(certificate, given.names),
    ...given.clocks.map((clock) => dateVerdict(certificate, clock)),
    ...chainVerdicts(chainOf(certificate, given.others), given),
    issuerVerdict(certificate),
    purposeVerdict(certificate),
    signatureNote(certificate),
    keyManagerNote(certificate, given.form),
    oldClientsNote(certificate),
    browsersNote(certificate),
  ];
}

const right = (about: CertificateVerdict['about'], text: string): CertificateVerdict => ({
  about,
  sign: 'right',
  text,
});
const wrong = (about: CertificateVerdict['about'], text: string): CertificateVerdict => ({
  about,
  sign: 'wrong',
  text,
});
const note = (about: CertificateVerdict['about'], text: string): CertificateVerdict => ({
  about,
  sign: 'note',
  text,
});

function keyVerdict(
  { publicKey }: Certificate,
  { whose, publicKey: wanted }: Circumstances['keys'][number],
): CertificateVerdict {
  return publicKey === wanted
    ? right('key', `Belongs to ${whose}.`)
    : wrong(
        'key',
        `Belongs to another key than ${whose}. Do not install it: a certificate of another key spoils the pending one ` +
          '(Q171084, Q186796). Ask the authority for the certificate of your own request.',
      );
}

function nameVerdicts(certificate: Certificate, names: readonly string[]): readonly CertificateVerdict[] {
  const { names: alternatives, commonName } = certificate;
  const all = alternatives.length > 0 ? alternatives : commonName === undefined ? [] : [commonName];
  const listed = all.length === 0 ? 'no host' : all.slice(0, 8).join(', ');
  if (names.length === 0) return [note('name', `Not compared: give --name. It is for ${listed}.`)];
  return names.map((name) =>
    certificate.x509.checkHost(name) === undefined
      ? wrong('name', `Is not for ${name}, but for ${listed}. Every client would warn at each connection.`)
      : right('name', `Is for ${name}.`),
  );
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
const minute = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function dateVerdict(
  { from, to }: Certificate,
  { whose, now }: Circumstances['clocks'][number],
): CertificateVerdict {
  const clock = `by ${whose} (${minute(now)})`;
  if (now < from) {
    return wrong('date', `Is not valid before ${minute(from)}, ${clock}. Set the clock right, or wait.`);
  }
  if (now > to)
    return wrong('date', `Expired on ${minute(to)}, ${clock}. Ask for a new one, or set the clock.`);
  const left = Math.floor((to.getTime() - now.getTime()) / 86_400_000);
  return right('date', `In date from ${day(from)} to ${day(to)}, ${left} days left ${clock}.`);
}

function chainVerdicts(
  { certificates, end }: Chain,
  { clocks, others }: Circumstances,
): readonly CertificateVerdict[] {
  const [leaf, ...above] = certificates;
  const stale = above.flatMap((one) =>
    clocks
      .filter(({ now }) => now < one.from || now > one.to)
      .slice(0, 1)
      .map(({ whose }) =>
        wrong(
          'chain',
          `The authority ${one.subject} is out of date by ${whose}: ${day(one.from)} to ${day(one.to)}.`,
        ),
      ),
  );
  if (end.why === 'root') {
    if (leaf !== undefined && above.length === 0) return [note('chain', 'None: it has signed itself.')];
    const path = above.map(({ subject }) => subject).join(', then ');
    return [
      ...stale,
      ...(stale.length > 0
        ? []
        : [
            right(
              'chain',
              `Whole, signed by ${path}. Whether a client trusts that root is up to the client.`,
            ),
          ]),
    ];
  }
  return [...stale, brokenChain(end, others)];
}

function brokenChain(
  end: Exclude<Chain['end'], { why: 'root' }>,
  others: readonly Certificate[],
): CertificateVerdict {
  const { issuer } = end;
  if (end.why === 'wrong-key') {
    return wrong(
      'chain',
      `The chain is broken: a certificate of ${issuer} is there, but its key has not signed. It is an older or a forged one.`,
    );
  }
  if (end.why === 'no-authority') {
    return wrong('chain', `The chain is broken: ${issuer} has signed, but is no certification authority.`);
  }
  const missing = `the certificate of ${issuer} is missing`;
  return others.length === 0
    ? note('chain', `Not checked: ${missing}. Give it with --chain.`)
    : wrong('chain', `The chain is broken: ${missing}. Ask the authority for it and give it with --chain.`);
}

/** Schannel takes a certificate whose subject is its issuer for a root, and sends none (Q216539, Q254047). */
function issuerVerdict(certificate: Certificate): CertificateVerdict {
  const { subject, issuer } = certificate;
  if (subject !== issuer) return right('issuer', `Issued by ${issuer}.`);
  const reason = 'IIS takes it for a root and sends no certificate at all (Q216539, Q254047).';
  return isRoot(certificate)
    ? wrong('issuer', `Has signed itself: ${reason} Let an authority of another name sign the request.`)
    : wrong('issuer', `Its subject is its issuer's name: ${reason} The authority needs another name.`);
}

const serverAuthentication = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.4.1.311.10.3.3', '2.16.840.1.113730.4.1'];

function purposeVerdict({ isAuthority, purposes }: Certificate): CertificateVerdict {
  if (isAuthority) return wrong('purpose', "Is an authority's certificate, not a server's.");
  return purposes.length === 0 || purposes.some((one) => serverAuthentication.includes(one))
    ? right('purpose', purposes.length === 0 ? 'Not limited to a purpose.' : 'May stand for a server.')
    : wrong('purpose', `May not stand for a server: its purposes are ${purposes.slice(0, 4).join(', ')}.`);
}

const signatureNote = ({ digest, key }: Certificate): CertificateVerdict =>
  note('signature', `${digest}, over a key of ${keyText(key)}.`);

const keyText = ({ type, bits }: Certificate['key']): string =>
  bits === undefined ? type.toUpperCase() : `${type.toUpperCase()} ${bits} bits`;

const formProblem: Readonly<Record<CertificateForm, string | undefined>> = {
  pem: undefined,
  base64: 'Key Manager wants BEGIN and END lines around the base64 text (Q186796).',
  der: 'Key Manager does not take DER, error 80093005 (Q269290).',
  pkcs7: 'Key Manager takes no PKCS#7 chain; it has to go through sgcinst first (Q194889).',
};

function keyManagerNote({ key }: Certificate, form: CertificateForm): CertificateVerdict {
  if (key.type !== 'rsa')
    return note('key-manager', `IIS 4.0 knows RSA keys only, not ${key.type.toUpperCase()}.`);
  const problem = formProblem[form];
  const text =
    problem === undefined
      ? 'The file is base64 text, as Key Manager wants it.'
      : `${problem} batten certificate export writes it as text.`;
  const long =
    (key.bits ?? 0) > 1024 ? ' IIS 4.0 is not known to take more than 1024 bits (unconfirmed, Q278498).' : '';
  return note('key-manager', `${text}${long}`);
}

function oldClientsNote({ digest, key }: Certificate): CertificateVerdict {
  if (key.type !== 'rsa') return note('old-clients', 'Clients of NT 4.0 cannot use this kind of key.');
  return ['MD2', 'MD5', 'SHA-1'].includes(digest)
    ? note('old-clients', `Can check ${digest}, once the root is in the store of each machine (Q218445).`)
    : note('old-clients', `Windows before XP SP3 cannot check ${digest}, so clients of NT 4.0 refuse it.`);
}

/** Longest life of a public certificate by its first day (Baseline Requirements 2.2.6, section 6.3.2). */
const longestLife = [
  { from: '2029-03-15', days: 47 },
  { from: '2027-03-15', days: 100 },
  { from: '2026-03-15', days: 200 },
  { from: '', days: 398 },
];

/** What they say to the certificate where a front serves it: none of them speaks the SSL of IIS 4.0 itself (Q245030). */
function browsersNote({ digest, key, names, from, to }: Certificate): CertificateVerdict {
  const life = Math.ceil((to.getTime() - from.getTime()) / 86_400_000);
  const most = longestLife.find((limit) => day(from) >= limit.from)?.days ?? 0;
  const complaints = [
    ...(names.length === 0 ? ['it has no alternative name'] : []),
    ...(key.type === 'rsa' && (key.bits ?? 0) < 2048 ? ['its key is shorter than 2048 bits'] : []),
    ...(['MD2', 'MD5', 'SHA-1'].includes(digest) ? [`it is signed with ${digest}`] : []),
  ];
  const said =
    complaints.length > 0
      ? `Today's browsers refuse it: ${complaints.join(', ')}.`
      : "Today's browsers take it, where they trust its root.";
  const long = life > most ? ` From a public authority it could last ${most} days, not ${life}.` : '';
  return note(
    'browsers',
    `${said}${long} None of them can speak with IIS 4.0 itself; a front can (Q245030).`,
  );
}
