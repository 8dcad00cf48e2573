import { spawnSync } from 'node:child_process';
import { execa } from 'execa';
import { sambaMissing, startAt, type SambaServer } from './samba-server.js';

/** A server on a network of its own, port 139, behind a cable that can be pulled. */
export interface CabledServer extends SambaServer {
  /** From now on nothing goes or comes, and nobody says so: packets are lost. */
  pullCable(): Promise<void>;
  plugCable(): Promise<void>;
  /** Starts another machine with the same address, accounts and password; the first must have been cut. */
  startAnother(): Promise<SambaServer>;
}

/** What is missing for a server behind a cable; undefined when all is there. */
export function namespaceMissing(): string | undefined {
  if (process.getuid?.() !== 0) return 'a network namespace needs root';
  if (spawnSync('ip', ['-V']).error !== undefined) return 'ip is missing: apt install iproute2';
  const name = `batten-try-${process.pid}`;
  if (spawnSync('ip', ['netns', 'add', name]).status !== 0) return 'network namespaces are not allowed here';
  spawnSync('ip', ['netns', 'delete', name]);
  return sambaMissing();
}

let count = 0;

/** Starts a private smbd in a network namespace, joined to this one by a pair of virtual interfaces. */
export async function startCabledServer(...settings: readonly string[]): Promise<CabledServer> {
  count += 1;
  const name = `batten-${process.pid}-${count}`;
  // Names of interfaces have at most 15 characters.
  const cable = `bt${process.pid}-${count}`;
  const net = `10.${200 + (process.pid % 50)}.${Math.floor(process.pid / 50) % 250}`;
  const host = `${net}.${4 * count + 2}`;
  const ip = (...line: readonly string[]): Promise<unknown> => execa('ip', line);
  await ip('netns', 'add', name);
  try {
    await ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    await ip('address', 'add', `${net}.${4 * count + 1}/30`, 'dev', cable);
    await ip('link', 'set', cable, 'up');
    await ip('-n', name, 'address', 'add', `${host}/30`, 'dev', 'eth0');
    for (const device of ['eth0', 'lo']) await ip('-n', name, 'link', 'set', device, 'up');
    const within = ['ip', 'netns', 'exec', name];
    const server = await startAt(host, 139, settings, within);
    return {
      ...server,
      // The far end goes down: this end then drops what it sends, as with a cable that somebody pulled.
      async pullCable() {
        await ip('-n', name, 'link', 'set', 'eth0', 'down');
      },
      async plugCable() {
        await ip('-n', name, 'link', 'set', 'eth0', 'up');
      },
      async startAnother() {
        const other = await startAt(host, 139, settings, within);
        await other.setPassword(server.user, server.password);
        return other;
      },
      async stop() {
        await server.stop();
        await ip('netns', 'delete', name);
      },
    };
  } catch (error) {
    await ip('netns', 'delete', name);
    throw error;
  }
}
