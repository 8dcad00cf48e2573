import { wrap } from './layout.js';
import { columnsOf } from './streams.js';
import { finish } from './style.js';

/** Writes lines to a stream: wrapped to its width, coloured only where colour is allowed. */
export function writeLines(stream: NodeJS.WriteStream, coloured: boolean, lines: readonly string[]): void {
  const width = columnsOf(stream);
  const ready = lines
    .flatMap((line) => line.split('\n'))
    .flatMap((line) => wrap(finish(line, coloured), width));
  if (ready.length > 0) stream.write(`${ready.join('\n')}\n`);
}
