/** A test by its exact title. */
interface HeldBy {
  /** Below `__tests__`, without `.test.ts`. */
  readonly file: string;
  readonly name: string;
}

/** One thing that goes wrong on such servers, and what keeps a step from running into it. */
export type Trap = {
  readonly id: string;
  /** Its place in the section that it comes from, from 0 on. */
  readonly index: number;
  readonly says: string;
} & (
  | { readonly tests: readonly HeldBy[] }
  /** Why no step is concerned. */
  | { readonly reason: string }
);

export const by = (file: string, ...names: readonly string[]): readonly HeldBy[] =>
  names.map((name) => ({ file, name }));
