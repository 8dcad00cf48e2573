import { TargetError } from '../../../errors.js';
import type { Driver } from '../../driver.js';
import { nobodyThere } from './loss.js';

/** What a driver stands on: a connection to the server that can break and be made again. */
export interface Connection {
  /** Counts the lines: greater after each reconnection. */
  readonly line: number;
  isLost(line: number): boolean;
  /** Logs on anew and compares who answers. @throws TargetError */
  reconnect(): Promise<void>;
}

/**
 * Lets a driver outlive one lost connection. What was read is read again over the new one. A write is never repeated,
 * because it may have arrived: it fails, and the engine's reading afterwards shows over the new line whether it took.
 */
export function reconnecting(driver: Driver, connection: Connection): Driver {
  return {
    ...driver,
    async read(resources) {
      const over = connection.line;
      try {
        return await driver.read(resources);
      } catch (error) {
        if (!connection.isLost(over)) throw error;
        await reconnect(connection, error);
        return driver.read(resources);
      }
    },
    async write(resource, to) {
      // Nothing was sent yet, so a line that is known to be gone may be made again first.
      if (connection.isLost(connection.line)) await connection.reconnect();
      await driver.write(resource, to);
    },
  };
}

async function reconnect(connection: Connection, lost: unknown): Promise<void> {
  try {
    await connection.reconnect();
  } catch (cause) {
    // Somebody who answers and refuses, or is another server, is the news; one who is away is the loss itself.
    if (!nobodyThere(cause)) throw cause;
    throw lost instanceof TargetError ? new TargetError(lost.message, { cause }) : lost;
  }
}
