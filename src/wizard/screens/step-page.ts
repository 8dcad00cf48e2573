import type { Change, Check } from '../../engine/finding.js';
import type { Scope } from '../../model/step.js';
import { kindOf } from '../../model/kind.js';
import { columns, ellipsis, wrap } from '../../terminal/layout.js';
import type { StepPage } from '../decider.js';
import { plannedChangeLines } from './plan.js';
import { effectWords, outcomeWords, placeOf, undoWords } from '../../model/words.js';

/** A step before anything is written: what is there, what it becomes, and what that means. At most about 15 lines. */
export function stepLines(page: StepPage, width: number): readonly string[] {
  const { finding, number, total, history, drift } = page;
  const { step, changes, checks, reason, scope } = finding;
  const head = `Step ${number} of ${total}  ${step.id}`;
  const place = placeOf(step);
  const gap = width - head.length - place.length;
  const shown = shownChanges(changes, width);
  return [
    ...(gap >= 2 ? [head + ' '.repeat(gap) + place] : [head, `  ${place}`]),
    '',
    ...wrap(`${step.title}.`, width),
    '',
    ...(drift === undefined ? [] : wrap(`Changed since it was settled: ${drift}.`, width)),
    ...(reason === undefined
      ? []
      : wrap(`Finding: ${finding.state.replaceAll('-', ' ')}; ${reason}.`, width)),
    ...shown,
    ...checks
      .filter((check) => check.objection !== undefined)
      .flatMap((check) => objectionLines(check, width)),
    ...blindLines(checks, width),
    '',
    ...columns(
      [
        ['Takes hold', effectWords(step.effect)],
        ...scopeRows(scope),
        ['May break', first(step.mayBreak, width) ?? 'nothing known'],
        ['Undo', undoSentence(page)],
        ...unconfirmedRows(step.unconfirmed, width),
        ...(history?.outcome === undefined ? [] : [['So far', outcomeWords[history.outcome]]]),
      ],
      width,
      { indent: 0 },
    ),
    '',
  ];
}

/** How far it looks, where that is not all of it. */
function scopeRows({ looked, left }: Scope): readonly (readonly string[])[] {
  if (left.length === 0) return [];
  return [['Looks at', `${looked.join(', ')}; not at ${left.join(', ')}`]];
}

/** The first warning in two lines, and how many more Explain shows. */
function first(warnings: readonly string[], width: number): string | undefined {
  const [words] = warnings;
  if (words === undefined) return undefined;
  const more = warnings.length > 1 ? ` (+${warnings.length - 1}: Explain)` : '';
  return ellipsis(words, 2 * (width - 15) - more.length - 8) + more;
}

function unconfirmedRows(
  warnings: readonly string[] | undefined,
  width: number,
): readonly (readonly string[])[] {
  const words = first(warnings ?? [], width);
  return words === undefined ? [] : [['Unconfirmed', words]];
}

/** As many changes as leave room for the question; Explain shows the rest. */
function shownChanges(changes: readonly Change[], width: number): readonly string[] {
  const room = 6;
  const lines: string[] = [];
  for (const [index, change] of changes.entries()) {
    const more = shortLines(change, width);
    if (index > 0 && lines.length + more.length > room) {
      return [...lines, `  and ${changes.length - index} more: see Explain`];
    }
    lines.push(...more);
  }
  return lines;
}

/** What only a person can say has no before and after worth two lines. */
function shortLines(change: Change, width: number): readonly string[] {
  const kind = kindOf(change.resource);
  if (kind.byWord !== true) return changeLines(change, width);
  const { name } = kind.describe(change.resource);
  return [ellipsis(`  ${name.padEnd(24)} ${kind.show(change.after)}`, width)];
}

/** Where, and now and then, as three lines. */
export function changeLines({ resource, before, after }: Change, width: number): readonly string[] {
  const kind = kindOf(resource);
  const { place, name } = kind.describe(resource);
  return plannedChangeLines({ place, name, now: kind.show(before), then: kind.show(after) }, width);
}

const undoSentence = ({ finding, proof }: StepPage): string => {
  const words = undoWords[finding.step.reversibility];
  if (proof === undefined || finding.step.reversibility === 'none') return words;
  return proof.proved
    ? `${words}; proved on a twin`
    : `${words}; NOT proved on a twin: ${proof.problems.join('; ')}`;
};

function objectionLines({ expectation, objection }: Check, width: number): readonly string[] {
  const { name } = kindOf(expectation.resource).describe(expectation.resource);
  return wrap(`  ${name} is left alone: ${objection ?? ''}.`, width);
}

function blindLines(checks: readonly Check[], width: number): readonly string[] {
  const blind = checks.filter((check) => check.reading.state === 'unreadable');
  const [first] = blind;
  if (first?.reading.state !== 'unreadable') return [];
  const { name } = kindOf(first.expectation.resource).describe(first.expectation.resource);
  const more = blind.length > 1 ? `, and ${blind.length - 1} more` : '';
  return wrap(`  ${name} cannot be read and is left alone: ${first.reading.reason}${more}.`, width);
}
