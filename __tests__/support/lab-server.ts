import { join } from 'node:path';
import { stepNamed } from '../../steps/step-names.js';
import { discover } from '../../src/discovery/discover.js';
import type { Facts } from '../../src/model/facts.js';
import type { Access } from '../../src/model/access.js';
import { applyStep, type StepResult } from '../../src/engine/apply.js';
import { assess } from '../../src/engine/assess.js';
import type { Finding } from '../../src/engine/finding.js';
import type { Step } from '../../src/model/step.js';
import { present } from '../../src/model/reading.js';
import { kind as serviceKind, service } from '../../src/resources/service.js';
import { foldJournal, type History } from '../../src/journal/history.js';
import type { Journal } from '../../src/journal/record.js';
import type { Json } from '../../src/model/reading.js';
import { accessTo } from '../../src/targets/access.js';
import { templatePath } from '../../src/files/package-root.js';
import { labDriver, type Installs } from '../../src/targets/lab/installs.js';
import { readInstalls, readScene, type Scene } from '../../src/targets/lab/scene.js';
import type { Target } from '../../src/targets/target.js';
import { asJson, MemoryStore, type Store } from '../../src/targets/store.js';
import { certificateRequestDriver } from '../../src/targets/workstation/certificate-request.js';
import { exchangePeople } from './facts.js';
import { temporaryFolder } from './folder.js';
import { memoryJournal } from '../../src/journal/memory.js';

/** The lab in a state folder of its own, with a journal, as the engine works on it. */
export interface LabServer {
  readonly lab: MemoryLab;
  readonly access: Access;
  readonly facts: Facts;
  readonly journal: Journal;
  readonly state: string;
  step(id: string): Step;
  history(): History;
  assess(id: string): Promise<Finding>;
  apply(id: string): Promise<StepResult>;
  /** The server's state as text: equal states give equal text. */
  show(): Promise<string>;
}

/** What the operator of the lab answers where a default is no answer; a short key, since tests make many. */
export const labAnswers: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  'certificate-request': {
    fqdn: 'owa.example.com',
    organization: 'Example',
    country: 'US',
    state: 'Washington',
    locality: 'Seattle',
    bits: 1024,
  },
  'require-ssl': { strong: false },
  'privileged-passwords': { domainAccounts: [1011, 1012] },
  'password-policy': { wholeDomain: true },
  'no-admin-mailboxes': {
    accounts: [
      `${exchangePeople.domainSid}-1011`,
      `${exchangePeople.domainSid}-1012`,
      'S-1-5-21-1284227242-1935655697-725345543-1003',
    ],
  },
  'tracking-retention': { freeMegabytes: 1180 },
};

/** What the lab is, where discovery does not tell. */
const knownFacts: Omit<Facts, 'name'> = {
  systemRoot: 'C:\\WINNT',
  organization: 'Example',
  site: 'HQ',
  otherServersOfSite: [],
};

/** The lab itself, kept in memory: the property tests make many, and disks are slow. */
interface MemoryLab extends Target {
  readonly store: Store;
  readonly server: Scene['server'];
  letPass(milliseconds: number): Promise<void>;
}

// Read once a test file, and only by one that makes a lab: a file that ends sooner must leave nothing behind.
let scene: Promise<Scene> | undefined;
let installs: Promise<Installs> | undefined;

async function memoryLab(): Promise<MemoryLab> {
  scene ??= readScene(templatePath('lab/server.yaml'));
  installs ??= readInstalls(templatePath('lab/installs.yaml'));
  const { server, resources } = await scene;
  const store = new MemoryStore(resources);
  const driver = labDriver(store, await installs);
  let ahead = 0;
  return {
    store,
    server,
    url: 'lab:',
    label: 'lab: simulated',
    simulated: true,
    driver: () => driver,
    clock: { now: () => new Date(Date.now() + ahead) },
    letPass(milliseconds) {
      ahead += milliseconds;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

export async function labServer(): Promise<LabServer> {
  const state = await temporaryFolder();
  const lab = await memoryLab();
  const certificates = certificateRequestDriver({
    base: join(state, 'requests'),
    password: () => Promise.resolve('a password for tests'),
    clock: lab.clock,
    rounds: 1000,
  });
  const access = accessTo(lab, new Map([['certificate-request', certificates]]), undefined);
  // What the operator answers where discovery finds no SIDs
  const facts: Facts = {
    ...knownFacts,
    ...(await discover({ access, self: lab.server, now: lab.clock.now(), origin: 'lab' })),
    ...exchangePeople,
  };
  await giveServiceAccountTo(lab, 'MSExchangeIMC');
  const journal = memoryJournal(lab.clock);
  await journal.append({ type: 'server', facts });
  const assessOne = async (id: string): Promise<Finding> => {
    const [finding] = await assess([stepNamed(id)], () => labAnswers[id], facts, access);
    if (finding === undefined) throw new Error(`no finding for ${id}`);
    return finding;
  };
  return {
    lab,
    access,
    facts,
    journal,
    state,
    step: stepNamed,
    history: () => foldJournal(journal.records),
    assess: assessOne,
    async apply(id) {
      const { step, options, changes } = await assessOne(id);
      return applyStep({ step, options, changes }, facts, journal, access);
    },
    show: async () => JSON.stringify(asJson(await lab.store.all()), null, 1),
  };
}

/** What only a person does, in Control Panel: the lab's scene has this service run as the administrator. */
async function giveServiceAccountTo(lab: MemoryLab, name: string): Promise<void> {
  const { resource } = service(name);
  const stored = await lab.store.get(resource.key);
  const found = stored === undefined ? undefined : serviceKind.typed(stored.reading);
  if (found?.state !== 'present') throw new Error(`no service ${name}`);
  const { serviceAccount } = exchangePeople;
  await lab.store.set([{ resource, reading: present({ ...found.value, account: serviceAccount }) }]);
}
