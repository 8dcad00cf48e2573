import type { Terminal as Emulator } from '@xterm/headless';

/** What keys send. */
export const key = {
  enter: '\r',
  space: ' ',
  escape: '\x1b',
  down: '\x1b[B',
  up: '\x1b[A',
  ctrlC: '\x03',
  ctrlD: '\x04',
  backspace: '\x7f',
} as const;

/** The text of an emulator, scrollback included, without trailing blanks. */
export function screenOf(emulator: Emulator): string {
  const { active } = emulator.buffer;
  return Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '')
    .join('\n')
    .trimEnd();
}

/** Waits until the screen holds the words. */
export async function waitUntil(
  screen: () => string,
  what: string | RegExp,
  timeoutMs: number,
): Promise<string> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const now = screen();
    if (typeof what === 'string' ? now.includes(what) : what.test(now)) return now;
    if (Date.now() > end) throw new Error(`timed out waiting for ${String(what)}; screen:\n${now}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
