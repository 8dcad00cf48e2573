/** Reads the file that `net rpc registry export` writes: each value's type number and bytes, by its name. */
export function parseExport(file: string): ReadonlyMap<string, { type: number; bytes: string }> {
  const values = new Map<string, { type: number; bytes: string }>();
  for (const line of file.replace(/\\\r?\n\s*/g, '').split(/\r?\n/)) {
    const [, quoted, data = ''] = /^(@|"(?:[^"\\]|\\.)*")=(.*)$/.exec(line) ?? [];
    if (quoted !== undefined) values.set(quoted === '@' ? '' : unquote(quoted), parseData(data));
  }
  return values;
}

function parseData(data: string): { type: number; bytes: string } {
  if (data.startsWith('"')) {
    return { type: 1, bytes: Buffer.from(`${unquote(data)}\0`, 'utf16le').toString('hex') };
  }
  const [, word = '', digits = ''] = /^(\w+(?:\([0-9a-f]+\))?):(.*)$/.exec(data) ?? [];
  if (word === 'dword') return { type: 4, bytes: Buffer.from(digits, 'hex').reverse().toString('hex') };
  return { type: word === 'hex' ? 3 : parseInt(word.slice(4), 16), bytes: digits.replace(/,/g, '') };
}

const unquote = (text: string): string => text.slice(1, -1).replace(/\\(.)/g, '$1');
