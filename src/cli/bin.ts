#!/usr/bin/env node
// Libraries loaded later (ora's ticks, for one) colour pipes unless told not to; children inherit it.
if (!process.stdout.isTTY && process.env['FORCE_COLOR'] === undefined) process.env['NO_COLOR'] ??= '1';

// A pseudo-terminal may report 0 columns (script, expect, serial consoles): ora 9 then never returns.
for (const out of [process.stdout, process.stderr]) if (out.isTTY && out.columns === 0) out.columns = 80;

// Kept until the process ends: a second Ctrl-C must not kill it between a write and its record.
const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    abort.abort(new Error('interrupted'));
  });
}

// A reader that went away (`batten steps list | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const { main } = await import('./main.js');
process.exitCode = await main(process.argv.slice(2), abort.signal);
