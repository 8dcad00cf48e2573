import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { everyStep } from '../../steps/catalogue.js';
import { discover } from '../../src/discovery/discover.js';
import type { Finding } from '../../src/engine/finding.js';
import { memoryJournal } from '../../src/journal/memory.js';
import type { JournalRecord } from '../../src/journal/record.js';
import type { Facts } from '../../src/model/facts.js';
import type { Access } from '../../src/model/access.js';
import { unreadable, type Json, type Reading } from '../../src/model/reading.js';
import type { Step } from '../../src/model/step.js';
import { templatePath } from '../../src/files/package-root.js';
import { labDriver, type Installs } from '../../src/targets/lab/installs.js';
import { readInstalls, readScene, type Scene } from '../../src/targets/lab/scene.js';
import { createTwin, twinOver } from '../../src/targets/lab/twin.js';
import { asJson, MemoryStore, type StoredReading } from '../../src/targets/store.js';
import { noAnswers, type Answers, type StepAnswer } from '../../src/wizard/answers.js';
import type { Decider } from '../../src/wizard/decider.js';
import { followAnswers } from '../../src/wizard/follow-answers.js';
import { optionFields } from '../../src/wizard/option-questions.js';
import { makePlan } from '../../src/wizard/plan/make-plan.js';
import { rehearse } from '../../src/wizard/rehearse.js';
import { walk } from '../../src/wizard/walk.js';
import { exchangePeople } from '../support/facts.js';
import { labAnswers } from '../support/lab-server.js';
import { scriptedTerminal } from '../support/scripted-terminal.js';

let scene: Scene;
let installs: Installs;

beforeAll(async () => {
  scene = await readScene(templatePath('lab/server.yaml'));
  installs = await readInstalls(templatePath('lab/installs.yaml'));
});

const clock = { now: () => new Date('2003-11-27T12:00:00Z') };
const terminal = scriptedTerminal({}, { interactive: false });
const target = { url: 'lab:', label: 'lab', simulated: true, clock, restart: () => Promise.resolve() };

/** What a plan comes to: every finding that was put before somebody, and everything that was journalled. */
interface Plan {
  readonly findings: readonly Json[];
  readonly records: readonly Json[];
}

const told = ({ step, state, reason = '', options, checks, changes }: Finding): Json => ({
  step: step.id,
  state,
  reason,
  options,
  checks: checks.map(({ expectation, reading, met, objection = '' }) => ({
    key: expectation.resource.key,
    words: expectation.words,
    reading,
    met: met ?? null,
    objection,
  })),
  changes: changes.map(({ resource, before, after }) => ({ key: resource.key, before, after })),
});

const untimed = ({ sequence, time, ...rest }: JournalRecord): Json =>
  JSON.parse(JSON.stringify({ ...rest, at: time === '' ? 0 : sequence })) as Json;

interface Case {
  readonly resources: readonly StoredReading[];
  readonly answers: Answers;
  readonly records: readonly JournalRecord[];
}

/** What `batten plan` says of the same case: the changes of each step that it means to make. */
type Planned = readonly (readonly [step: string, changes: readonly Json[]])[];

async function bothPlans({
  resources,
  answers,
  records,
}: Case): Promise<{ dry: Plan; session: Plan; planned: Planned; restarted: readonly string[] }> {
  const store = new MemoryStore(resources);
  const access = labDriver(store, installs);
  const find = (on: Access): Promise<Facts> =>
    discover({ access: on, self: scene.server, now: clock.now(), origin: 'lab' });
  const facts = await find(access);
  const seen = { dry: [] as Json[], session: [] as Json[] };
  const noting = (list: Json[]): Decider => {
    const decider = followAnswers({ answers, yes: true, warn: () => undefined });
    return {
      ...decider,
      consent: () => Promise.resolve(true),
      restart: () => Promise.resolve('by-target'),
      step(page) {
        list.push(told(page.finding));
        return decider.step(page);
      },
    };
  };
  const common = {
    terminal,
    facts,
    target,
    steps: everyStep,
    soakDays: 3,
    wanted: { beforeOpen: true },
    asks: () => undefined,
    twinOf: (readings: readonly StoredReading[]) => Promise.resolve(createTwin(readings, installs)),
  };
  const before = JSON.stringify(asJson(await store.all()));
  const history = await rehearse({
    ...common,
    seen: new Map(),
    records,
    decider: noting(seen.dry),
    twin: twinOver(access, installs),
    discover: (_known, on) => find(on),
    unanswered: (what) => {
      throw new Error(what);
    },
  });
  const scope = { beyond: true, putBack: false, soakDays: 3 };
  const { plan } = await makePlan({
    rehearsal: {
      ...common,
      seen: new Map(),
      records,
      decider: followAnswers({ answers, yes: true, warn: () => undefined }),
      twin: twinOver(access, installs),
      discover: (_known, on) => find(on),
    },
    answers,
    scope,
    version: '0.1.0',
  });
  expect(JSON.stringify(asJson(await store.all()))).toBe(before);
  const journal = memoryJournal(clock, records);
  await walk({
    ...common,
    seen: new Map(),
    access,
    journal,
    decider: noting(seen.session),
    discover: () => find(access),
  });
  return {
    dry: { findings: seen.dry, records: history.records.map(untimed) },
    session: { findings: seen.session, records: journal.records.map(untimed) },
    restarted: plan.restarts.flatMap(({ steps }) => steps),
    planned: plan.steps.flatMap(({ id, group, changes }) =>
      group === 'left' || group === 'nothing'
        ? []
        : [
            [
              id,
              changes.map(({ resource, before, after }) => ({ key: resource.key, before, after })),
            ] as const,
          ],
    ),
  };
}

/** What a session made of its steps, by the intents in its journal; a step that it left half done is none. */
function madeIn(records: readonly Json[]): Planned {
  const told = JSON.parse(JSON.stringify(records)) as readonly JournalRecord[];
  const done = told.flatMap((record) =>
    record.type === 'step-ended' && ['verified', 'attested', 'partly'].includes(record.outcome)
      ? [record.step]
      : [],
  );
  return done.flatMap((step) => {
    const changes = told.flatMap((record) =>
      record.type === 'intent' && record.step === step
        ? [{ key: record.resource.key, before: record.before, after: record.after }]
        : [],
    );
    return changes.length === 0 ? [] : [[step, changes] as const];
  });
}

/** The steps that a session wrote and that a restart puts in force. */
function restartedFor(records: readonly Json[]): readonly string[] {
  const told = JSON.parse(JSON.stringify(records)) as readonly (JournalRecord & { at: number })[];
  const late = told.flatMap((record) =>
    record.type === 'step-begun' && record.effect !== 'at once' ? [record.step] : [],
  );
  const written = told.flatMap((record) => {
    if (record.type !== 'outcome' || record.outcome !== 'verified') return [];
    const intent = told.find((one) => one.type === 'intent' && one.at === record.intent);
    return intent?.type === 'intent' ? [intent.step] : [];
  });
  return late.filter((step) => written.includes(step)).toSorted();
}

/** Some options that fit the step: its defaults, or one of them changed. */
function optionsFor(step: Step): fc.Arbitrary<Readonly<Record<string, Json>>> {
  const base = labAnswers[step.id] ?? {};
  const one = optionFields(step).map((field) => {
    const values: fc.Arbitrary<Json> =
      field.type === 'boolean'
        ? fc.boolean()
        : field.type === 'choice'
          ? fc.constantFrom(...field.choices)
          : field.type === 'number'
            ? fc.integer({ min: 0, max: 100 })
            : fc.constant(field.initial ?? '');
    return values.map((value) => ({ ...base, [field.name]: value }));
  });
  return fc.oneof(fc.constant(base), ...one).map((options) => {
    try {
      return step.parseOptions(options);
    } catch {
      return base;
    }
  });
}

const answerTo = (step: Step): fc.Arbitrary<StepAnswer> =>
  fc.record({
    do: fc.oneof({ weight: 8, arbitrary: fc.constant('apply' as const) }, fc.constant('skip' as const)),
    options: optionsFor(step),
    attest: fc.constant(true),
  });

const answersToAll: fc.Arbitrary<Answers> = fc
  .record({
    facts: fc.constantFrom({}, { ...factsGiven(), msMailConnector: true }, factsGiven()),
    steps: fc.tuple(...everyStep.map((step) => answerTo(step).map((answer) => [step.id, answer] as const))),
  })
  .map(({ facts, steps }) => ({ ...noAnswers, facts, steps: Object.fromEntries(steps) }));

function factsGiven(): Answers['facts'] {
  const { domainSid, serviceAccountSid, exchangeAdministratorsSid } = exchangePeople;
  return { domainSid, serviceAccountSid, exchangeAdministratorsSid, otherServersOfSite: [] };
}

type Mutation = 'absent' | 'unreadable' | 'as another';

/** The lab's server with some of its resources gone, not readable, or with the value of another of their kind. */
const someScene: fc.Arbitrary<(resources: readonly StoredReading[]) => readonly StoredReading[]> = fc
  .array(
    fc.record({
      at: fc.nat(10_000),
      other: fc.nat(10_000),
      how: fc.constantFrom<Mutation>('absent', 'unreadable', 'as another'),
    }),
    { maxLength: 60 },
  )
  .map((mutations) => (resources) => {
    const mutated = [...resources];
    for (const { at, other, how } of mutations) {
      const entry = mutated[at % mutated.length];
      if (entry === undefined) continue;
      const { resource } = entry;
      const alike = resources.filter((one) => one.resource.kind === resource.kind);
      const readings: Readonly<Record<Mutation, Reading>> = {
        absent: { state: 'absent' },
        unreadable: unreadable('access denied'),
        'as another': alike[other % alike.length]?.reading ?? entry.reading,
      };
      mutated[at % mutated.length] = { resource, reading: readings[how] };
    }
    return mutated;
  });

describe('a dry run', () => {
  it('restarts nothing, and knows of no restart but its own', async () => {
    const never = () => Promise.reject(new Error('the server itself was asked'));
    const real = { ...target, startedAt: never, restart: never, startRestart: never, awaitRestart: never };
    const access = labDriver(new MemoryStore(scene.resources), installs);
    const find = (on: Access): Promise<Facts> =>
      discover({ access: on, self: scene.server, now: clock.now(), origin: 'lab' });
    const steps = everyStep.filter(({ id }) => id === 'restrict-anonymous');
    const history = await rehearse({
      terminal,
      decider: followAnswers({ answers: noAnswers, yes: true, warn: () => undefined }),
      facts: await find(access),
      target: real,
      records: [],
      asks: () => undefined,
      steps,
      wanted: {},
      soakDays: 3,
      seen: new Map(),
      twin: twinOver(access, installs),
      discover: (_known, on) => find(on),
      twinOf: (readings) => Promise.resolve(createTwin(readings, installs)),
      unanswered: (what) => {
        throw new Error(what);
      },
    });
    expect(history.records.map(({ type }) => type)).toContain('restarted');
    expect(history.awaitingRestart).toEqual([]);
  });

  it('shows the plan of the session: the same findings, the same changes, in the same order', async () => {
    await fc.assert(
      fc.asyncProperty(someScene, answersToAll, async (retell, answers) => {
        const { dry, session, planned, restarted } = await bothPlans({
          resources: retell(scene.resources),
          answers,
          records: [],
        });
        expect(dry.findings).toEqual(session.findings);
        expect(dry.records).toEqual(session.records);
        expect(planned).toEqual(madeIn(session.records));
        expect(restarted.toSorted()).toEqual(restartedFor(session.records));
        expect(session.findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 12 },
    );
  });

  it('knows the facts of the answers file, as the session does', async () => {
    const answers = { ...noAnswers, facts: factsGiven() };
    const steps = Object.fromEntries(
      everyStep.map(({ id }) => [id, { do: 'apply' as const, attest: true, options: labAnswers[id] ?? {} }]),
    );
    const { dry } = await bothPlans({
      resources: scene.resources,
      answers: { ...answers, steps },
      records: [],
    });
    const rights = dry.findings.find((one) =>
      JSON.stringify(one).startsWith('{"step":"service-account-rights"'),
    );
    expect(JSON.stringify(rights)).toContain(exchangePeople.serviceAccountSid);
  });
});
