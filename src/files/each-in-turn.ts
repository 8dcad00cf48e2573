/**
 * Does all of this, one after another, whatever came of those before: what has to be let go is let go. Throws the first
 * error in the end, which is the one that says why.
 */
export async function eachInTurn(works: readonly (() => unknown)[]): Promise<void> {
  const [work, ...rest] = works;
  if (work === undefined) return;
  try {
    await work();
  } catch (error) {
    await eachInTurn(rest).catch(() => undefined);
    throw error;
  }
  await eachInTurn(rest);
}
