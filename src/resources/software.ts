import { z } from 'zod';
import { findPatch, patchNamed, supersedersOf, type PatchId } from '../patches/catalogue.js';
import { installLines, lookLines, uninstallLines } from '../patches/instructions.js';
import type { Patch } from '../patches/patch.js';
import { expectAbsent, expectExact, type Expectation } from '../model/expectation.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present } from '../model/reading.js';
import { clientInstructions } from './software/clients.js';

type Address = Readonly<{ id: string }>;

/**
 * A driver that sees all signs of a catalogued package reports the catalogue's version, one that sees a key whose files
 * are older reports `needsReapply`.
 */
export type SoftwareValue = Readonly<{ version: string; title?: string }>;

/** The version of a package whose key is there and whose files are not. */
export const needsReapply = 'needs reapply';

const address: z.ZodType<Address> = z.object({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'software is named in small letters with hyphens'),
});

const value: z.ZodType<SoftwareValue> = z.object({
  version: z.string(),
  title: z.string().exactOptional(),
});

export const kind = defineKind<Address, SoftwareValue>({
  name: 'software',
  title: 'software',
  doneBy: 'operator',
  address,
  value,
  identity: ({ id }) => id,
  describe: ({ id }) => ({ place: 'Software', name: titleOf(id) }),
  show: ({ version, title }) => (title === undefined ? version : `${title} (${version})`),
  equal: (a, b) => a.version.toLowerCase() === b.version.toLowerCase(),
  byHand: {
    look({ id }) {
      const patch = findPatch(id);
      const lines =
        patch === undefined
          ? (clientInstructions(id)?.look ?? [`Look for ${id} in Control Panel, Add/Remove Programs.`])
          : lookLines(patch);
      return { clicks: lines };
    },
    change: ({ id }, to) => ({ clicks: changeLines(id, to) }),
    question: ({ id }) =>
      findPatch(id) === undefined
        ? `Version of ${id}`
        : `Is all of this so for ${titleOf(id)}? Answer yes; key if only the key is there; or what contains it`,
    parse(answer, { id }) {
      const patch = findPatch(id);
      const said = answer.trim();
      if (patch === undefined) {
        return said === '' ? { problem: 'Answer with the version.' } : { value: { version: said } };
      }
      if (/^key$/i.test(said)) return { value: { version: needsReapply, title: patch.title } };
      if (/^y(es)?$/i.test(said)) return { value: { version: patch.version, title: patch.title } };
      const named = [patch, ...supersedersOf(id)].find((one) =>
        [one.version, one.kb, one.bulletin].some((name) => name?.toLowerCase() === said.toLowerCase()),
      );
      return named === undefined
        ? { problem: 'Answer yes only if every sign is there; otherwise say that it is not there.' }
        : { value: { version: named.version, title: named.title } };
    },
  },
});

export interface SoftwareExpectations {
  /** The package is on, in the version that the catalogue names, or as part of one that contains it. */
  installed(): Expectation;
}

/** A package of the catalogue; a person installs it, Batten looks for its signs. */
export function software(id: PatchId): SoftwareExpectations {
  const patch = patchNamed(id);
  const resource = kind.resource({ id });
  const found = expectExact<SoftwareValue, SoftwareValue>(resource, kind.typed, {
    get: (value) => value,
    set: (_, wanted) => wanted,
    show: (wanted) => wanted.version,
    equal: (seen) => [patch, ...supersedersOf(id)].some((one) => isIt(seen, one)),
  });
  const { version, title } = patch;
  return { installed: () => ({ ...found.exactly({ version, title }), words: 'is installed' }) };
}

/** Software that should not be on a server at all, whether the catalogue knows it or not. */
export const noSoftware = (id: string): Expectation => ({
  ...expectAbsent(kind.resource({ id })),
  words: 'is not installed',
});

const isIt = (value: SoftwareValue, { version }: Patch): boolean =>
  value.version.toLowerCase() === version.toLowerCase();

const titleOf = (id: string): string => findPatch(id)?.title ?? clientInstructions(id)?.title ?? id;

function changeLines(id: string, to: Present<SoftwareValue> | Absent): readonly string[] {
  const patch = findPatch(id);
  if (patch !== undefined)
    return to.state === 'present' && isIt(to.value, patch) ? installLines(patch) : uninstallLines(patch);
  if (to.state === 'present') return [`Install ${titleOf(id)} ${to.value.version} with its own setup.`];
  return clientInstructions(id)?.remove ?? [`Uninstall ${id} with its own setup.`];
}
