import { describe, expect, it } from '@jest/globals';
import { absent, present } from '../../src/model/reading.js';
import { dword, text } from '../../src/resources/registry/data.js';
import { restrictAnonymousStep as step } from '../../steps/security-changes/windows/restrict-anonymous.js';
import { memberServer } from '../support/facts.js';

const [expectation] = step.expects(step.parseOptions({}), memberServer);

describe('restrict-anonymous', () => {
  it('is satisfied by REG_DWORD 1 alone', () => {
    expect(expectation?.met(present(dword(1)))).toBe(true);
    expect(expectation?.met(present(text('1')))).toBe(false);
    expect(expectation?.met(present(dword(0)))).toBe(false);
    expect(expectation?.met(absent)).toBe(false);
  });

  it('brings the 2 of later Windows versions down to 1', () => {
    expect(expectation?.aim(present(dword(2)))).toEqual(present(dword(1)));
  });

  it('waits for the service pack that heeds it', () => {
    expect(() => step.expects({}, { ...memberServer, servicePack: 2 })).toThrow(
      /from Service Pack 3 on.*comes first/,
    );
    expect(step.expects({}, { ...memberServer, servicePack: 3 })).toHaveLength(1);
  });

  it('waits for the next start of the server', () => {
    expect(step.effect).toBe('reboot');
  });

  it('says what it costs: pages of a remote Exchange Administrator', () => {
    expect(step.mayBreak[0]).toMatch(
      /remote Exchange Administrator.*at the server itself they work \(Q196398\)/,
    );
  });
});
