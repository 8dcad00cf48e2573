import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../support/folder.js';
import { runHere } from '../../support/run-here.js';

describe('batten harden --step', () => {
  it('ends by saying what of the server is settled and what is open', async () => {
    const options = ['--yes', '--beyond', '--override-order', 'a test', '--step', 'logon-screen'];
    const { exitCode, said } = await runHere(await temporaryFolder(), ['harden', ...options]);
    expect(exitCode).toBe(0);
    expect(said).toContain('Settled: logon-screen.');
    expect(said.join('\n')).toMatch(/Open: (\d+) of \d+ steps, .*\. Run batten --beyond to go on\./);
    expect(said.join('\n')).not.toContain('Everything is settled');
  });
});
