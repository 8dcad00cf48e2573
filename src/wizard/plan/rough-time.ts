import type { Plan } from './plan.js';
import type { PlannedStep } from './planned-step.js';

/** Minutes for one change, as far as that can be said beforehand: to find the page, to click, to read what is asked. */
const perChange = { batten: 0.2, person: 10, word: 3 } as const;

/** Minutes for what cannot be taken back: a service pack takes its time, and so does the backup before it. */
const perIrreversibleStep = 45;
const perRestart = 10;

/** Minutes of work and restarts that a plan takes, without the days of waiting; nothing but a rough guess. */
export function roughMinutes({ steps, restarts }: Pick<Plan, 'steps' | 'restarts'>): number {
  const work = steps.map(minutesOf).reduce((sum, minutes) => sum + minutes, 0);
  return Math.ceil(work + restarts.length * perRestart);
}

function minutesOf({ group, changes }: PlannedStep): number {
  if (group === 'left' || group === 'nothing') return 0;
  if (group === 'irreversible') return perIrreversibleStep;
  if (changes.length === 0) return perChange.person;
  return changes.reduce((sum, { by }) => sum + perChange[by], 0);
}
