import type { Answers } from '../answers.js';
import type { PlannedStep } from './planned-step.js';

/** What a session without a terminal would stop for although the plan goes on, each named as in an answers file. */
export function missingAnswers(
  steps: readonly PlannedStep[],
  answers: Answers,
  server: string,
): readonly string[] {
  const applied = steps.filter(({ group }) => group !== 'left' && group !== 'nothing');
  const words = applied.flatMap(({ id, changes }) => [
    ...(changes.some(({ by }) => by === 'word') && answers.steps[id]?.attest !== true
      ? [`steps.${id}.attest: true`]
      : []),
    ...(changes.some(({ resource }) => resource.kind === 'certificate-request') &&
    answers.steps[id]?.passwordFile === undefined
      ? [`steps.${id}.passwordFile`]
      : []),
  ]);
  const grave = applied.filter(({ consent, changes }) => consent && changes.length > 0).map(({ id }) => id);
  return [
    ...words,
    ...(grave.length > 0 && answers.consent !== server ? [`consent: ${server} (${grave.join(', ')})`] : []),
  ];
}
