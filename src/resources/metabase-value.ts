import { z } from 'zod';
import { expectExact, expectList, type Expectation, type Listed } from '../model/expectation.js';
import { defineKind } from '../model/kind.js';
import { changeInMetabase, lookAtMetabase } from './metabase/by-hand.js';
import {
  metabaseProperties,
  parseAdsutil,
  propertyName,
  showMetabaseData,
  type MetabaseData,
  type MetabaseProperty,
  type MetabaseType,
} from './metabase/data.js';
import { present, type Settable } from '../model/reading.js';
import type { Resource } from '../model/resource.js';

/** `path` is a node such as `/LM/W3SVC/1/ROOT/Exchange`, `id` the number of a property there. */
type Address = Readonly<{ path: string; id: number }>;

const address: z.ZodType<Address> = z.object({
  path: z
    .string()
    .regex(/^\/LM(\/[^/"\p{Cc}]+)+$/iu, 'a metabase path starts with /LM and has no quotation mark')
    .transform((path) => path.replace(/^\/lm/i, '/LM')),
  id: z.int().min(1).max(0xffffffff),
});

const value: z.ZodType<MetabaseData> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('DWORD'), data: z.int().min(0).max(0xffffffff) }),
  z.object({ type: z.enum(['STRING', 'EXPANDSZ']), data: z.string() }),
  z.object({ type: z.literal('BINARY'), data: z.string().regex(/^([0-9a-f]{2})*$/) }),
  z.object({ type: z.literal('MULTISZ'), data: z.array(z.string()) }),
]);

/** Only what is stored at the very node: absent means inherited from above, which is not the same as 0. */
export const kind = defineKind<Address, MetabaseData>({
  name: 'metabase-value',
  title: 'metabase value',
  doneBy: 'batten',
  address,
  value,
  identity: ({ path, id }) => `${path}/${id}`.toLowerCase(),
  describe: ({ path, id }) => ({ place: path, name: propertyName(id) ?? `property ${id}` }),
  show: showMetabaseData,
  list: {
    items: ({ data }) => (typeof data === 'object' ? data : undefined),
    withItems: (_, items) => ({ type: 'MULTISZ', data: items }),
  },
  byHand: {
    look: lookAtMetabase,
    change: changeInMetabase,
    question: ({ id }) => `What adsutil prints for ${propertyName(id) ?? String(id)}, such as (INTEGER) 264`,
    parse(answer) {
      const read = value.safeParse(parseAdsutil(answer));
      return read.success
        ? { value: read.data }
        : { problem: 'Start with the type as adsutil prints it: (INTEGER), (STRING), (EXPANDSZ) or (LIST).' };
    },
  },
});

export interface MetabaseExpectations extends Listed {
  readonly resource: Resource;
  /** Text is compared without case. */
  exactly(data: number | string): Expectation;
  /** These bits of the mask are set; all others stay. */
  flags(bits: number): Expectation;
  /** The same where the node has a mask of its own; where it inherits, the node above answers for it. */
  flagsUnlessInherited(bits: number): Expectation;
  /** None of these bits is set here. */
  withoutFlags(bits: number): Expectation;
}

/** @param path such as `/LM/W3SVC/1`; a value at a lower node wins over one above */
export function metabaseValue(path: string, property: MetabaseProperty): MetabaseExpectations {
  const { id, type } = metabaseProperties[property];
  const resource = kind.resource({ path, id });
  return {
    resource,
    ...expectList(resource, kind.typed, {
      get: ({ data }: MetabaseData) => (typeof data === 'object' ? data : undefined),
      set: (_, items: readonly string[]): MetabaseData => ({ type: 'MULTISZ', data: items }),
      show: (items: readonly string[]) => items.join(' | '),
    }),
    exactly: (data) =>
      expectExact<MetabaseData, MetabaseData>(resource, kind.typed, {
        get: (found) => found,
        set: (_, wanted) => wanted,
        show: showMetabaseData,
        equal: (a, b) => showMetabaseData(a).toLowerCase() === showMetabaseData(b).toLowerCase(),
      }).exactly(typed(type, data)),
    flags: (bits) =>
      maskExpectation(resource, `has the bits ${bits}`, {
        met: (mask) => mask !== undefined && holds(mask, bits),
        next: (mask = 0) => mask | bits,
      }),
    flagsUnlessInherited: (bits) =>
      maskExpectation(resource, `has the bits ${bits} or inherits them`, {
        met: (mask) => mask === undefined || holds(mask, bits),
        next: (mask = 0) => mask | bits,
      }),
    withoutFlags: (bits) =>
      maskExpectation(resource, `is without the bits ${bits}`, {
        met: (mask = 0) => (mask & bits) === 0,
        next: (mask = 0) => mask & ~bits,
      }),
  };
}

interface MaskRule {
  /** @param mask undefined where the node holds no value of its own */
  met(mask: number | undefined): boolean;
  next(mask: number | undefined): number;
}

function maskExpectation(resource: Resource, words: string, { met, next }: MaskRule): Expectation {
  const maskOf = (reading: Settable): number | 'absent' | 'no mask' => {
    const checked = kind.typed(reading);
    if (checked.state !== 'present') return 'absent';
    return typeof checked.value.data === 'number' ? checked.value.data : 'no mask';
  };
  const isMet = (reading: Settable): boolean => {
    const mask = maskOf(reading);
    return mask !== 'no mask' && met(mask === 'absent' ? undefined : mask);
  };
  return {
    resource,
    words,
    met: isMet,
    aim(reading) {
      if (isMet(reading)) return reading;
      const mask = maskOf(reading);
      // JavaScript's bit operations give signed numbers
      const data = next(typeof mask === 'number' ? mask : undefined) >>> 0;
      return present({ type: 'DWORD', data });
    },
  };
}

const holds = (mask: number, bits: number): boolean => (mask & bits) >>> 0 === bits >>> 0;

const typed = (type: MetabaseType, data: number | string): MetabaseData =>
  typeof data === 'number'
    ? { type: 'DWORD', data }
    : { type: type === 'EXPANDSZ' ? 'EXPANDSZ' : 'STRING', data };
