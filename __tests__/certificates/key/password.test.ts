import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { passwordCaution, passwordProblem } from '../../../src/certificates/key/password.js';

describe('the password of a key', () => {
  it.each([
    ['short', 'at least 8 characters'],
    ['aaaaaaaaaaaa', '5 different characters'],
    ['abababababab', '5 different characters'],
    ['12345678', 'row of neighbours'],
    ['ihgfedcba', 'row of neighbours'],
    ['qwertzuiop', 'row of neighbours'],
    ['bell\u0007bell and more', 'control character'],
    ['kestrel and heron '.repeat(12), 'at most 200'],
  ])('%j is refused: %s', (password, reason) => {
    expect(passwordProblem(password)).toContain(reason);
  });

  it.each(['kestrel8', 'Größe-пароль', 'correct horse battery', '密碼は長いほうがよい'])(
    '%s is taken',
    (password) => {
      expect(passwordProblem(password)).toBeUndefined();
    },
  );

  it('is cautioned about where it is short, or digits alone', () => {
    expect(passwordCaution('kestrel8')).toContain('shorter than 12');
    expect(passwordCaution('804216735937')).toContain('digits alone');
    expect(passwordCaution('correct horse battery')).toBeUndefined();
  });

  it('is never repeated in what is said of it', () => {
    const password = fc.string({ unit: 'binary', minLength: 6, maxLength: 220 });
    fc.assert(
      fc.property(password, (text) => {
        const said = `${passwordProblem(text) ?? ''}${passwordCaution(text) ?? ''}`;
        expect(said.includes(text)).toBe(false);
      }),
    );
  });
});
