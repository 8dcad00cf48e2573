/** Numbers that look like chance and are the same for the same seed (mulberry32). */
export function chanceOf(seed: number): (below: number) => number {
  let state = seed + 0x6d2b79f5;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What readers trip over: ends, quotes, marks, controls, names of members that every object has. */
const snares = [
  ...[
    '"',
    "'",
    '\\',
    '\n',
    '\r\n',
    '\r',
    '\0',
    '\u001b[2J',
    '\u009b',
    '\u202e',
    '\ufeff',
    '=',
    ':',
    ';',
    ',',
    '|',
  ],
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '<',
    '>',
    '<Row ',
    '&',
    '*',
    '&a [*a,*a]',
    '!!js/function x',
    '---',
    '- ',
    '# ',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '-1',
    '1e999',
    '99999999999999999999',
    '0x',
    '../../etc/passwd',
  ],
  ...['-----BEGIN ', '-----END ', 'D:', 'S-1-', 'hex:', 'dword:', '@=', 'Ä', '東', '\ud800'],
].map((text) => Buffer.from(text, 'utf8'));

/** A valid text with a few things done to it that happen to files, or that somebody does on purpose. */
export function mutated(seed: Buffer, chance: (below: number) => number): Buffer {
  let bytes: Buffer = Buffer.from(seed);
  for (let turn = chance(4); turn >= 0; turn--) bytes = changedOnce(bytes, chance);
  return bytes;
}

function changedOnce(bytes: Buffer, chance: (below: number) => number): Buffer {
  const at = chance(bytes.length + 1);
  const to = Math.min(bytes.length, at + chance(40));
  const [before, middle, after] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
  const snare: Buffer = snares[chance(snares.length)] ?? middle;
  switch (chance(9)) {
    case 0:
      return Buffer.concat([before, after]);
    case 1:
      return Buffer.concat([before, middle, middle, after]);
    case 2:
      return Buffer.concat([before, snare, middle, after]);
    case 3:
      return Buffer.concat([before, snare, after]);
    case 4:
      return Buffer.from(before);
    case 5:
      return Buffer.concat([
        before,
        Buffer.from([chance(256)]),
        bytes.subarray(Math.min(bytes.length, at + 1)),
      ]);
    case 6:
      return Buffer.concat([after, middle, before]);
    case 7:
      return Buffer.concat([before, ...Array<Buffer>(1 + chance(300)).fill(snare), middle, after]);
    default:
      return Buffer.concat([before, Buffer.from(middle).reverse(), after]);
  }
}
