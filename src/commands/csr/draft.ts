import type { KeyObject } from 'node:crypto';
import type { RequestAnswers } from '../../certificates/request/questions.js';
import type { EachProtocol } from './answers.js';

/** What is answered so far. */
export interface RequestDraft {
  readonly answers: RequestAnswers;
  readonly password?: string;
  /** Answers that differ from one protocol to the next. */
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
