import { escapeText } from './escape.js';
import { columns, displayWidth, ellipsis, pad } from './layout.js';
import type { Task, TaskResult } from './port.js';
import { paint } from './style.js';

/** How a task stands; one that is waiting or running has no result yet. */
export type TaskState = TaskResult | 'waiting' | 'running';

/** The row of a task as it stays on the screen or in the file: `  ok   title   detail`, wrapped. */
export function lastingRow(
  tasks: readonly Task[],
  task: Task,
  standing: TaskState,
  width: number,
): readonly string[] {
  return columns([cells(tasks, task, standing)], width);
}

/** The row of a task while the list is drawn over and over: one line, cut to the width. */
export function drawnRow(tasks: readonly Task[], task: Task, standing: TaskState, width: number): string {
  const [row = ''] = columns([cells(tasks, task, standing)], Number.POSITIVE_INFINITY);
  return ellipsis(row, width);
}

const signs: Readonly<Record<TaskResult['sign'], string>> = {
  ok: paint.good('ok'),
  failed: paint.bad('!!'),
  note: paint.faint('--'),
};

function cells(tasks: readonly Task[], task: Task, standing: TaskState): readonly string[] {
  const titles = Math.max(...tasks.map((each) => displayWidth(escapeText(each.title))));
  const title = pad(escapeText(task.title), titles);
  if (standing === 'waiting') return ['  ', title, ''];
  if (standing === 'running') return ['> ', title, '...'];
  return [signs[standing.sign], title, escapeText(standing.detail)];
}
