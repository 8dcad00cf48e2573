import fc from 'fast-check';
import { kind, scanResult, type ScanResultValue } from '../../../../src/resources/scan-result.js';
import { kindSample } from '../kind-sample.js';
import { anyText, members, ownName } from '../texts.js';

const bulletin = fc.oneof(fc.constantFrom('MS02-065', 'ms01-041', 'Q299444'), anyText());

export const sample = kindSample(kind, {
  addresses: fc.record({ id: ownName }),
  values: () =>
    members<ScanResultValue>(
      {
        tool: fc.oneof(fc.constant('mbsacli /hf'), anyText()),
        open: fc.array(bulletin, { maxLength: 3 }),
        taken: fc.constantFrom('2002-11-27T10:00:00.000Z', 'some day'),
        outdated: fc.boolean(),
      },
      ['tool', 'open'],
    ),
  spellings: () => [],
  examples: () => ['nothing missing'],
  answer({ open }) {
    if (open.length === 0) return 'nothing missing';
    return open.every((one) => /^[\w-]+$/.test(one) && one !== 'nothing') ? open.join(', ') : undefined;
  },
  constructors: { scanResult: () => scanResult('mbsa') },
  expectations: {
    'scanResult.clean': fc
      .tuple(ownName, fc.array(bulletin))
      .map(([id, acknowledged]) => scanResult(id).clean(acknowledged)),
  },
});
