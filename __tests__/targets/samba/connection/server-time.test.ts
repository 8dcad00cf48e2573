import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { millisecondsRunning } from '../../../../src/targets/samba/connection/server-time.js';

const day = 86_400;
const now = 1_700_000_000;

/** What a server tells that was started so many seconds ago, and its Server service so many after it. */
const tells = (up: number, after: number): Parameters<typeof millisecondsRunning>[0] => ({
  seconds: now,
  milliseconds: (up * 1000) % 2 ** 32,
  counting: now - up + after,
});

describe('How long a server on the network runs', () => {
  it('is told to the second, however often its milliseconds began anew', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 * day }), fc.integer({ min: 0, max: 900 }), (up, after) => {
        expect(millisecondsRunning(tells(up, Math.min(after, up)))).toBe(up * 1000);
      }),
    );
  });

  it('is not known where its Server service was restarted alone, which would look like a restart of the server', () => {
    expect(millisecondsRunning(tells(60 * day, 55 * day))).toBeUndefined();
    expect(millisecondsRunning(tells(5 * day, 2 * day))).toBeUndefined();
  });

  it('is not known from its milliseconds alone, which are few again after 49.7 days', () => {
    expect(millisecondsRunning({ ...tells(51 * day, 0), counting: null })).toBeUndefined();
  });

  it('bears a clock that was put right by a few seconds, and not one that was set by hours', () => {
    expect(millisecondsRunning(tells(3 * day, -20))).toBe(3 * day * 1000);
    expect(millisecondsRunning(tells(3 * day, -3600))).toBeUndefined();
  });
});
