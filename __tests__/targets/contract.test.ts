import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { workstationDrivers } from '../../src/connect/workstation-drivers.js';
import {
  absent,
  present,
  unreadable,
  type Json,
  type Reading,
  type Settable,
} from '../../src/model/reading.js';
import type { Resource } from '../../src/model/resource.js';
import { kind as certificateRequest } from '../../src/resources/certificate-request.js';
import { kind as scanResult } from '../../src/resources/scan-result.js';
import type { Driver } from '../../src/targets/driver.js';
import type { Installs } from '../../src/targets/lab/installs.js';
import { openLab, type Lab } from '../../src/targets/lab/lab.js';
import { createTwin } from '../../src/targets/lab/twin.js';
import { expectPlaces, keepsTheContract, type DriverPlaces } from '../support/contract/driver-contract.js';
import type { KindSample } from '../support/contract/kind-sample.js';
import { driverByHand } from '../support/contract/person.js';
import { kindModules, kindSamples, sampleOf } from '../support/contract/samples.js';

const file = '__tests__/targets/contract.test.ts';
const names = [...(await kindModules()).keys()];
const samples = await kindSamples();

let folder: string;
let lab: Lab;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'batten-contract-'));
  lab = await openLab(folder, { now: () => new Date() });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(names)('the lab, its twin and a person at the console keep the contract for %s', (name) => {
  describe('the lab', () => {
    const places = onceOnly(async () => {
      const made = placesOf(sampleOf(samples, name), () => true);
      await lab.store.set(seedsOf(made));
      return made;
    });
    keepsTheContract(() => labDriver(), places);
    const labDriver = (): Driver => {
      const driver = lab.driver(name);
      if (driver === undefined) throw new Error(`The lab has no driver for ${name}.`);
      return driver;
    };
  });

  describe('the twin', () => {
    const places = onceOnly(() => Promise.resolve(placesOf(sampleOf(samples, name), () => true)));
    const installs: Installs = new Map();
    let twin: Driver;
    beforeAll(async () => {
      twin = createTwin(seedsOf(await places()), installs);
    });
    keepsTheContract(() => twin, places);
  });

  describe('a person', () => {
    const places = onceOnly(() => {
      const sample = sampleOf(samples, name);
      return Promise.resolve(
        placesOf(sample, (value, resource) => sample.answer(value, resource) !== undefined),
      );
    });
    const server = new Map<string, Reading>();
    beforeAll(async () => {
      for (const { resource, reading } of seedsOf(await places())) server.set(resource.key, reading);
    });
    keepsTheContract(() => driverByHand(sampleOf(samples, name), server), places);
  });
});

describe('the drivers of the workstation keep the contract', () => {
  let drivers: ReadonlyMap<string, Driver>;
  let real: ReadonlyMap<string, Driver>;
  beforeAll(async () => {
    const over = await workstationDrivers({
      contact: () => Promise.resolve({}),
      password: () => Promise.resolve('a password of the contract'),
    });
    drivers = over(lab, folder);
    real = over({ ...lab, simulated: false }, folder);
    writeFileSync(join(folder, 'odd.req.pem'), 'no request');
  });

  const places: Readonly<Record<string, DriverPlaces>> = {
    'certificate-request': {
      there: certificateRequest.resource({ folder: '.', name: 'owa' }),
      values: [
        present({
          protocol: 'http',
          commonName: 'owa.example.com',
          organization: 'Example',
          country: 'US',
          state: 'Ohio',
          locality: 'Dayton',
          bits: 1024,
          digest: 'sha256',
        }),
        absent,
      ],
      missing: certificateRequest.resource({ folder: 'nowhere', name: 'owa' }),
      closed: certificateRequest.resource({ folder: '.', name: 'odd' }),
    },
    'scan-result': {
      there: scanResult.resource({ id: 'mbsa' }),
      values: [
        present({ tool: 'mbsacli /hf', open: ['MS02-065'] }),
        present({ tool: 'mbsacli /hf', open: [] }),
        absent,
      ],
      missing: scanResult.resource({ id: 'another' }),
      closed: { none: 'Batten keeps the results itself' },
    },
  };

  it('are all tried here', () => {
    expectPlaces(drivers.keys(), places, file);
    expect([...drivers.keys()].sort()).toEqual(Object.keys(places));
  });

  for (const [name, place] of Object.entries(places)) {
    describe(`that of ${name}`, () => {
      keepsTheContract(
        () => driverIn(drivers, name),
        () => Promise.resolve(place),
      );
    });
  }

  describe('that of scan-result for a real server', () => {
    const missing = scanResult.resource({ id: 'real' });
    keepsTheContract(
      () => driverIn(real, 'scan-result'),
      () =>
        Promise.resolve({
          there: missing,
          values: [present({ tool: 'mbsacli /hf', open: [] })],
          refuses: /comes from a scan/,
          missing,
          closed: { none: 'Batten keeps the results itself' },
        }),
    );
  });
});

const driverIn = (drivers: ReadonlyMap<string, Driver>, name: string): Driver => {
  const driver = drivers.get(name);
  if (driver === undefined) throw new Error(`No driver for ${name} lives on the workstation any more.`);
  return driver;
};

/** Resources of three different keys, the first with values that may be written to it. */
function placesOf(sample: KindSample, usable: (value: Json, resource: Resource) => boolean): DriverPlaces {
  const resources = new Map<string, Resource>();
  for (const one of fc.sample(sample.resources, { numRuns: 200, seed: 1999 })) resources.set(one.key, one);
  const valuesOf = (resource: Resource): readonly Settable[] =>
    fc
      .sample(sample.values(resource), { numRuns: 40, seed: 1999 })
      .filter((value) => usable(value, resource))
      .slice(0, 6)
      .map((value) => present(sample.kind.value(value)));
  const all = [...resources.values()];
  const there = all.find((resource) => valuesOf(resource).length > 1);
  if (there === undefined) throw new Error(`No value of the sample of ${sample.kind.name} can be used here.`);
  const [missing, closed] = all.filter(({ key }) => key !== there.key);
  return {
    there,
    values: [...valuesOf(there), absent],
    missing: missing ?? { none: 'there is but one' },
    closed: closed ?? { none: 'there is but one' },
  };
}

/** What the server of these places holds before the driver is tried. */
const seedsOf = ({
  there,
  values: [first = absent],
  missing,
  closed,
}: DriverPlaces): readonly { readonly resource: Resource; readonly reading: Reading }[] => [
  { resource: there, reading: first },
  ...('key' in missing ? [{ resource: missing, reading: absent }] : []),
  ...('key' in closed ? [{ resource: closed, reading: unreadable('nobody may see it') }] : []),
];

/** The same places for all that is tried on them. */
function onceOnly(make: () => Promise<DriverPlaces>): () => Promise<DriverPlaces> {
  let made: Promise<DriverPlaces> | undefined;
  return () => (made ??= make());
}
