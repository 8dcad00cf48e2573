import fc from 'fast-check';
import { patches, type PatchId } from '../../../../src/patches/catalogue.js';
import {
  kind,
  needsReapply,
  noSoftware,
  software,
  type SoftwareValue,
} from '../../../../src/resources/software.js';
import { kindSample } from '../kind-sample.js';
import { anyText, members, ownName } from '../texts.js';

const patchId = fc.constantFrom(...patches.map(({ id }) => id as PatchId));
const id = fc.oneof(patchId, fc.constantFrom('outlook', 'outlook-express'), ownName);
const isPatch = (id: string): boolean => patches.some((patch) => patch.id === id);

export const sample = kindSample(kind, {
  addresses: fc.record({ id }),
  values: ({ id }) =>
    members<SoftwareValue>(
      {
        version: fc.oneof(
          fc.constantFrom(
            needsReapply,
            ...patches.filter((patch) => patch.id === id).map(({ version }) => version),
          ),
          anyText(),
        ),
        title: anyText(),
      },
      ['version'],
    ),
  spellings: () => [],
  examples: ({ id }) => (isPatch(id) ? ['yes', 'key'] : []),
  answer({ version }, { id }) {
    if (version === needsReapply && isPatch(id)) return 'key';
    if (isPatch(id))
      return patches.some((patch) => patch.id === id && patch.version === version) ? version : undefined;
    return version === version.trim() && version !== '' ? version : undefined;
  },
  constructors: { software: () => software('nt4-sp6a'), noSoftware: () => noSoftware('outlook') },
  expectations: {
    'software.installed': patchId.map((one) => software(one).installed()),
    noSoftware: id.map(noSoftware),
  },
});
