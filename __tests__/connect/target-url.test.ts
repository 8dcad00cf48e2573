import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { resolve } from 'node:path';
import { targetUrl } from '../../src/connect/target-url.js';

describe("a target's address", () => {
  it.each([
    ['lab:', 'lab:'],
    ['hand:ntex01', 'hand:NTEX01'],
    ['kit:carried/kits', `kit:${resolve('carried/kits')}`],
    ['smb://EXAMPLE;eva@NTEX01', 'smb://EXAMPLE;eva@ntex01'],
  ])('%s is known as %s', async (given, url) => {
    expect(await targetUrl(given)).toBe(url);
    expect(await targetUrl(url)).toBe(url);
  });

  it.each(['smb:/foo', 'smb:', 'lab', 'lab:x', 'ntex01', 'http://ntex01', ''])('is not %j', async (given) => {
    await expect(targetUrl(given)).rejects.toThrow(/is no target\. Use lab:, smb:/);
  });

  it.each(['hand:', 'hand:a name', 'hand:sixteen-letters-'])(
    'is not %j, which names no server',
    async (given) => {
      await expect(targetUrl(given)).rejects.toThrow('hand:NAME takes its computer name');
    },
  );

  it('has one spelling, whatever was given', async () => {
    const host = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9-]{0,8}[A-Za-z0-9])?$/);
    const user = fc.string({ minLength: 1, maxLength: 8 }).map((text) => encodeURIComponent(text));
    await fc.assert(
      fc.asyncProperty(user, host, async (name, place) => {
        const url = await targetUrl(`smb://${name}@${place}`).catch(() => undefined);
        if (url === undefined) return;
        expect(await targetUrl(url)).toBe(url);
      }),
      { numRuns: 200 },
    );
  });
});
