/** The system's code of an error (`ENOENT`), or its text where it has none. */
export function codeOf(cause: unknown): string {
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string') {
    return cause.code;
  }
  return String(cause);
}
