import { describe, expect, it } from '@jest/globals';
import { lastInstalled } from '../../src/journal/last-installed.js';
import { labServer } from '../support/lab-server.js';

describe('the last installation', () => {
  it('is none before anything was installed, and is not moved by other changes', async () => {
    const server = await labServer();
    expect(lastInstalled(server.journal.records)).toBeUndefined();
    await server.apply('recovery-ready');
    await server.apply('guest-account');
    expect(lastInstalled(server.journal.records)).toBeUndefined();
  });

  it('is the time at which the last package of the first stage was read back', async () => {
    const server = await labServer();
    await server.apply('iis4-updates');
    const time = server.journal.records.filter(({ type }) => type === 'outcome').at(-1)?.time;
    await server.apply('exchange-updates');
    expect(lastInstalled(server.journal.records)).toBe(time);
  });
});
