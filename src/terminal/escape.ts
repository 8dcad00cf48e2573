// Control and format characters (C0, DEL, C1, bidi controls, zero width, tags), unpaired surrogates,
// and the two separators that some terminals take for a line end.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

// The line ends between the members of a document are its own; inside its texts JSON has escaped them already.
const invisibleInJson = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const plain = /^[\x20-\x7e]*$/;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Makes whatever a terminal would obey or hide visible (`\x1b`, `\n`, `\u202e`), and leaves the rest alone.
 * Idempotent, so text may pass through it more than once. A backslash stays as it is: the result is to be read, not decoded.
 */
export function escapeText(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(invisible, (character) => short[character] ?? visible(character.codePointAt(0) ?? 0));
}

function visible(code: number): string {
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}

/**
 * A JSON document whose texts hold nothing that a terminal would obey or hide: such characters become `\uXXXX`, which
 * any reader of JSON gives back as they were.
 */
export const escapeJson = (document: string): string =>
  document.replace(invisibleInJson, (character) =>
    Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  );
