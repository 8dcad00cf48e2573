import { UnansweredError } from '../errors.js';
import { readJournal } from '../journal/file.js';
import { lastInstalled } from '../journal/last-installed.js';
import { journalPath } from '../journal/servers.js';
import type { Contact } from '../certificates/request/contact.js';
import type { Driver } from '../targets/driver.js';
import type { OnWorkstation } from './open-server.js';
import type { WorkstationKind } from '../targets/workstation/kinds.js';

/** What making a certificate request asks. */
export interface RequestPrompts {
  /** Whom the certification authority may ask; goes beside the request, not into it. */
  contact(): Promise<Contact>;
  /** A password that a step needs for what it makes; never kept. */
  password(step: string): Promise<string>;
}

/** Drivers for what Batten makes on the workstation itself, the same for every target. */
export async function workstationDrivers(prompts: RequestPrompts): Promise<OnWorkstation> {
  const [{ certificateRequestDriver }, { scanResultDriver, scanStore }] = await Promise.all([
    import('../targets/workstation/certificate-request.js'),
    import('../targets/workstation/scan-results.js'),
  ]);
  return (target, folder) =>
    new Map<WorkstationKind, Driver>([
      [
        'certificate-request',
        certificateRequestDriver({
          base: folder,
          clock: target.clock,
          contact: () => prompts.contact(),
          password: () => prompts.password('certificate-request'),
        }),
      ],
      [
        'scan-result',
        scanResultDriver({
          store: scanStore(target, folder),
          simulated: target.simulated,
          clock: target.clock,
          lastInstalled: async () => lastInstalled((await readJournal(journalPath(folder))).records),
        }),
      ],
    ]);
}

/** For commands that make no request: taking one back and looking at it need neither. */
export const neverAsked: RequestPrompts = {
  password: () =>
    Promise.reject(new UnansweredError('No password can be asked for here. Use batten harden.')),
  contact: () => Promise.resolve({}),
};
