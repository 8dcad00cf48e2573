import { createServer, connect, type Server, type Socket } from 'node:net';
import { freePort } from './samba-server.js';

/** Stands between Batten and a server and lets something happen at the very moment of a write. */
export interface WriteWatcher {
  readonly port: number;
  /**
   * Lets the next registry write but `skip` not get through: either its request is held back, or the request arrives and
   * its answer is held back. Then `happens` is done, and nothing passes any more.
   */
  interrupt(held: 'request' | 'answer', happens: () => Promise<void>, skip?: number): void;
  /** Ends all connections and refuses new ones, as a server that is down does. */
  close(): Promise<void>;
  /** Everything passes again. */
  open(): Promise<void>;
}

interface Interruption {
  readonly held: 'request' | 'answer';
  readonly happens: () => Promise<void>;
  skip: number;
}

export async function startWriteWatcher(host: string, serverPort: number): Promise<WriteWatcher> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let next: Interruption | undefined;
  let dead = false;
  const server: Server = createServer((client) => {
    const upstream = connect({ host, port: serverPort });
    let holdAnswer: Interruption | undefined;
    const happen = (one: Interruption): void => {
      dead = true;
      void one.happens();
    };
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
    client.on('data', (data) => {
      if (dead) return;
      if (next !== undefined && isRegistryWrite(data)) {
        if (next.skip > 0) next.skip -= 1;
        else {
          const now = next;
          next = undefined;
          if (now.held === 'request') {
            happen(now);
            return;
          }
          holdAnswer = now;
        }
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (dead) return;
      if (holdAnswer === undefined) client.write(data);
      else happen(holdAnswer);
    });
  });
  const watcher: WriteWatcher = {
    port,
    interrupt(held, happens, skip = 0) {
      next = { held, happens, skip };
    },
    async close() {
      const closed = new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      await closed;
    },
    async open() {
      dead = false;
      if (!server.listening) await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    },
  };
  await watcher.open();
  return watcher;
}

/** A DCE/RPC request (version 5.0, little-endian) with winreg's call 22, SetValue, somewhere in an SMB packet. */
function isRegistryWrite(data: Buffer): boolean {
  const header = Buffer.from([5, 0, 0, 3, 0x10, 0, 0, 0]);
  const at = data.indexOf(header);
  return at >= 0 && at + 24 <= data.length && data.readUInt16LE(at + 22) === 22;
}
