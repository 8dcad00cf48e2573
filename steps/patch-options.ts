import { z } from 'zod';
import type { Facts } from '../src/model/facts.js';
import { baselineNames, type Baseline } from '../src/patches/baselines.js';
import { patches } from '../src/patches/catalogue.js';
import { wantedPatches } from '../src/patches/missing.js';
import type { Patch, Product } from '../src/patches/patch.js';

/** Which era to bring a server up to. The article's own is the default; the later one closes what came after it. */
export const baselineOption = z
  .enum(baselineNames)
  .default('article')
  .describe('Patches up to March 2003 (article) or all that there ever were (end-of-support)');

/** What the operator knows is not needed, because what it repairs is not on the server. */
export const leaveOutOption = (product: Product) =>
  z
    .array(
      z.string().refine((id) => patches.some((patch) => patch.id === id && patch.product === product), {
        message: `name patches of ${product} by their id, such as ${patches.find((one) => one.product === product)?.id ?? ''}`,
      }),
    )
    .default([])
    .describe('Patches to leave out, because what they repair is not on this server (ids)');

/** Packages of a baseline that steps of their own install. */
const ownSteps = new Set([
  ...['nt4-sp6a', 'nt4-srp1', 'ie-60-sp1', 'ex55-sp4'],
  ...['iis-lockdown-21', 'urlscan-20', 'urlscan-25'],
]);

/** What a step installs of its product, in the order of installation. */
export const patchesFor = (
  product: Product,
  baseline: Baseline,
  leaveOut: readonly string[],
  facts: Facts,
): readonly Patch[] =>
  wantedPatches(baseline, facts).filter(
    (patch) => patch.product === product && !ownSteps.has(patch.id) && !leaveOut.includes(patch.id),
  );
