import { describe, expect, it } from '@jest/globals';
import { present } from '../../src/model/reading.js';
import { guestAccountStep as step } from '../../steps/security-changes/windows/guest-account.js';
import { memberServer } from '../support/facts.js';

const [expectation] = step.expects(step.parseOptions({}), memberServer);

describe('guest-account', () => {
  it('means account 501 of the server itself, whatever it is called', () => {
    expect(expectation?.resource.address).toEqual({ authority: 'NTEX01', rid: 501 });
    expect(expectation?.met(present({ name: 'Gast', disabled: false }))).toBe(false);
    expect(expectation?.met(present({ name: 'Invité', disabled: true }))).toBe(true);
  });

  it('says that while it is enabled a failed logon relays mail for strangers', () => {
    expect(step.why).toMatch(/failed SMTP logon.*relays.*Q251149/);
  });
});
