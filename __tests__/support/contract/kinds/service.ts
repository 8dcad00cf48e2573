import fc from 'fast-check';
import { kind, service, startTypes, type ServiceValue } from '../../../../src/resources/service.js';
import { kindSample } from '../kind-sample.js';
import { anyText, lineText, members, upperAndLower } from '../texts.js';

const name = lineText('\\/"', 30);

export const sample = kindSample(kind, {
  addresses: fc.record({ name }),
  values: () =>
    members<ServiceValue>(
      {
        start: fc.constantFrom(...startTypes),
        state: fc.constantFrom('running', 'stopped'),
        display: anyText(),
        account: anyText(),
        dependsOn: fc.array(anyText()),
        dependsOnGroups: fc.array(anyText()),
        type: anyText(),
      },
      ['start', 'state'],
    ),
  spellings: ({ name }) => upperAndLower(name).map((spelled) => ({ name: spelled })),
  examples: () => ['automatic running'],
  answer: ({ start, state }) => `${start} ${state}`,
  constructors: { service: () => service('Messenger') },
  expectations: {
    'service.disabled': name.map((one) => service(one).disabled()),
    'service.stopped': name.map((one) => service(one).stopped()),
  },
  others: ['dependantsOf'],
});
