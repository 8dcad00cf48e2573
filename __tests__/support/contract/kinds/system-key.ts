import fc from 'fast-check';
import { kind, systemKeyOn } from '../../../../src/resources/system-key.js';
import { kindSample } from '../kind-sample.js';

const modes = ['local', 'password', 'floppy'] as const;

export const sample = kindSample(kind, {
  addresses: fc.constant({ encrypts: 'SAM' as const }),
  values: () => fc.record({ mode: fc.constantFrom(...modes) }),
  spellings: () => [],
  examples: () => modes,
  answer: ({ mode }) => mode,
  constructors: { systemKeyOn },
  expectations: { systemKeyOn: fc.constant(systemKeyOn()) },
});
