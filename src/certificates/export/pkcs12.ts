import { createCipheriv, createHmac, randomBytes, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { as, element, elements, tag } from '../der/read.js';
import { identifier, integer, nothing, octets, sequence, set, wrapped } from '../der/write.js';
import { encryptPrivateKey } from '../key/encryption.js';
import { pemBytes } from '../der/pem.js';
import { encryptedKeyLabel } from '../key/encrypted.js';

/** What goes into a store; the server's certificate stands first. */
export interface StoreContent {
  readonly key: KeyObject;
  readonly certificates: readonly Buffer[];
  /** What programs show it as; ASCII. */
  readonly friendlyName: string;
}

/**
 * `new`: AES-256 with PBKDF2 over SHA-256, integrity by SHA-256. `old`: what Windows before 2019 and programs of the
 * nineties read: 3DES for the key, RC2 with 40 bits for the certificates (which are public), integrity by SHA-1.
 */
export type StoreEncryption = 'new' | 'old';

/** A PKCS#12 store (RFC 7292). */
export async function pkcs12(
  { key, certificates, friendlyName }: StoreContent,
  encryption: StoreEncryption,
  password: string,
): Promise<Buffer> {
  const localKey = randomBytes(20);
  const own = set(
    attribute(oids.friendlyName, bmp(friendlyName)),
    attribute(oids.localKeyId, octets(localKey)),
  );
  const bags = certificates.map((der, index) =>
    sequence(
      identifier(oids.certBag),
      explicit(0, sequence(identifier(oids.x509Certificate), explicit(0, octets(der)))),
      ...(index === 0 ? [own] : []),
    ),
  );
  const plain = key.export({ type: 'pkcs8', format: 'der' });
  const encrypt = encryption === 'new' ? encryptNew : encryptOld;
  try {
    const keyBag = sequence(
      identifier(oids.shroudedKeyBag),
      explicit(0, sequence(...(await encrypt(plain, password, 'key')))),
      own,
    );
    const [algorithm, encrypted] = await encrypt(sequence(...bags), password, 'certificates');
    const safes = sequence(
      sequence(
        identifier(oids.encryptedData),
        explicit(
          0,
          sequence(
            integer(0),
            // The content is a primitive [0] that stands for an octet string.
            sequence(
              identifier(oids.data),
              algorithm,
              wrapped(0x80, element(encrypted, tag.octetString).content),
            ),
          ),
        ),
      ),
      data(sequence(keyBag)),
    );
    return sequence(integer(3), data(safes), integrity(safes, encryption, password));
  } finally {
    plain.fill(0);
  }
}

const oids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha1And3Des: '1.2.840.113549.1.12.1.3',
  sha1And40BitRc2: '1.2.840.113549.1.12.1.6',
} as const;

type Encrypted = readonly [algorithm: Buffer, content: Buffer];
type Part = 'key' | 'certificates';

/** The same envelope as for a key of its own: PBES2, with Node deriving the key. */
async function encryptNew(plain: Buffer, password: string): Promise<Encrypted> {
  const pem = await encryptPrivateKey(plain, password);
  const [algorithm, content] = elements(element(pemBytes(pem, encryptedKeyLabel), tag.sequence).content);
  return [as(algorithm, tag.sequence).whole, as(content, tag.octetString).whole];
}

const rounds = 2048;

function encryptOld(plain: Buffer, password: string, part: Part): Promise<Encrypted> {
  const salt = randomBytes(8);
  const scheme = part === 'key' ? oids.sha1And3Des : oids.sha1And40BitRc2;
  const secret = derive(password, salt, 1, part === 'key' ? 24 : 5, 'old');
  const vector = derive(password, salt, 2, 8, 'old');
  const content = part === 'key' ? tripleDes(plain, secret, vector) : rc2(plain, secret, vector);
  secret.fill(0);
  return Promise.resolve([
    sequence(identifier(scheme), sequence(octets(salt), integer(rounds))),
    octets(content),
  ]);
}

function tripleDes(plain: Buffer, key: Buffer, vector: Buffer): Buffer {
  const cipher = createCipheriv('des-ede3-cbc', key, vector);
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

/** RC2 is gone from Node's OpenSSL. */
function rc2(plain: Buffer, key: Buffer, vector: Buffer): Buffer {
  const cipher = forge.rc2.createEncryptionCipher(key.toString('latin1'), 40);
  cipher.start(vector.toString('latin1'));
  cipher.update(forge.util.createBuffer(plain.toString('latin1')));
  cipher.finish();
  return Buffer.from(cipher.output.getBytes(), 'latin1');
}

/** The key derivation of PKCS#12 itself (RFC 7292, appendix B). @param purpose 1 a key, 2 a vector, 3 a MAC key */
function derive(
  password: string,
  salt: Buffer,
  purpose: number,
  length: number,
  encryption: StoreEncryption,
): Buffer {
  const digest = encryption === 'old' ? forge.md.sha1.create() : forge.md.sha256.create();
  const saltBytes = forge.util.createBuffer(salt.toString('latin1'));
  const found = forge.pkcs12.generateKey(password, saltBytes, purpose, rounds, length, digest);
  return Buffer.from(found.getBytes(), 'latin1');
}

function integrity(safes: Buffer, encryption: StoreEncryption, password: string): Buffer {
  const salt = randomBytes(encryption === 'old' ? 8 : 16);
  const digest = encryption === 'old' ? 'sha1' : 'sha256';
  const secret = derive(password, salt, 3, encryption === 'old' ? 20 : 32, encryption);
  const mac = createHmac(digest, secret).update(safes).digest();
  return sequence(
    sequence(sequence(identifier(oids[digest]), nothing), octets(mac)),
    octets(salt),
    integer(rounds),
  );
}

const explicit = (number: number, content: Buffer): Buffer => wrapped(0xa0 + number, content);

const data = (content: Buffer): Buffer => sequence(identifier(oids.data), explicit(0, octets(content)));

const attribute = (type: string, value: Buffer): Buffer => sequence(identifier(type), set(value));

/** A BMPString (big endian, two bytes a character). */
const bmp = (text: string): Buffer => wrapped(0x1e, Buffer.from(text, 'utf16le').swap16());
