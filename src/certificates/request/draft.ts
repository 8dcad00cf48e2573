import type { KeyObject } from 'node:crypto';
import type { RequestAnswers } from './questions.js';
import type { Protocol } from './subject.js';

/** Answers that differ from one protocol to the next. */
export type EachProtocol = Partial<Record<Protocol, Pick<RequestAnswers, 'keyName' | 'fqdn' | 'san'>>>;

/** What is answered so far. */
export interface RequestDraft {
  readonly answers: RequestAnswers;
  readonly password?: string;
  readonly each?: EachProtocol;
  /** An encrypted key to be used again, as its file holds it. */
  readonly keyFile?: { readonly path: string; readonly pem: string };
  /** That key, opened with the password. */
  readonly key?: KeyObject;
  /** The name that users of Outlook Web Access type, where it is known. */
  readonly owaName?: string;
  /** True where requests of the same name are retired for the new ones. */
  readonly replace?: boolean;
}
