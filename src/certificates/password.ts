/** What is wrong with the password of a private key, or undefined. It never repeats the password. */
export function passwordProblem(password: string): string | undefined {
  const length = Array.from(password).length;
  if (length < 8) return 'The password needs at least 8 characters.';
  if (length > 200) return 'The password can have at most 200 characters.';
  if (/[\p{Cc}\p{Cs}]/u.test(password))
    return 'The password holds a control character; other programs could not take it.';
  return undefined;
}

/** A caution about a password that is allowed, or undefined. */
export function passwordCaution(password: string): string | undefined {
  return Array.from(password).length < 12
    ? 'The password is shorter than 12 characters; who gets the key file can try many of them.'
    : undefined;
}
