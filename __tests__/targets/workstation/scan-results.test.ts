import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { TargetError } from '../../../src/errors.js';
import { absent, present } from '../../../src/model/reading.js';
import { kind } from '../../../src/resources/scan-result.js';
import { FileStore } from '../../../src/targets/file-store.js';
import { storeDriver } from '../../../src/targets/store.js';
import { scanResultDriver } from '../../../src/targets/workstation/scan-results.js';
import { SetClock } from '../../support/clock.js';
import { temporaryFolder } from '../../support/folder.js';

const scan = kind.resource({ id: 'missing-hotfixes' });
const clean = present({ tool: 'mbsacli /hf', open: [] });

async function driver(simulated: boolean, last?: string) {
  const store = storeDriver(new FileStore(join(await temporaryFolder(), 'scan-results.json')));
  const clock = new SetClock('2003-03-10T00:00:00Z');
  return {
    store,
    driver: scanResultDriver({ store, simulated, clock, lastInstalled: () => Promise.resolve(last) }),
  };
}

describe('scan results on the workstation', () => {
  it('of a real server cannot be written by a session, only forgotten', async () => {
    const { driver: real, store } = await driver(false);
    await expect(real.write(scan, clean)).rejects.toThrow(TargetError);
    await expect(real.write(scan, clean)).rejects.toThrow(/batten assess --scan FILE/);
    await store.write(scan, clean);
    await real.write(scan, absent);
    expect(await real.read([scan])).toEqual([absent]);
  });

  it("of the lab are of the lab's own time", async () => {
    const { driver: lab } = await driver(true);
    await lab.write(scan, clean);
    const taken = '2003-03-10T00:00:00.000Z';
    expect(await lab.read([scan])).toEqual([present({ ...clean.value, taken, outdated: false })]);
  });

  it.each([
    ['2003-03-09T00:00:00Z', false],
    ['2003-03-11T00:00:00Z', true],
  ])('are outdated by an installation at %s: %p', async (last, outdated) => {
    const { driver: lab } = await driver(true, last);
    await lab.write(scan, clean);
    expect(await lab.read([scan])).toEqual([
      expect.objectContaining({ value: expect.objectContaining({ outdated }) }),
    ]);
  });

  it('without a time are outdated by any installation', async () => {
    const { driver: real, store } = await driver(false, '1999-01-01T00:00:00Z');
    await store.write(scan, clean);
    expect(await real.read([scan])).toEqual([present({ ...clean.value, outdated: true })]);
  });
});
