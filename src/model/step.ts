import { z } from 'zod';
import type { Facts } from './facts.js';
import { UsageError } from '../errors.js';
import type { Effect, Reversibility } from './effect.js';
import type { Expectation } from './expectation.js';
import type { Json, Reading } from './reading.js';
import type { Resource } from './resource.js';
import type { Stage } from './stage.js';

/** Answers what a resource held when the step was assessed; undefined for one that was not read. */
export type Found = (resource: Resource) => Reading | undefined;

/** Why one change of a step must not be made on this server, although its expectation is unmet. */
export interface Objection {
  readonly resource: Resource;
  readonly reason: string;
  /** True where nothing has to be changed after all: other readings show that the step's purpose is met without it (a later
   *  package contains this one, a value is not in use). Holds also where the resource itself cannot be read. */
  readonly moot?: boolean;
}

/**
 * How far a step looks, of all that its sentence in the article covers, in short names: `this server`, `drive C:`,
 * `the domain EXAMPLE`, `POP3`.
 */
export interface Scope {
  readonly looked: readonly string[];
  /** What the sentence covers too and nobody looked at. Where there is some, the step is never more than partly met. */
  readonly left: readonly string[];
}

/** What a server may be besides Windows NT. */
export type ServerRole = 'iis' | 'outlook-web-access' | 'exchange' | 'internet-mail';

interface StepText {
  readonly id: string;
  readonly stage: Stage;
  /** For the head of a screen: `Windows security`. */
  readonly section: string;
  /** The recommendations it carries: `W-11`; none where it goes beyond the article. */
  readonly covers: readonly string[];
  /** The line of the article, where it says so. */
  readonly line?: number;
  readonly title: string;
  /** Without any of these roles it has nothing to do. Absent: it is about Windows NT itself. */
  readonly roles?: readonly ServerRole[];
  readonly why: string;
  /** What it may break, one sentence each, with source. */
  readonly mayBreak: readonly string[];
  /** KB numbers and other sources of the facts: `Q143474`. */
  readonly sources: readonly string[];
  readonly reversibility: Reversibility;
  readonly effect: Effect;
  /** Steps that come before this one where both are done. Order only. */
  readonly after?: readonly string[];
  /** Steps this one stands on: it is not applied before them, and they are not taken back silently while it stands. */
  readonly needs?: readonly string[];
  /** Steps after which the server is restarted before this one, where they were done: their files have to be in place. */
  readonly restartedAfter?: readonly string[];
  /** True where consent must be typed (the server's name). Irreversible steps always ask so. */
  readonly risky?: boolean;
  /** What a person does at the console, in order; shown numbered. The numbers are those of the source where it counts. */
  readonly instructions?: {
    readonly title: string;
    readonly first: number;
    readonly lines: readonly string[];
  };
  /** Facts that are not certain, said where the step is shown. */
  readonly unconfirmed?: readonly string[];
}

export interface StepDefinition<Options extends Record<string, Json>> extends StepText {
  /** True, or the reason why the step has nothing to do on such a server. */
  appliesTo?(facts: Facts): true | string;
  /** By what was read: the reason why it has nothing to do here after all, although the facts did not tell. */
  absence?(found: Found, facts: Facts): string | undefined;
  /** Strict objects with a default for every member: prompts, the answers file and the docs come from it. */
  readonly options: z.ZodType<Options>;
  /**
   * In the order in which they are brought about; undo goes the other way.
   *
   * @throws UsageError (`missingFact`) where a fact is missing that only the operator can give, as an option
   */
  expects(options: Options, facts: Facts): readonly Expectation[];
  /** Resources that are read but not changed, for `objections`. */
  observes?(options: Options, facts: Facts): readonly Resource[];
  objections?(found: Found, options: Options, facts: Facts): readonly Objection[];
  /** How far it looked. Default: this server, and nothing is left. */
  scope?(options: Options, facts: Facts, found: Found): Scope;
}

/** A step as the engine sees it: options are plain data that its own schema has checked. */
export interface Step extends StepText {
  appliesTo(facts: Facts): true | string;
  absence(found: Found, facts: Facts): string | undefined;
  readonly options: z.ZodType<Record<string, Json>>;
  /** Fills in the defaults. @throws UsageError that names the option */
  parseOptions(given: unknown): Readonly<Record<string, Json>>;
  expects(options: Readonly<Record<string, Json>>, facts: Facts): readonly Expectation[];
  observes(options: Readonly<Record<string, Json>>, facts: Facts): readonly Resource[];
  objections(found: Found, options: Readonly<Record<string, Json>>, facts: Facts): readonly Objection[];
  scope(options: Readonly<Record<string, Json>>, facts: Facts, found: Found): Scope;
}

export const noOptions = z.strictObject({});

/** For a step that lacks a fact: throw it from `expects`. @param what a clause that says what is missing and how to give it */
export const missingFact = (what: string): UsageError => new UsageError(what);

export function defineStep<Options extends Record<string, Json>>(definition: StepDefinition<Options>): Step {
  const parse = (given: unknown): Options => {
    const result = definition.options.safeParse(given ?? {});
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    const name = issue?.path.join('.') ?? '';
    throw new UsageError(
      `The options of ${definition.id} do not fit${name === '' ? '' : ` at ${name}`}: ${issue?.message ?? 'invalid'}. ` +
        `See batten steps show ${definition.id}.`,
    );
  };
  return {
    ...definition,
    parseOptions: parse,
    appliesTo: (facts) => definition.appliesTo?.(facts) ?? true,
    absence: (found, facts) => definition.absence?.(found, facts),
    expects: (options, facts) => definition.expects(parse(options), facts),
    observes: (options, facts) => definition.observes?.(parse(options), facts) ?? [],
    objections: (found, options, facts) => definition.objections?.(found, parse(options), facts) ?? [],
    scope: (options, facts, found) =>
      definition.scope?.(parse(options), facts, found) ?? { looked: ['this server'], left: [] },
  };
}
