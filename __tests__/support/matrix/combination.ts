import type { GivenFacts } from '../../../src/discovery/asked-facts.js';
import type { StepOptions } from '../step-on-lab.js';
import type { SceneChange } from './scene-change.js';

/** One server: the lab's, with something about it changed. */
export interface Combination {
  /** Head of its column. */
  readonly name: string;
  readonly change: SceneChange;
  /** What the operator said of the server. */
  readonly given?: GivenFacts;
  /** What the operator answers for a step, in place of the usual. */
  readonly answers?: Readonly<Record<string, StepOptions>>;
  /** What cannot be read, by key. */
  readonly hidden?: RegExp;
  /** How much of it Batten sees. Over the network all, by a kit no lists and names, by hand what a person looks up. */
  readonly way?: 'network' | 'kit' | 'by hand';
}

export interface CombinationGroup {
  /** Of the file that holds its table. */
  readonly name: string;
  /** What its columns are, one line each. */
  readonly about: readonly string[];
  readonly combinations: readonly Combination[];
}
