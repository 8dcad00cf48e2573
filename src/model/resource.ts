import type { Json } from './reading.js';

/** One thing on a server that can be read and set, as plain data: this is how it stands in a journal. */
export interface Resource {
  /** The kind's name, which is also the name of its file under resources/. */
  readonly kind: string;
  /** Identity: two addresses of the same thing have the same key, however they are spelled. */
  readonly key: string;
  readonly address: Json;
}
