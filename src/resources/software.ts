import { z } from 'zod';
import { expectExact, type Expectation } from './expectation.js';
import { defineKind } from './kind.js';
import { softwareCatalogue, softwareEntry, type Sign, type SoftwareId } from './software-catalogue.js';

type Address = Readonly<{ id: string }>;

/** A driver that sees all signs of a catalogued package reports the catalogue's version. */
export type SoftwareValue = Readonly<{ version: string; title?: string }>;

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
  describe: ({ id }) => ({ place: 'Software', name: softwareEntry(id)?.title ?? id }),
  show: ({ version, title }) => (title === undefined ? version : `${title} (${version})`),
  equal: (a, b) => a.version.toLowerCase() === b.version.toLowerCase(),
  byHand: {
    look({ id }) {
      const signs = softwareEntry(id)?.signs;
      return signs === undefined
        ? [`Look for ${id} in Control Panel, Add/Remove Programs.`]
        : ['It is there if all of this is so:', ...signs.map(lookForSign)];
    },
    change({ id }, to) {
      const entry = softwareEntry(id);
      const steps = to.state === 'absent' ? entry?.uninstall : entry?.install;
      return steps ?? [`${to.state === 'absent' ? 'Uninstall' : 'Install'} ${id} with its own setup.`];
    },
    question: ({ id }) =>
      softwareEntry(id) === undefined
        ? `Version of ${id}`
        : `Is all of this so for ${softwareEntry(id)?.title ?? id}? Answer yes`,
    parse(answer, { id }) {
      const entry = softwareEntry(id);
      const said = answer.trim();
      if (entry === undefined) {
        return said === '' ? { problem: 'Answer with the version.' } : { value: { version: said } };
      }
      return /^y(es)?$/i.test(said) || said.toLowerCase() === entry.version.toLowerCase()
        ? { value: { version: entry.version, title: entry.title } }
        : { problem: 'Answer yes only if every sign is there; otherwise say that it is not there.' };
    },
  },
});

export interface SoftwareExpectations {
  /** The package is on, in the version that the catalogue names. */
  installed(): Expectation;
}

/** A package of the catalogue; a person installs it, Batten looks for its signs. */
export function software(id: SoftwareId): SoftwareExpectations {
  const { version, title } = softwareCatalogue[id];
  const resource = kind.resource({ id });
  const found = expectExact<SoftwareValue, SoftwareValue>(resource, kind.typed, {
    get: (value) => value,
    set: (_, wanted) => wanted,
    show: (wanted) => wanted.version,
    equal: (a, b) => a.version.toLowerCase() === b.version.toLowerCase(),
  });
  return { installed: () => ({ ...found.exactly({ version, title }), words: 'is installed' }) };
}

function lookForSign(sign: Sign): string {
  if ('file' in sign) return `${sign.file}: Properties, Version shows ${sign.atLeast} or higher.`;
  if ('registryKey' in sign) return `regedt32: the key ${sign.registryKey} exists.`;
  return `regedt32: ${sign.registry} has ${sign.name} = ${sign.data}.`;
}
