import { z } from 'zod';
import { absent, present, unreadable, type Reading, type Settable } from '../../../model/reading.js';
import type { TextFileAddress, TextFileValue } from '../../../resources/text-file.js';
import type { TypedDriver } from '../../driver.js';
import type { Agent } from '../connection/agent.js';

/** Far more than any settings file of IIS has; a file beyond it is shown as unreadable. */
const largest = 1024 * 1024;

const byteOrderMark = 'fffe';

const item = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('present'),
    bytes: z.string().regex(/^([0-9a-f]{2})*$/),
    attributes: z.array(z.enum(['read-only', 'hidden', 'system', 'archive'])),
  }),
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('unreadable'), reason: z.string() }),
]);

/**
 * Text files over the administrative share of their drive, byte for byte. A file that is written keeps its permissions
 * and its attributes; an absent one is deleted. A missing folder is never made.
 */
export class TextFileDriver implements TypedDriver<TextFileAddress, TextFileValue> {
  readonly #agent: Agent;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  async read(addresses: readonly TextFileAddress[]): Promise<readonly Reading<TextFileValue>[]> {
    const readings: Reading<TextFileValue>[] = [];
    for (const { path } of addresses) {
      const found = await this.#agent.request({
        operation: 'readFile',
        parameters: { path, limit: largest },
        result: item,
        doing: `reading ${path}`,
      });
      readings.push(readingOf(found));
    }
    return readings;
  }

  async write({ path }: TextFileAddress, to: Settable<TextFileValue>): Promise<void> {
    const result = z.object({});
    await this.#agent.request(
      to.state === 'absent'
        ? { operation: 'deleteFile', parameters: { path }, result, doing: `deleting ${path}` }
        : {
            operation: 'writeFile',
            parameters: { path, bytes: bytesOf(to.value) },
            result,
            doing: `writing ${path}`,
          },
    );
  }
}

function readingOf(found: z.infer<typeof item>): Reading<TextFileValue> {
  if (found.state === 'absent') return absent;
  if (found.state === 'unreadable') return unreadable(found.reason);
  const { bytes, attributes } = found;
  // Half a character at the end could not be written back: such a file is no Unicode, mark or not.
  return bytes.startsWith(byteOrderMark) && bytes.length % 4 === 0
    ? present({
        text: Buffer.from(bytes.slice(byteOrderMark.length), 'hex').toString('utf16le'),
        encoding: 'utf-16',
        attributes,
      })
    : present({ text: Buffer.from(bytes, 'hex').toString('latin1'), encoding: 'bytes', attributes });
}

const bytesOf = ({ text, encoding }: TextFileValue): string =>
  encoding === 'utf-16'
    ? byteOrderMark + Buffer.from(text, 'utf16le').toString('hex')
    : Buffer.from(text, 'latin1').toString('hex');
