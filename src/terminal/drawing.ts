import {
  DefaultRenderer,
  Listr,
  ListrDefaultRendererLogLevels,
  ListrLogger,
  ProcessOutput,
  Spinner,
} from 'listr2';
import ora from 'ora';
import { escapeText } from './escape.js';
import { ellipsis } from './layout.js';
import type { Task } from './port.js';
import { columnsOf } from './streams.js';
import { finish } from './style.js';
import { runTask, standingsOf } from './task-list.js';
import { drawnRow, type TaskState } from './task-rows.js';

/** Where to draw. */
export interface Canvas {
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
  readonly coloured: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Draws a list of tasks while it runs and takes the drawing away again. `standings` says afterwards how each ended.
 * @throws what a task throws
 */
export async function drawTasks(
  canvas: Canvas,
  tasks: readonly Task[],
  standings: Map<Task, TaskState> = standingsOf(tasks),
): Promise<void> {
  // Two columns stay free: the library keeps them, and would wrap otherwise.
  const row = (task: Task, standing: TaskState): string =>
    finish(drawnRow(tasks, task, standing, columnsOf(canvas.output) - 2), canvas.coloured);
  const list = new Listr(
    tasks.map((task) => ({
      title: row(task, 'waiting'),
      task: (_context, drawn): Promise<void> =>
        runTask(task, canvas.signal, (standing) => {
          standings.set(task, standing);
          drawn.title = row(task, standing);
        }),
    })),
    {
      renderer: RowRenderer,
      registerSignalListeners: false,
      rendererOptions: {
        clearOutput: true,
        showErrorMessage: false,
        formatOutput: 'truncate',
        // The rows carry their own signs and colours.
        icon: everyLevel(''),
        color: everyLevel((text) => text ?? ''),
        spinner: new NoSpinner(),
        logger: new ListrLogger({
          useIcons: true,
          toStderr: [],
          processOutput: new ProcessOutput(canvas.output, canvas.errors),
        }),
      },
    },
  );
  await list.run();
}

/** Draws a moving sign before a message while something is waited for, and takes it away again. */
export async function drawWait<Result>(
  canvas: Canvas,
  message: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const sign = ora({
    text: ellipsis(escapeText(message), columnsOf(canvas.output) - 5),
    stream: canvas.output,
    isEnabled: true,
    color: false,
    // Raw mode would take Ctrl-C from the owner of the signals.
    discardStdin: false,
    // The blanks stand in the frames: ora's own indent would leave the cursor behind them when it stops.
    spinner: { interval: 120, frames: ['  -', '  \\', '  |', '  /'] },
  }).start();
  try {
    return await work();
  } finally {
    sign.stop();
  }
}

// The default renderer, also where standard output is a pipe and standard error the terminal (--json).
class RowRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

// The signs are in the rows, so nothing turns; the list is still drawn anew as tasks go on.
class NoSpinner extends Spinner {
  override fetch(): string {
    return '';
  }
}

function everyLevel<Value>(value: Value): Record<ListrDefaultRendererLogLevels, Value> {
  const levels = Object.values(ListrDefaultRendererLogLevels);
  return Object.fromEntries(levels.map((level) => [level, value])) as Record<
    ListrDefaultRendererLogLevels,
    Value
  >;
}
