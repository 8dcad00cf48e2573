import { z } from 'zod';
import type { Json, Settable } from '../../../model/reading.js';
import type { Resource } from '../../../model/resource.js';
import type { Capture } from '../capture.js';

const json: z.ZodType<Json> = z.json();

const capture: z.ZodType<Capture> = z.discriminatedUnion('what', [
  z.object({ what: z.literal('key'), key: z.string() }),
  z.object({ what: z.literal('lines'), key: z.string(), names: z.array(z.string()) }),
  z.object({
    what: z.literal('print'),
    command: z.enum(['started', 'accounts', 'user', 'localgroup', 'group']),
    argument: z.string().exactOptional(),
  }),
  z.object({ what: z.literal('metabase'), property: z.string() }),
  z.object({
    what: z.literal('directory'),
    base: z.string(),
    container: z.string(),
    attributes: z.array(z.string()),
  }),
]);

const resource: z.ZodType<Resource> = z.object({ kind: z.string(), key: z.string(), address: json });

const settable: z.ZodType<Settable> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('present'), value: json }),
  z.object({ state: z.literal('absent') }),
]);

const sign = z.union([
  z.object({ capture, words: z.string(), there: z.boolean() }),
  z.object({ capture, differs: z.literal(true) }),
]);

const item = z.object({
  /** `003` on the checklist; by hand or by the script. */
  number: z.string(),
  step: z.string(),
  action: z.enum(['apply', 'undo']),
  by: z.enum(['kit', 'hand']),
  resource,
  before: settable,
  after: settable,
  /** The journal's sequence number of the intent. */
  intent: z.number(),
  undoes: z.number().exactOptional(),
  /** What the script looks for to say whether it took. */
  signs: z.array(sign),
});

const kit = z.object({
  id: z.string(),
  folder: z.string(),
  holds: z.enum(['collect', 'change', 'undo']),
  made: z.string(),
  plan: z.string(),
  /** The journal's head when the kit was planned, as words. Kits of before had none. */
  head: z.string().exactOptional(),
  /** `out` until its results are recorded; `applied` while only its undo may still come back. */
  state: z.enum(['out', 'applied', 'closed', 'withdrawn']),
  steps: z.array(z.string()),
  captures: z.array(z.object({ number: z.string(), capture })),
  /** Digests of the evidence that the kit was made for, by capture. */
  expected: z.record(z.string(), z.string()),
  items: z.array(item),
  /** What the checklist asks a person to look at. */
  look: z.array(resource),
});

const evidence = z.object({
  capture,
  /** SHA-256 of the captured file; none where nothing was there to capture. */
  digest: z.string().exactOptional(),
  /** The key that was exported in the place of a missing one, or the key itself. */
  root: z.string().exactOptional(),
});

export const manifestSchema = z.object({
  format: z.literal(1),
  server: z.string(),
  kits: z.array(kit),
  evidence: z.array(evidence),
  /** What a person saw, for what no newer evidence tells. */
  seen: z.array(z.object({ resource, reading: settable })),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type KitEntry = z.infer<typeof kit>;
export type KitItem = z.infer<typeof item>;
export type EvidenceEntry = z.infer<typeof evidence>;
