// npm run campaign [-- PART... --trials N --short]
import { parseArgs } from 'node:util';
import { killPart, powerPart } from './crash/part.js';
import { readerPart } from './hostile/reader-part.js';
import { writerPart } from './hostile/writer-part.js';
import { corruptionPart } from './journal/corruption-part.js';
import { lockPart } from './journal/lock-part.js';
import type { Part } from './part.js';
import { secretPart } from './secrets/part.js';
import { runFull, runShort } from './run.js';
import { articlePart } from './undo/article-part.js';
import { madePart } from './undo/made-part.js';

const parts: readonly Part[] = [
  madePart,
  articlePart,
  killPart,
  powerPart,
  corruptionPart,
  lockPart,
  readerPart,
  writerPart,
  secretPart,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean', default: false }, trials: { type: 'string' } },
});

const chosen = parts.filter(
  ({ name }) => positionals.length === 0 || positionals.some((one) => name.startsWith(one)),
);
if (chosen.length === 0) {
  console.error(`No part is called so. The parts are ${parts.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
let good = true;
for (const part of chosen) {
  if (values.short) good = (await runShort(part)) && good;
  else
    good =
      (await runFull(part, values.trials === undefined ? await fullOf(part) : Number(values.trials), parts))
        .failures.length === 0 && good;
}
process.exit(good ? 0 : 1);

function fullOf({ full }: Part): number | Promise<number> {
  return typeof full === 'number' ? full : full();
}
