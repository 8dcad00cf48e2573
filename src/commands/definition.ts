import type { Context } from '../connect/context.js';
import type { ExitCode } from '../errors.js';

/** What may be typed, as the help shows it, and what the help says of it: `{ '--step <step...>': 'only these steps' }`. */
export type Shown = Readonly<Record<string, string>>;

/** What was typed, by name: `--override-soak <reason>` is called overrideSoak. */
export type Typed = Readonly<Record<string, unknown>>;

/** One command of the command line: plain data, and the action that loads its own code when it runs. */
export interface CommandDefinition {
  readonly name: string;
  readonly description: string;
  /** Words behind the command: `<file>`, `[step...]`. */
  readonly arguments: Shown;
  /** Options that have to be given. */
  readonly required: Shown;
  readonly options: Shown;
  /** True for the one command that `batten` alone runs. */
  readonly isDefault: boolean;
  run(given: Typed, context: Context): Promise<ExitCode>;
}

/** A word with commands behind it: `batten lab show`. */
export interface CommandGroup {
  readonly name: string;
  readonly description: string;
  readonly commands: readonly CommandDefinition[];
}

/** Defines a command; what its action is given has the types that its arguments and options show. */
export function defineCommand<
  Arguments extends Shown,
  Required extends Shown,
  Options extends Shown,
>(definition: {
  readonly name: string;
  readonly description: string;
  readonly arguments?: Arguments;
  readonly required?: Required;
  readonly options?: Options;
  readonly isDefault?: true;
  run(given: Given<Arguments, Required, Options>, context: Context): Promise<ExitCode>;
}): CommandDefinition {
  const { arguments: words = {}, required = {}, options = {}, isDefault = false } = definition;
  return {
    ...definition,
    arguments: words,
    required,
    options,
    isDefault,
    // The parser gives just what it was told to take, with the names and types that Given reads off the same text.
    run: (given, context) => definition.run(given as Given<Arguments, Required, Options>, context),
  };
}

type Given<Arguments, Required, Options> = {
  readonly [Text in keyof Arguments as ArgumentName<Text>]: ValueOf<Text>;
} & { readonly [Text in keyof Required as OptionName<Text>]: ValueOf<Text> } & {
  readonly [Text in keyof Options as ValueOf<Text> extends boolean ? OptionName<Text> : never]: boolean;
} & {
  readonly [
    Text in keyof Options as ValueOf<Text> extends boolean ? never : OptionName<Text>
  ]?: ValueOf<Text>;
};

type ArgumentName<Text> = Text extends `${'<' | '['}${infer Name}...${'>' | ']'}`
  ? Name
  : Text extends `<${infer Name}>`
    ? Name
    : never;

type OptionName<Text> = Text extends `--${infer Name} ${string}`
  ? InOneWord<Name>
  : Text extends `--${infer Name}`
    ? InOneWord<Name>
    : never;

/** `override-soak` becomes overrideSoak, as the parser does it. */
type InOneWord<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<InOneWord<Tail>>}`
  : Name;

/** Dots stand for several words; an option without brackets is there or not. */
type ValueOf<Text> = Text extends `${string}...${'>' | ']'}`
  ? readonly string[]
  : Text extends `${string}>`
    ? string
    : boolean;
