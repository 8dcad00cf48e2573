import { defined } from '../../defined.js';
import { resolve } from 'node:path';
import type { Contact } from '../../certificates/request/contact.js';
import { inPlaceOf, restoreRequest, retireRequest } from '../../certificates/request/retire.js';
import { readRequestFiles } from '../../certificates/request/files.js';
import { newRequest, problemOf, type FoundRequest } from '../../certificates/request/subject.js';
import type { Clock } from '../../model/clock.js';
import { UsageError, WorkstationError } from '../../errors.js';
import { kind, type RequestAddress } from '../../resources/certificate-request.js';
import { present, type Settable } from '../../model/reading.js';
import { driverOf, type Driver } from '../driver.js';

export interface CertificateRequestDriverOptions {
  /** Asked only when a key is made; it goes into the key's encryption and nowhere else. */
  readonly password: () => Promise<string>;
  /** Asked only when a request is made; for the text beside it. */
  readonly contact?: () => Promise<Contact>;
  readonly clock: Clock;
  /** Where a relative folder of an address begins; the current folder by default. */
  readonly base?: string;
  /** Of the key derivation, for those who make many requests and keep none. */
  readonly rounds?: number;
}

/** Requests and keys on the workstation: the same for every target, since none of them is on a server. */
export function certificateRequestDriver(options: CertificateRequestDriverOptions): Driver {
  const folderOf = (address: RequestAddress): string => resolve(options.base ?? '.', address.folder);
  const driver = driverOf(kind, {
    read: (addresses) =>
      Promise.all(addresses.map((address) => readRequestFiles(folderOf(address), address.name))),
    async write(address, to) {
      const folder = folderOf(address);
      if (to.state === 'absent') await retireRequest(folder, address.name, options.clock.now());
      else await replace(folder, address.name, to, options);
    },
  });
  return { ...driver, asks: 'to write' };
}

/** Puts a request in the place of what is there, which is retired, and brought back where the new one fails. */
async function replace(
  folder: string,
  name: string,
  to: Settable<FoundRequest> & { readonly state: 'present' },
  options: CertificateRequestDriverOptions,
): Promise<void> {
  const found = await readRequestFiles(folder, name);
  if (found.state === 'unreadable') {
    throw new WorkstationError(`${found.reason} Nothing was made; move these files away and try again.`);
  }
  const { publicKey } = to.value;
  const earlier = found.state === 'present' ? found.value : undefined;
  await inPlaceOf(folder, name, options.clock.now(), () =>
    publicKey === undefined
      ? create(folder, name, to.value, earlier, options)
      : restoreRequest(folder, name, publicKey, (one) => kind.equal(present({ ...one }), to)),
  );
}

async function create(
  folder: string,
  name: string,
  wanted: FoundRequest,
  earlier: FoundRequest | undefined,
  { password, contact, clock, rounds }: CertificateRequestDriverOptions,
): Promise<void> {
  const details = newRequest.safeParse(wanted);
  if (!details.success) {
    throw new UsageError(
      `No such request can be made: ${problemOf(newRequest, wanted) ?? 'it does not fit.'}`,
    );
  }
  // Reading needs no forge; only the making of a key loads it.
  const { createRequest } = await import('../../certificates/request/create.js');
  await createRequest({
    folder,
    name,
    details: details.data,
    contact: (await contact?.()) ?? {},
    password: await password(),
    made: clock.now(),
    ...defined({ earlier, rounds }),
  });
}
