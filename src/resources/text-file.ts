import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Expectation } from '../model/expectation.js';
import { iniMeets, withRule, type IniRule } from './text/ini.js';
import type { HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';
import { present, type Absent, type Present, type Settable } from '../model/reading.js';
import type { Resource } from '../model/resource.js';

/** `C:\WINNT\System32\inetsrv\urlscan\urlscan.ini` */
export type TextFileAddress = Readonly<{ path: string }>;

/**
 * The text with its own line ends. `bytes`: every character is the byte of the same number, so that no code page can
 * spoil what is written back; `utf-16`: Notepad's Unicode, byte order mark included. Attributes are only read along.
 */
export type TextFileValue = Readonly<{
  text: string;
  encoding: 'bytes' | 'utf-16';
  attributes?: readonly string[];
}>;

/** A path on NT 4.0, drive included. */
export const filePath = /^[a-z]:(\\[^\\/:*?"<>|\p{Cc}]+)+$/iu;

const address: z.ZodType<TextFileAddress> = z.object({
  path: z.string().regex(filePath, 'a path is given with its drive'),
});

const value: z.ZodType<TextFileValue> = z
  .object({
    text: z.string(),
    encoding: z.enum(['bytes', 'utf-16']).default('bytes'),
    attributes: z.array(z.enum(['read-only', 'hidden', 'system', 'archive'])).exactOptional(),
    /** In scenes and answers, where lines are easier to write without their ends. */
    lineEnds: z.enum(['CRLF', 'LF']).exactOptional(),
  })
  .transform(({ lineEnds, text, ...found }) => ({
    ...found,
    text: lineEnds === 'CRLF' ? text.replace(/\r?\n/g, '\r\n') : text,
  }))
  .refine(
    ({ text, encoding }) => encoding === 'utf-16' || Buffer.from(text, 'latin1').toString('latin1') === text,
    'a character is no single byte',
  );

export const kind = defineKind<TextFileAddress, TextFileValue>({
  name: 'text-file',
  title: 'text file',
  doneBy: 'batten',
  address,
  value,
  identity: ({ path }) => path.toLowerCase(),
  describe: ({ path }) => {
    const at = path.lastIndexOf('\\');
    return { place: path.slice(0, at), name: path.slice(at + 1) };
  },
  show: ({ text }) => `${splitLines(text).length} lines, SHA-1 ${digest(text).slice(0, 8)}`,
  equal: (a, b) => a.text === b.text && a.encoding === b.encoding,
  byHand: {
    look: ({ path }) => ({
      clicks: [`Choose Start, Run, notepad "${path}" and read it. Close it without saving.`],
      typed: [`type "${path}" | more`],
    }),
    change,
    question: ({ path }) => `All lines of ${path}, with | between`,
    parse(answer) {
      if (answer.trim() === '') return { problem: 'Answer with the lines, or say that it is not there.' };
      const text = answer
        .split('|')
        .map((line) => `${line.trim()}\r\n`)
        .join('');
      const read = value.safeParse({ text });
      return read.success
        ? { value: read.data }
        : { problem: 'A character of this is not in the code page of the server. Say that you cannot tell.' };
    },
  },
});

export interface TextFileExpectations {
  readonly resource: Resource;
  /**
   * An INI file that says all of this; its other lines stay.
   *
   * @param words the rest of a sentence whose subject is the file
   */
  says(rules: readonly IniRule[], words: string): Expectation;
}

export function textFile(path: string): TextFileExpectations {
  const resource = kind.resource({ path });
  const valueOf = (reading: Settable): TextFileValue | undefined => {
    const checked = kind.typed(reading);
    return checked.state === 'present' ? checked.value : undefined;
  };
  return {
    resource,
    says(rules, words) {
      const met = (reading: Settable): boolean => {
        const found = valueOf(reading);
        return found !== undefined && rules.every((rule) => iniMeets(found.text, rule));
      };
      return {
        resource,
        words,
        met,
        aim(reading) {
          if (met(reading)) return reading;
          const found = valueOf(reading) ?? { text: '', encoding: 'bytes' };
          return present({ ...found, text: rules.reduce(withRule, found.text) });
        },
      };
    },
  };
}

const splitLines = (text: string): readonly string[] =>
  text.split(/\r?\n/).filter((line, index, all) => line !== '' || index < all.length - 1);

const digest = (text: string): string => createHash('sha1').update(text, 'utf8').digest('hex');

function change({ path }: TextFileAddress, to: Present<TextFileValue> | Absent): HandText {
  if (to.state === 'absent') {
    return {
      clicks: [`In Windows NT Explorer select ${path}, press Delete and choose Yes.`],
      typed: [`del "${path}"`],
    };
  }
  return {
    clicks: [
      `In Windows NT Explorer select ${path}, choose Edit, Copy, then Edit, Paste: a copy of what is there now stays beside it.`,
      `Choose Start, Run, notepad "${path}".`,
      'Make it read exactly as shown, line by line and without the | before each.',
      `Choose File, Save${to.value.encoding === 'utf-16' ? ' As, Save as Unicode' : ''}, and close it. Open it once more and compare.`,
    ],
    shown: splitLines(to.value.text),
    typed: [`copy "${path}" "${path}.old"`, `notepad "${path}"`],
  };
}
