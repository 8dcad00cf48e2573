import { InterruptedError } from '../errors.js';
import { escapeText } from './escape.js';
import type { Task } from './port.js';
import type { TaskState } from './task-rows.js';

/** How each task of a list stands, in the list's order; all wait at first. */
export function standingsOf(tasks: readonly Task[]): Map<Task, TaskState> {
  return new Map(tasks.map((task) => [task, 'waiting']));
}

/**
 * Runs one task and notes how it stands.
 * @throws what the task throws, InterruptedError where the session was told to end before it began
 */
export async function runTask(
  task: Task,
  signal: AbortSignal | undefined,
  note: (standing: TaskState) => void,
): Promise<void> {
  if (signal?.aborted === true) {
    throw new InterruptedError(
      `Interrupted before "${escapeText(task.title)}", of which nothing was begun. Run the command again to go on.`,
    );
  }
  note('running');
  try {
    note(await task.run());
  } catch (error) {
    note({ sign: 'failed', detail: error instanceof InterruptedError ? 'interrupted' : 'failed' });
    throw error;
  }
}
