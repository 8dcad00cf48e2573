import { z } from 'zod';
import type { Step } from '../model/step.js';
import type { Json } from '../model/reading.js';
import { back, type Back, type Terminal } from '../terminal/port.js';
import type { LookUp, Options } from './decider.js';

/** One option as prompts, the docs and `steps show` need it; all of it comes from the step's schema. */
export interface OptionField {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'boolean' | 'list' | 'choice';
  readonly choices: readonly (string | number)[];
  readonly range: string;
  readonly initial: Json | undefined;
  readonly required: boolean;
  /** Whether it holds SIDs, so that names of accounts will do where they can be looked up. */
  readonly accounts: boolean;
}

const property = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  default: z.json().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  anyOf: z.array(z.object({ const: z.union([z.string(), z.number()]) })).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  pattern: z.string().optional(),
  items: z.object({ pattern: z.string().optional() }).optional(),
});

const objectSchema = z.object({
  properties: z.record(z.string(), property).default({}),
  required: z.array(z.string()).default([]),
});

/** The options of a step, in the order of its schema. */
export function optionFields(step: Step): readonly OptionField[] {
  const { properties, required } = objectSchema.parse(
    z.toJSONSchema(step.options, { io: 'input', unrepresentable: 'any' }),
  );
  return Object.entries(properties).map(([name, found]) => {
    const choices = found.enum ?? found.anyOf?.map((one) => one.const) ?? [];
    return {
      name,
      label: found.description ?? name,
      type: choices.length > 0 ? 'choice' : typeOf(found.type),
      choices,
      range: rangeOf(found),
      initial: found.default,
      required: required.includes(name),
      accounts: (found.pattern ?? found.items?.pattern)?.startsWith('^S-1') === true,
    };
  });
}

/** Asks for the options of a step one by one; Esc goes back to the one before, and at the first leaves all as it was. */
export async function askOptions(
  terminal: Terminal,
  step: Step,
  given: Options,
  lookUp?: LookUp,
): Promise<Options | Back> {
  const fields = optionFields(step);
  let options = given;
  for (let index = 0; index < fields.length;) {
    const field = fields[index];
    if (field === undefined) break;
    const answer = await askField(terminal, step, field, options, lookUp);
    if (answer === back) {
      if (index === 0) return back;
      index--;
      continue;
    }
    options = withAnswer(options, field.name, answer);
    index++;
  }
  return options;
}

async function askField(
  terminal: Terminal,
  step: Step,
  field: OptionField,
  given: Options,
  lookUp: LookUp | undefined,
): Promise<Json | undefined | Back> {
  const initial = given[field.name] ?? field.initial;
  const question = { message: field.label, answer: `steps.${step.id}.options.${field.name}` };
  if (field.type === 'choice') {
    const first = field.choices.filter((choice) => choice === initial);
    const rest = field.choices.filter((choice) => choice !== initial);
    return terminal.select(
      question,
      [...first, ...rest].map((value) => ({ value, name: String(value) })),
    );
  }
  if (field.type === 'boolean') return terminal.confirm(question, initial === true);
  const range = field.range === '' ? '' : ` (${field.range})`;
  const byName = field.accounts && lookUp !== undefined;
  for (;;) {
    const text = await terminal.text({
      ...question,
      asTyped: true,
      message: `${field.label}${range}${byName ? ', or by name' : ''}`,
      ...(initial !== undefined && { initial: optionText(initial) }),
      check: (words) => byName || fits(step, field, given, valueOf(field, words)),
    });
    if (text === back) return back;
    const value = valueOf(field, text);
    if (!byName || value === undefined) return value;
    const found = await accountsIn(value, lookUp);
    const fit = 'problem' in found ? found.problem : fits(step, field, given, found.value);
    if ('value' in found && fit === true) return found.value;
    terminal.say(String(fit), '');
  }
}

/** The SIDs of accounts that were typed one way or the other. */
async function accountsIn(
  value: Json,
  lookUp: LookUp,
): Promise<{ readonly value: Json } | { readonly problem: string }> {
  const sids: string[] = [];
  for (const typed of [value].flat()) {
    const found = await lookUp(optionText(typed));
    if ('problem' in found) return found;
    sids.push(found.sid);
  }
  return { value: Array.isArray(value) ? sids : (sids[0] ?? value) };
}

/** An option's value as a person would type it. */
export function optionText(value: Json): string {
  if (Array.isArray(value)) return value.map(optionText).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** An option that was left empty is taken out, so that its default holds. */
function withAnswer(options: Options, name: string, answer: Json | undefined): Options {
  const others = Object.entries(options).filter(([other]) => other !== name);
  return Object.fromEntries(answer === undefined ? others : [...others, [name, answer]]);
}

/** Checks one option alone: complaints about others that are not answered yet do not count. */
function fits(step: Step, field: OptionField, given: Options, value: Json | undefined): true | string {
  const result = step.options.safeParse({ ...given, ...(value !== undefined && { [field.name]: value }) });
  if (result.success) return true;
  return result.error.issues.find((issue) => issue.path[0] === field.name)?.message ?? true;
}

function valueOf(field: OptionField, words: string): Json | undefined {
  const trimmed = words.trim();
  if (field.type === 'list') return trimmed === '' ? [] : trimmed.split(/\s*,\s*/);
  if (trimmed === '' && !field.required) return undefined;
  return field.type === 'number' ? Number(trimmed) : trimmed;
}

function typeOf(type: string | undefined): OptionField['type'] {
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'boolean';
  return type === 'array' ? 'list' : 'text';
}

function rangeOf({ minimum, maximum }: z.infer<typeof property>): string {
  const bounded = (bound: number | undefined): bound is number =>
    bound !== undefined && Math.abs(bound) < 2 ** 53 - 1;
  if (bounded(minimum) && bounded(maximum)) return `${minimum} to ${maximum}`;
  if (bounded(minimum)) return `at least ${minimum}`;
  return bounded(maximum) ? `at most ${maximum}` : '';
}
