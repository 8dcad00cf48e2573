import { steps } from '../../steps/index.js';
import { stages, stageTitles } from '../engine/stage.js';
import type { Step } from '../engine/step.js';
import { exitCode, type ExitCode } from '../errors.js';
import { columns, wrap } from '../terminal/layout.js';
import { optionFields, optionText, type OptionField } from '../wizard/option-questions.js';
import { effectWords, undoWords } from '../wizard/screens/words.js';
import type { Surroundings } from './globals.js';
import { stepNamed } from './step-names.js';

export function listSteps(around: Surroundings): ExitCode {
  const { terminal, globals } = around;
  if (globals.json) {
    around.write(JSON.stringify({ schema: 'batten/steps/1', steps: steps.map(asJson) }, null, 2));
    return exitCode.done;
  }
  for (const [index, stage] of stages.entries()) {
    const rows = steps
      .filter((step) => step.stage === stage)
      .map((step) => [step.id, step.reversibility, step.title]);
    terminal.say(`${index + 1} ${stageTitles[stage]}`, ...columns(rows, terminal.width), '');
  }
  return exitCode.done;
}

export function showStep(id: string, around: Surroundings): ExitCode {
  const step = stepNamed(id);
  if (around.globals.json)
    around.write(JSON.stringify({ schema: 'batten/step/1', step: asJson(step) }, null, 2));
  else around.terminal.say(...stepText(step, around.terminal.width));
  return exitCode.done;
}

/** Everything about a step, for a terminal. */
function stepText(step: Step, width: number): readonly string[] {
  const fields = optionFields(step);
  return [
    `${step.id}   ${stageTitles[step.stage]}, ${step.section}, article line ${step.line}`,
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
        ...(step.needs === undefined ? [] : [['Stands on', step.needs.join(', ')]]),
        ...(step.after === undefined ? [] : [['Comes after', step.after.join(', ')]]),
        ['Carries', step.covers.join(', ')],
        ['Sources', step.sources.join(', ')],
      ],
      width,
      { indent: 0 },
    ),
    ...(fields.length === 0 ? [] : ['', 'Options (in an answers file: steps.ID.options)']),
    ...columns(
      fields.map((field) => [field.name, optionWords(field)]),
      width,
    ),
  ];
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

const asJson = (step: Step): object => {
  const { id, stage, section, covers, line, title, why, mayBreak, sources, reversibility, effect } = step;
  return {
    id,
    stage,
    section,
    covers,
    line,
    title,
    why,
    mayBreak,
    sources,
    reversibility,
    effect,
    options: optionFields(step),
  };
};
