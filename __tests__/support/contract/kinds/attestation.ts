import fc from 'fast-check';
import { attestation, kind } from '../../../../src/resources/attestation.js';
import { kindSample } from '../kind-sample.js';
import { anyText, lineText, ownName } from '../texts.js';

const statement = fc.oneof(
  anyText().filter((text) => text.trim() !== ''),
  fc.constant('The server stands in a locked room.'),
);

export const sample = kindSample(kind, {
  addresses: fc.record({ id: ownName }),
  values: () => fc.record({ statement }),
  spellings: () => [],
  examples: () => [],
  answer: ({ statement }) => (/^\S(?:[^\n\r\0]*\S)?$/.test(statement) ? statement : undefined),
  constructors: { attestation: () => attestation('locked-room') },
  expectations: {
    'attestation.attested': fc
      .tuple(ownName, lineText())
      .map(([id, statement]) => attestation(id).attested(statement)),
  },
});
