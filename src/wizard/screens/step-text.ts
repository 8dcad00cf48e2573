import { stageTitles } from '../../model/stage.js';
import type { Step } from '../../model/step.js';
import { columns, wrap } from '../../terminal/layout.js';
import { optionFields, optionText, type OptionField } from '../option-questions.js';
import { effectWords, placeOf, rolesWords, undoWords } from '../../model/words.js';

/** Everything about a step: what `batten steps show` prints, and the page under docs/steps/. */
export function stepText(step: Step, width: number): readonly string[] {
  const fields = optionFields(step);
  return [
    `${step.id}   ${stageTitles[step.stage]}, ${placeOf(step)}`,
    ...wrap(step.title, width),
    '',
    ...wrap(step.why, width),
    '',
    ...columns(
      [
        ['Undo', undoWords[step.reversibility]],
        ['Takes hold', effectWords(step.effect)],
        ...step.mayBreak.map((words) => ['May break', words]),
        ...(step.unconfirmed ?? []).map((words) => ['Unconfirmed', words]),
        ...(step.roles === undefined ? [] : [['Only with', rolesWords(step.roles)]]),
        ...(step.needs === undefined ? [] : [['Stands on', step.needs.join(', ')]]),
        ...(step.restartedAfter === undefined
          ? []
          : [['Restart first', `if ${step.restartedAfter.join(' or ')} waits for one`]]),
        ...(step.after === undefined ? [] : [['Comes after', step.after.join(', ')]]),
        ...(step.covers.length === 0 ? [] : [['Carries', step.covers.join(', ')]]),
        ['Sources', step.sources.join(', ')],
      ],
      width,
      { indent: 0 },
    ),
    ...instructionLines(step, width),
    ...(fields.length === 0 ? [] : ['', 'Options (in an answers file: steps.ID.options)']),
    ...columns(
      fields.map((field) => [field.name, optionWords(field)]),
      width,
    ),
  ];
}

/** The numbered instructions of a step that has some, after a blank line. */
export function instructionLines({ instructions }: Step, width: number): readonly string[] {
  if (instructions === undefined) return [];
  const { title, first, lines } = instructions;
  const numbered = lines.map((line, index) => [`${first + index}.`, line]);
  return ['', ...wrap(title, width), ...columns(numbered, width, { gap: 1 })];
}

function optionWords({ label, range, choices, initial, required }: OptionField): string {
  const limits = choices.length > 0 ? choices.join(', ') : range;
  const end = required
    ? 'has to be given'
    : initial === undefined
      ? 'may be left out'
      : `default ${optionText(initial)}`;
  return `${label}${limits === '' ? '' : ` (${limits})`}; ${end}`;
}
