/**
 * Instructions without the way to a window that was just shown: who is on the same page does not walk there again.
 *
 * @param previous the lines that were shown last
 */
export function fromSameWindow(previous: readonly string[], lines: readonly string[]): readonly string[] {
  const action = (line: string | undefined): boolean => line !== undefined && /^\d+\. /.test(line);
  let shared = 0;
  while (action(lines[shared]) && lines[shared] === previous[shared]) shared++;
  // All the same: the instructions are those of before, and shown whole
  if (shared < 2 || !action(lines[shared])) return lines;
  const place = (lines[shared - 1] ?? '').replace(/^\d+\. /, '');
  return [`1 to ${shared}. As just before, up to: ${place}`, ...lines.slice(shared)];
}
