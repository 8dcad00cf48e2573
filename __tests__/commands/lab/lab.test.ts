import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../support/folder.js';
import { runHere } from '../../support/run-here.js';

describe('batten lab show --kind', () => {
  it('shows one kind of resource', async () => {
    const { exitCode, written } = await runHere(await temporaryFolder(), [
      ...['lab', 'show', '--kind', 'account-policy', '--json'],
    ]);
    expect(exitCode).toBe(0);
    const { resources } = JSON.parse(written) as { resources: readonly { readonly kind: string }[] };
    expect(resources.length).toBeGreaterThan(1);
    expect(new Set(resources.map(({ kind }) => kind))).toEqual(new Set(['account-policy']));
  });

  it.each([
    ['show', '--kind', 'nonsense'],
    ['show', '--kind', 'load-kinds'],
    ['show', '--kind', '../errors'],
    ['set', 'nonsense', '{id: x}', 'absent'],
  ])('lab %s %s %s names the kinds for a name that none has', async (...words) => {
    const { exitCode, error } = await runHere(await temporaryFolder(), ['lab', ...words]);
    expect(exitCode).toBe(2);
    expect(error).toMatch(
      /^No kind of resource is called \S+\. The lab holds account, account-policy, .*registry-value, .*volume\.$/,
    );
  });
});
