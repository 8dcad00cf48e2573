import { defined } from '../../../defined.js';
import type { Entry } from '../../../journal/record.js';
import type { KitEntry } from '../folder/manifest.js';

/** What the journal says of a kit as a whole. @param result the first line of the server's own result file */
export const kitRecord = (
  { id, holds, plan, items }: KitEntry,
  what: 'exported' | 'imported' | 'withdrawn',
  result?: string,
): Extract<Entry, { type: 'kit' }> => ({
  type: 'kit',
  kit: id,
  what,
  holds,
  plan,
  intents: items.map(({ intent }) => intent),
  ...defined({ result }),
});
