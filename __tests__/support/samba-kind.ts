import type { TypedKind } from '../../src/model/kind.js';
import type { Json, Reading, Settable } from '../../src/model/reading.js';
import { smbAddress } from '../../src/targets/samba/connection/address.js';
import { openSamba, type SambaTarget } from '../../src/targets/samba/samba.js';
import type { SambaServer } from './samba-server.js';

const clock = { now: () => new Date() };

/** Logs on to a server of the tests, as Administrator unless another account with the same password is named. */
export const logOn = (server: SambaServer, user = server.user): Promise<SambaTarget> =>
  openSamba(smbAddress({ host: server.host, port: server.port, user }), server.password, { clock });

/** Reads and writes the resources of one kind, by address, through the target's driver. */
export function resourcesOf<Address extends Json, Value extends Json>(
  target: SambaTarget,
  kind: TypedKind<Address, Value>,
) {
  const driver = target.driver(kind.name);
  if (driver === undefined) throw new Error(`The target has no driver for ${kind.name}.`);
  return {
    async read(address: Address): Promise<Reading<Value>> {
      const [reading] = await driver.read([kind.at(address)]);
      if (reading === undefined) throw new Error('The driver gave no reading.');
      return kind.typed(reading);
    },
    async write(address: Address, to: Settable<Value>): Promise<void> {
      await driver.write(kind.at(address), to);
    },
    /** What was there, as it can be written back. */
    async settable(address: Address): Promise<Settable<Value>> {
      const reading = await this.read(address);
      if (reading.state === 'unreadable') throw new Error(reading.reason);
      return reading;
    },
  };
}
