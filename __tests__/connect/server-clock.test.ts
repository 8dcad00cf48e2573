import { expect, it } from '@jest/globals';
import { clockWithServer } from '../../src/connect/server-clock.js';
import { TargetError } from '../../src/errors.js';
import { SetClock, UptimeClock } from '../support/clock.js';

it("goes on from the server's time, whatever the workstation's clock is set to", async () => {
  const own = new UptimeClock('2026-11-24T10:00:00Z');
  const clock = await clockWithServer({
    clock: own,
    time: () => Promise.resolve(new Date('2026-11-24T09:00:00Z')),
  });
  const told = clock.serverTime?.().getTime() ?? 0;
  own.set('2026-12-24T10:00:00Z');
  const later = clock.serverTime?.().getTime() ?? 0;
  expect(clock.now()).toEqual(own.now());
  expect(clock.uptime?.()).toEqual(own.uptime());
  expect(told - Date.parse('2026-11-24T09:00:00Z')).toBeLessThan(60_000);
  expect(later - told).toBeLessThan(60_000);
  expect(later).toBeGreaterThanOrEqual(told);
});

it.each<[string, (() => Promise<Date>) | undefined]>([
  ['cannot be asked', undefined],
  ['refuses to tell', () => Promise.reject(new TargetError('access denied'))],
])('knows no time of a server that %s', async (_, time) => {
  const clock = await clockWithServer({
    clock: new SetClock('2026-11-24T10:00:00Z'),
    ...(time !== undefined && { time }),
  });
  expect(clock.serverTime?.()).toBeUndefined();
});
