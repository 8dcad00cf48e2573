import { defined } from '../defined.js';
import { InteractiveTerminal } from './interactive.js';
import { PlainTerminal } from './plain.js';
import type { Terminal } from './port.js';
import { columnsOf, type Streams } from './streams.js';
import { colourAllowed } from './style.js';

/**
 * The terminal of this process: one that asks where both ends are terminals, else one that only tells.
 * The libraries that draw are loaded when they are first needed.
 */
export function openTerminal(streams: Streams): Terminal {
  const output = streams.json === true ? streams.errors : streams.output;
  const coloured = colourAllowed(streams.color, output);
  if (!(streams.input.isTTY && output.isTTY)) return new PlainTerminal(output, coloured, streams.signal);
  // The spinner never returns from a terminal of no columns.
  output.columns = columnsOf(output);
  return new InteractiveTerminal({
    input: streams.input,
    output,
    errors: streams.errors,
    coloured,
    ...defined({ signal: streams.signal }),
  });
}
