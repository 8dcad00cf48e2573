/** How a person sees or sets a resource at the console of NT 4.0. */
export interface HandText {
  /** The way by windows, the article's own where it names one: one action a line, in order, and what is then seen. */
  readonly clicks: readonly string[];
  /** Text that is typed or compared line by line, such as the contents of a file. */
  readonly shown?: readonly string[];
  /** The same at a command prompt; every line runs as it stands, so a name that is not known makes no line. */
  readonly typed?: readonly string[];
  /** Whose command prompt; the server's where it is not said. */
  readonly promptOf?: string;
  /** What to know beside it. */
  readonly notes?: readonly string[];
}

/** Accounts and groups as a server spells them, by SID: dialogs and tools of NT 4.0 take names and no SIDs. */
export type AccountNames = Readonly<Record<string, string>>;

/** The lines of a text as they are shown and printed: actions numbered, commands indented, the windows before the commands. */
export function handLines({
  clicks,
  shown = [],
  typed = [],
  promptOf,
  notes = [],
}: HandText): readonly string[] {
  const prompt = `t a command prompt of ${promptOf ?? 'the server'}:`;
  return [
    ...clicks.map((line, index) => `${index + 1}. ${line}`),
    ...shown.map((line) => `   | ${line}`),
    ...(typed.length === 0 ? [] : [clicks.length === 0 ? `A${prompt}` : `Or a${prompt}`]),
    ...typed.map((line) => `    ${line}`),
    ...notes.map((line) => `Note: ${line}`),
  ];
}
