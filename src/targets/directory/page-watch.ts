/** The control of paged searches (RFC 2696). */
export const pagedResults = '1.2.840.113556.1.4.319';

const searchDone = 0x65;
const controlsOfMessage = 0xa0;

/**
 * Reads along what a directory sends, to know whether it meant to send more pages: the client library does not tell.
 * One paged search at a time.
 */
export class PageWatch {
  #rest: Buffer = Buffer.alloc(0);
  #more = false;

  /** True while the last page that came promised another one. */
  get more(): boolean {
    return this.#more;
  }

  /** A new search begins. */
  begin(): void {
    this.#more = false;
  }

  /** Takes bytes as they come off the wire, in pieces of any size. */
  see(data: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (;;) {
      const message = elementAt(this.#rest, 0);
      if (message === undefined) return;
      this.#rest = this.#rest.subarray(message.end);
      const more = promisesMore(message.content);
      if (more !== undefined) this.#more = more;
    }
  }
}

/** What the end of a page says; undefined for every other message (RFC 4511, 4.1.1). */
function promisesMore(message: Buffer): boolean | undefined {
  const [, operation, controls] = elementsOf(message);
  if (operation?.tag !== searchDone || controls?.tag !== controlsOfMessage) return undefined;
  for (const { content } of elementsOf(controls.content)) {
    const parts = elementsOf(content);
    if (parts[0]?.content.toString('latin1') !== pagedResults) continue;
    const [value] = elementsOf(parts.at(-1)?.content ?? Buffer.alloc(0));
    const [, cookie] = elementsOf(value?.content ?? Buffer.alloc(0));
    return (cookie?.content.length ?? 0) > 0;
  }
  return undefined;
}

interface Element {
  readonly tag: number;
  readonly content: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

function elementsOf(bytes: Buffer): readonly Element[] {
  const elements: Element[] = [];
  let at = 0;
  for (;;) {
    const element = elementAt(bytes, at);
    if (element === undefined) return elements;
    elements.push(element);
    at = element.end;
  }
}

/** One element of BER with its definite length, the only form that LDAP takes; undefined until all of it is there. */
function elementAt(bytes: Buffer, at: number): Element | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  const octets = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + octets;
  if (octets > 6 || start > bytes.length) return undefined;
  const length = octets === 0 ? first & 0x7f : bytes.readUIntBE(at + 2, octets);
  const end = start + length;
  return end > bytes.length ? undefined : { tag, content: bytes.subarray(start, end), end };
}
