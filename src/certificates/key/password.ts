/** What is wrong with the password of a private key, or undefined. It never repeats the password. */
export function passwordProblem(password: string): string | undefined {
  const length = Array.from(password).length;
  if (length < 8) return 'The password needs at least 8 characters.';
  if (length > 200) return 'The password can have at most 200 characters.';
  if (/[\p{Cc}\p{Cs}]/u.test(password))
    return 'The password holds a control character; other programs could not take it.';
  if (new Set(password).size < 5) return 'The password needs at least 5 different characters.';
  if (isRun(password)) return 'The password is a row of neighbours on the keyboard or in the alphabet.';
  return undefined;
}

/** True for 12345678, hgfedcba and the like: every step is the same small one. */
function isRun(password: string): boolean {
  const codes = Array.from(password.toLowerCase(), (character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  return (
    (steps.size === 1 && [1, -1].some((step) => steps.has(step))) ||
    /^(qwertz|qwerty|asdfgh|yxcvbn|zxcvbn)/i.test(password)
  );
}

/** A caution about a password that is allowed, or undefined. */
export function passwordCaution(password: string): string | undefined {
  if (Array.from(password).length < 12) {
    return 'The password is shorter than 12 characters; who gets the key file can try many of them.';
  }
  return /^\d+$/.test(password)
    ? 'The password holds digits alone; words are far more work to guess.'
    : undefined;
}
