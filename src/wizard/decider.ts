import type { Contact } from '../certificates/request/contact.js';
import type { AskedFact, GivenFacts } from '../discovery/asked-facts.js';
import type { TypedAccount } from '../discovery/typed-accounts.js';
import type { Finding } from '../engine/finding.js';
import type { Gate } from '../engine/gate.js';
import type { Interrupted } from '../engine/recover.js';
import type { AccountNames } from '../model/hand-text.js';
import type { Stage } from '../model/stage.js';
import type { Step } from '../model/step.js';
import type { StepHistory } from '../journal/history.js';
import type { Json } from '../model/reading.js';
import type { Proof } from '../engine/twin-proof.js';

/** Looks up an account that was typed, where the server can be asked. */
export type LookUp = (text: string) => Promise<TypedAccount>;

export type Options = Readonly<Record<string, Json>>;

/** A step as it is put before whoever decides. */
export interface StepPage {
  readonly finding: Finding;
  /** What the server calls its accounts. */
  readonly names: AccountNames;
  readonly proof: Proof | undefined;
  readonly lookUp?: LookUp | undefined;
  /** Its place in the whole plan, from 1. */
  readonly number: number;
  readonly total: number;
  /** Set when one has gone back to a step that this session has already seen. */
  readonly history: StepHistory | undefined;
  /** What somebody changed of it since it was settled, as a clause. */
  readonly drift?: string | undefined;
}

export type StepDecision =
  | { readonly decision: 'apply' }
  | { readonly decision: 'skip' }
  | { readonly decision: 'waive'; readonly reason: string; readonly until?: string }
  /** Look at it again with other options. */
  | { readonly decision: 'options'; readonly options: Options }
  | { readonly decision: 'take-back' }
  | { readonly decision: 'go-on' }
  | { readonly decision: 'back' }
  | { readonly decision: 'stop' };

export type AfterTrouble = 'take-back' | 'again' | 'leave' | 'stop';

export type WaitDecision =
  | { readonly decision: 'let-pass' }
  | { readonly decision: 'override'; readonly reason: string }
  | { readonly decision: 'stop' };

/** Reasons given beforehand for opening a stage that is not open. */
export interface Overrides {
  /** Given with --override-soak: cuts the wait short, and nothing else. */
  readonly soak?: string;
  /** Given with --override-order: goes on although steps before it are open or not in force. */
  readonly order?: string;
}

/** Who can restart the server: the lab's `target`, a person at its `console`, or for a server on the network `either`. */
export type RestartedBy = 'target' | 'console' | 'either';

/** `already`: it was restarted while no session looked. */
export type RestartDecision = 'no' | 'by-target' | 'at-console' | 'already';

/** Everything a session asks. One implementation asks the operator, the other follows an answers file. */
export interface Decider {
  /** The options for a step, or undefined where the defaults do. */
  optionsOf(step: Step): Options | undefined;
  /** What was given beforehand about the server. */
  readonly given: GivenFacts;
  /** What the operator knows of these; what they do not know stays out. */
  facts(asked: readonly AskedFact[], lookUp?: LookUp): Promise<GivenFacts>;
  /** Before anything of a stage is written. */
  review(stage: Stage, findings: readonly Finding[]): Promise<'go' | 'stop'>;
  step(page: StepPage): Promise<StepDecision>;
  /** What to do with a step that was to be applied and must not be: somebody may decide otherwise, a file cannot. */
  refused(step: Step): 'ask-again' | 'leave';
  /** True when the operator gives their word for each statement. */
  attest(step: Step, statements: readonly string[]): Promise<boolean>;
  /** True when the server's name was typed. */
  consent(step: Step, server: string): Promise<boolean>;
  /** Why what is left of a step that is done in part stays so; undefined where it is left open. */
  rest(step: Step, left: string): Promise<string | undefined>;
  trouble(finding: Finding, detail: string): Promise<AfterTrouble>;
  recover(found: Interrupted): Promise<'finish' | 'take-back' | 'stop'>;
  wait(stage: Stage, gate: Gate & { readonly open: false }, canLetPass: boolean): Promise<WaitDecision>;
  /** Whether the server is restarted now, and by whom. */
  restart(steps: readonly string[], by: RestartedBy): Promise<RestartDecision>;
  /** Whom the certification authority may ask; goes beside the request, not into it. */
  contact(): Promise<Contact>;
  /** A password that a step needs for what it makes; never kept. */
  password(step: string): Promise<string>;
}
