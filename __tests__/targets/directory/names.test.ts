import { describe, expect, it } from '@jest/globals';
import { bindName, ldapName } from '../../../src/targets/directory/names.js';

describe('a name for LDAP', () => {
  it('escapes what ends or begins a part of it', () => {
    expect(ldapName('cn=a+b;c,o=Example')).toBe('cn=a\\+b\\;c,o=Example');
    expect(bindName('#a', 'b ')).toBe('cn=\\#a,cn=b\\ ');
  });

  it('escapes a single blank once', () => {
    expect(bindName(' ', '  ')).toBe('cn=\\ ,cn=\\ \\ ');
  });
});
