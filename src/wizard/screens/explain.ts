import type { Finding } from '../../engine/finding.js';
import type { AccountNames } from '../../model/hand-text.js';
import { kindOf } from '../../model/kind.js';
import { columns, wrap } from '../../terminal/layout.js';
import { changeLines } from './step-page.js';
import { instructionLines } from './step-text.js';

/** Why, sources, what others saw, and every change. */
export function explainLines({ step, changes, checks, scope }: Finding, width: number): readonly string[] {
  return [
    '',
    ...wrap(step.why, width),
    '',
    ...columns(
      [
        ...step.mayBreak.map((words) => ['May break', words]),
        ...(step.unconfirmed ?? []).map((words) => ['Unconfirmed', words]),
        ['Looks at', scope.looked.join(', ')],
        ...(scope.left.length === 0 ? [] : [['Not at', scope.left.join(', ')]]),
        ['Sources', step.sources.join(', ')],
        ...(step.covers.length === 0 ? [] : [['Carries', step.covers.join(', ')]]),
        ...(step.needs === undefined ? [] : [['Stands on', step.needs.join(', ')]]),
      ],
      width,
      { indent: 0 },
    ),
    ...instructionLines(step, width),
    '',
    'What the step expects:',
    ...checks.flatMap(({ expectation, reading, met }) => {
      const kind = kindOf(expectation.resource);
      const sign = met === true ? 'ok' : met === false ? '--' : '??';
      const { name } = kind.describe(expectation.resource);
      return columns([[sign, `${name} ${expectation.words}; now ${kind.show(reading)}`]], width);
    }),
    ...(changes.length > 4
      ? ['', 'All changes:', ...changes.flatMap((change) => changeLines(change, width))]
      : []),
    '',
  ];
}

/** To do it by hand at the console. */
export function commandLines({ changes }: Finding, names: AccountNames, width: number): readonly string[] {
  if (changes.length === 0) return ['', 'Nothing has to be changed.', ''];
  return [
    '',
    ...changes.flatMap(({ resource, before, after }) => {
      const kind = kindOf(resource);
      const { place, name } = kind.describe(resource);
      return [
        ...wrap(`${name}, ${place}`, width),
        ...kind.change(resource, after, names, before).flatMap((line) => wrap(`  ${line}`, width)),
        '',
      ];
    }),
  ];
}
