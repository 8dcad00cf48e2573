/** What a terminal reads from and writes to. */
export interface Streams {
  readonly input: NodeJS.ReadStream;
  /** Standard output. */
  readonly output: NodeJS.WriteStream;
  /** Standard error. */
  readonly errors: NodeJS.WriteStream;
  /** Ends open questions and lists of tasks. */
  readonly signal?: AbortSignal;
  /** False after --no-color. NO_COLOR and a stream that is no terminal turn colour off by themselves. */
  readonly color: boolean;
  /** Standard output carries one document: everything that is said goes to standard error. */
  readonly json?: boolean;
}

/** Columns of a stream; 80 where it reports none (a pipe) or 0 (script, expect, serial consoles). */
export function columnsOf(stream: { readonly columns?: number }): number {
  const reported = stream.columns ?? 0;
  return reported > 0 ? Math.max(20, reported) : 80;
}

/** Lines of a stream; 24 where it reports none. */
export function rowsOf(stream: { readonly rows?: number }): number {
  const reported = stream.rows ?? 0;
  return reported > 0 ? reported : 24;
}
