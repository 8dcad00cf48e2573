import { createServer, type Socket } from 'node:net';
import { BerReader, BerWriter } from 'ldapts';

/** One page of a search's answer: names of entries with one attribute each, and whether more is promised. */
export interface ScriptedPage {
  readonly entries: readonly { readonly dn: string; readonly attribute: string; readonly value: string }[];
  readonly more: boolean;
}

export interface ScriptedDirectory {
  readonly port: number;
  /** How often somebody tried to log on. */
  readonly binds: number;
  /** How often somebody connected. */
  readonly connections: number;
  stop(): Promise<void>;
}

const pagedResults = '1.2.840.113556.1.4.319';

/**
 * An LDAP server that says what a test wants: for what no real one can be brought to do.
 * @param bindCode result of every logon, 0 for success
 * @param answer the page of a search, by its base and how many pages of that base were given before
 */
export async function startScriptedDirectory(
  bindCode: number,
  answer: (base: string, given: number) => ScriptedPage = () => ({ entries: [], more: false }),
): Promise<ScriptedDirectory> {
  let [binds, connections] = [0, 0];
  const given = new Map<string, number>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const reader = new BerReader(data);
      reader.readSequence();
      const id = reader.readInt() ?? 0;
      const operation = reader.readSequence();
      if (operation === 0x60) {
        binds++;
        socket.write(done(id, 0x61, bindCode));
      }
      if (operation !== 0x63) return;
      const base = reader.readString() ?? '';
      const count = given.get(base) ?? 0;
      given.set(base, count + 1);
      const { entries, more } = answer(base, count);
      for (const one of entries) socket.write(entry(id, one));
      socket.write(done(id, 0x65, 0, more ? `cookie ${count}` : ''));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    get binds() {
      return binds;
    },
    get connections() {
      return connections;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((stopped) => {
        server.close(() => {
          stopped();
        });
      });
    },
  };
}

function entry(id: number, { dn, attribute, value }: ScriptedPage['entries'][number]): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(id);
  writer.startSequence(0x64);
  writer.writeString(dn);
  writer.startSequence();
  writer.startSequence();
  writer.writeString(attribute);
  writer.startSequence(0x31);
  writer.writeString(value);
  for (let open = 0; open < 5; open++) writer.endSequence();
  return writer.buffer;
}

function done(id: number, operation: number, code: number, cookie?: string): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(id);
  writer.startSequence(operation);
  writer.writeEnumeration(code);
  writer.writeString('');
  writer.writeString('');
  writer.endSequence();
  if (cookie !== undefined) {
    const control = new BerWriter();
    control.startSequence();
    control.writeInt(0);
    control.writeString(cookie);
    control.endSequence();
    writer.startSequence(0xa0);
    writer.startSequence();
    writer.writeString(pagedResults);
    writer.writeBuffer(control.buffer, 0x04);
    writer.endSequence();
    writer.endSequence();
  }
  writer.endSequence();
  return writer.buffer;
}
