import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

/** Something that must be found nowhere, and in how many spellings it is looked for. */
export interface Canary {
  readonly name: string;
  readonly spellings: readonly Buffer[];
}

export function canaryOf(name: string, secret: Buffer): Canary {
  const text = secret.toString('utf8');
  const spellings = [
    secret,
    Buffer.from(text, 'utf16le'),
    Buffer.from(secret.toString('hex')),
    Buffer.from(secret.toString('hex').toUpperCase()),
    // Wherever it begins in what is encoded, this stands in it
    ...[0, 1, 2].map((skipped) => Buffer.from(middleOfBase64(secret, skipped))),
    Buffer.from(encodeURIComponent(text)),
  ];
  return { name, spellings };
}

function middleOfBase64(secret: Buffer, skipped: number): string {
  const shifted = Buffer.concat([Buffer.alloc(skipped), secret]).toString('base64');
  return shifted.slice(4, 4 + Math.min(40, Math.floor((secret.length - 3) / 3) * 4));
}

/** Where the canaries are, of what was said; an error counts with all that hangs on it. */
export function foundIn(canaries: readonly Canary[], what: string, said: unknown): readonly string[] {
  const bytes = Buffer.isBuffer(said)
    ? said
    : Buffer.from(typeof said === 'string' ? said : inspect(said, { depth: 9 }));
  return canaries
    .filter(({ spellings }) => spellings.some((spelling) => bytes.includes(spelling)))
    .map(({ name }) => `${name} is in ${what}`);
}

/** Where they are in the files below a folder, but for those that are meant to hold them. */
export function foundInFiles(
  canaries: readonly Canary[],
  root: string,
  meant: (path: string, canary: string) => boolean,
): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const path = join(entry.parentPath, entry.name);
    const inside = path.slice(root.length + 1);
    const sought = canaries.filter(({ name }) => !meant(inside, name));
    return [...foundIn(sought, inside, readFileSync(path)), ...foundIn(sought, 'a file name', inside)];
  });
}
