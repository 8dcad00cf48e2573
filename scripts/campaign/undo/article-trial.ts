import fc from 'fast-check';
import { z } from 'zod';
import { everyStep } from '../../../steps/catalogue.js';
import type { KindSample } from '../../../__tests__/support/contract/kind-sample.js';
import { absent, present, type Json, type Reading } from '../../../src/model/reading.js';
import type { Resource } from '../../../src/model/resource.js';
import type { Step } from '../../../src/model/step.js';
import { jsonOf } from './options.js';
import { UndoTrial, type TrialServer } from './trial.js';

/** The lab's server, and what the steps of the article are about there. */
export interface Article extends TrialServer {
  readonly samples: ReadonlyMap<string, KindSample>;
  /** Options with which a step can be applied there, by step. */
  readonly options: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** All that the steps look at. */
  readonly resources: readonly Resource[];
}

interface Edit {
  readonly resource: Resource;
  readonly to: Reading;
}

type Deed =
  | { readonly do: 'apply'; readonly step: string; readonly options: Readonly<Record<string, Json>> }
  | { readonly do: 'edit'; readonly edit: Edit }
  | { readonly do: 'undo'; readonly steps: readonly string[] };

interface ArticleWorld {
  readonly first: readonly Edit[];
  readonly deeds: readonly Deed[];
}

/** Servers like the lab's that hold something else here and there, and what happens to them. */
export function articleWorlds(article: Article): fc.Arbitrary<ArticleWorld> {
  const edit = fc.constantFrom(...article.resources).chain((resource): fc.Arbitrary<Edit> => {
    const values = article.samples.get(resource.kind)?.values(resource);
    if (values === undefined) throw new Error(`no sample of ${resource.kind}`);
    return fc.record({
      resource: fc.constant(resource),
      to: fc.oneof(
        { weight: 5, arbitrary: values.map((value): Reading => present(value)) },
        { weight: 1, arbitrary: fc.constant<Reading>(absent) },
      ),
    });
  });
  const step = fc.constantFrom(...everyStep);
  const apply = step.chain((one) =>
    fc.record({
      do: fc.constant('apply' as const),
      step: fc.constant(one.id),
      options: optionsFor(one, article),
    }),
  );
  const undo = fc.record({
    do: fc.constant('undo' as const),
    steps: fc.array(
      step.map(({ id }) => id),
      { minLength: 1, maxLength: 6 },
    ),
  });
  return fc.record({
    first: fc.array(edit, { maxLength: 8 }),
    deeds: fc.array(
      fc.oneof<fc.Arbitrary<Deed>[]>(
        apply,
        apply,
        apply,
        fc.record({ do: fc.constant('edit' as const), edit }),
        undo,
      ),
      { minLength: 3, maxLength: 14 },
    ),
  });
}

/** What the lab's answers give, with some of the options set to something else that the step takes. */
function optionsFor(step: Step, { options }: Article): fc.Arbitrary<Readonly<Record<string, Json>>> {
  const given = options[step.id] ?? {};
  const schema = z.toJSONSchema(step.options, { unrepresentable: 'any', io: 'input' });
  const members = Object.entries(schema.properties ?? {}).map(
    ([name, member]) => [name, jsonOf(member)] as const,
  );
  const others = fc.record(Object.fromEntries(members), { requiredKeys: [], noNullPrototype: true });
  return others.map((some) => {
    const all = { ...given, ...some };
    try {
      return step.parseOptions(all);
    } catch {
      return given;
    }
  });
}

/** Lets it happen, then takes everything back. @returns what was counted @throws Error where a promise broke */
export async function runArticleTrial(
  { first, deeds }: ArticleWorld,
  article: Article,
): Promise<Readonly<Record<string, number>>> {
  const entries = new Map([...article.entries].map((entry) => [entry.resource.key, entry]));
  for (const { resource, to } of first) entries.set(resource.key, { resource, reading: to });
  const trial = new UndoTrial({ ...article, entries: [...entries.values()] });
  for (const deed of deeds) {
    if (deed.do === 'edit') await trial.edit(deed.edit.resource, deed.edit.to);
    if (deed.do === 'undo') await trial.undo(deed.steps);
    if (deed.do === 'apply') {
      const step = everyStep.find(({ id }) => id === deed.step);
      if (step !== undefined) await trial.apply(step, deed.options);
    }
  }
  await trial.undoAll();
  return trial.counts;
}
