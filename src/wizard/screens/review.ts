import type { Finding } from '../../engine/finding.js';
import { stageTitles, type Stage } from '../../model/stage.js';
import type { Step } from '../../model/step.js';
import { columns } from '../../terminal/layout.js';
import { count, effectWords } from '../../model/words.js';

const signs = {
  satisfied: 'ok',
  partly: '~',
  'needs-changes': '>',
  'needs-operator': '?',
  'not-applicable': '--',
  unknown: '??',
} as const;

/** One line a step, before anything of the stage is written: what would change, when it holds, how it comes back. */
export function reviewLines(
  stage: Stage,
  findings: readonly Finding[],
  byHand: readonly Step[],
  width: number,
): readonly string[] {
  const rows = [
    ...findings.map((finding) => [signs[finding.state], finding.step.id, reviewWords(finding)]),
    ...byHand.map((step) => [
      '?',
      step.id,
      `looked at by hand when its turn comes, undo ${step.reversibility}`,
    ]),
  ];
  return [
    `${stageTitles[stage]}: ${count(rows.length, 'step')}, nothing written yet`,
    ...columns(rows, width, { gap: 2 }),
  ];
}

function reviewWords({ step, state, reason, changes, barred }: Finding): string {
  switch (state) {
    case 'satisfied':
      return 'already so';
    case 'partly':
      return `partly: ${reason ?? ''}`;
    case 'not-applicable':
      return `not applicable: ${reason ?? ''}`;
    case 'unknown':
      return reason ?? 'unknown';
    case 'needs-operator':
    case 'needs-changes': {
      if (changes.length === 0 || barred === true) return reason ?? 'needs the operator';
      const risky =
        step.risky === true || step.reversibility === 'irreversible' ? ', asks for typed consent' : '';
      return `${count(changes.length, 'change')}, ${effectWords(step.effect)}, undo ${step.reversibility}${risky}`;
    }
  }
}
