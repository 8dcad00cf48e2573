import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { account } from '../../src/resources/account.js';
import { accountPolicy } from '../../src/resources/account-policy.js';
import { attestation } from '../../src/resources/attestation.js';
import type { Expectation } from '../../src/model/expectation.js';
import { absent, present, type Json, type Settable } from '../../src/model/reading.js';
import { service, startTypes } from '../../src/resources/service.js';
import { software } from '../../src/resources/software.js';

const services = fc.record(
  {
    start: fc.constantFrom(...startTypes),
    state: fc.constantFrom('running' as const, 'stopped' as const),
    dependsOn: fc.array(fc.string()),
    account: fc.string(),
  },
  { requiredKeys: ['start', 'state'] },
);
const accounts = fc.record(
  { name: fc.string(), disabled: fc.boolean(), passwordNotRequired: fc.boolean() },
  { requiredKeys: ['name', 'disabled'] },
);
const policies = fc.record({ value: fc.oneof(fc.nat(20), fc.boolean(), fc.constant('never')) });
const packages = fc.record({
  version: fc.constantFrom('Service Pack 6a', 'service pack 6A', 'Service Pack 4'),
});
const statement = 'It is so.';
const statements = fc.record({ statement: fc.constantFrom(statement, 'It was so.') });

const length = accountPolicy('NTEX01', 'minimumPasswordLength');

const cases: readonly (readonly [string, Expectation, fc.Arbitrary<Settable>])[] = [
  ['service disabled', service('Messenger').disabled(), found(services)],
  ['service stopped', service('Messenger').stopped(), found(services)],
  ['account disabled', account('NTEX01', 501).disabled(), found(accounts)],
  ['policy at least', length.atLeast(8), found(policies)],
  ['policy at most', length.atMost(8), found(policies)],
  ['policy between', length.between(6, 14), found(policies)],
  ['policy exactly', accountPolicy('NTEX01', 'complexityFlag').exactly(true), found(policies)],
  ['software installed', software('nt4-sp6a').installed(), found(packages)],
  ['attested', attestation('locked').attested(statement), found(statements)],
];

describe.each(cases)('%s', (_, expectation, readings) => {
  it('is met by what it aims at, from whatever is found, met before or not', () => {
    fc.assert(fc.property(readings, (reading) => expectation.met(expectation.aim(reading))));
  });
});

function found<Value extends Json>(values: fc.Arbitrary<Value>): fc.Arbitrary<Settable> {
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<Settable>(absent) },
    { weight: 5, arbitrary: values.map<Settable>((value) => present<Json>(value)) },
  );
}
