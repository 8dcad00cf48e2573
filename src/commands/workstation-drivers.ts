import type { Decider } from '../wizard/decider.js';
import type { OnWorkstation } from './open-server.js';

/** Drivers for what Batten makes on the workstation itself, the same for every target. */
export async function workstationDrivers(decider: Pick<Decider, 'password'>): Promise<OnWorkstation> {
  const { certificateRequestDriver } = await import('../targets/workstation/certificate-request.js');
  return (target, folder) =>
    new Map([
      [
        'certificate-request',
        certificateRequestDriver({
          base: folder,
          clock: target.clock,
          password: () => decider.password('certificate-request'),
        }),
      ],
    ]);
}
