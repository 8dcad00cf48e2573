import { UnansweredError } from '../errors.js';
import type { Driver } from '../targets/driver.js';
import type { DirectoryPlace } from '../targets/directory/connection.js';
import { directoryOf } from '../targets/directory/directory.js';
import { ldapPort, parseDirectoryWay, type DirectoryWay } from '../targets/directory/way.js';
import { accountOf, type SmbAddress } from '../targets/samba/connection/address.js';
import type { SambaTarget } from '../targets/samba/samba.js';
import type { Target } from '../targets/target.js';
import type { Context } from './context.js';

interface Reached {
  readonly address: SmbAddress;
  readonly password: string;
  readonly byHand: Driver;
  readonly context: Context;
}

/** Refuses a `--directory` that is not understood, before any server is asked. @throws UsageError */
export function checkWay(given: string | undefined): void {
  if (given !== undefined) parseDirectoryWay(given);
}

/**
 * A server on the network together with its Exchange directory. A simple bind shows the password to the network, so
 * somebody has to agree first: with --directory, or when asked, which is the first time that the directory is wanted.
 */
export function withDirectory(target: SambaTarget, { address, password, byHand, context }: Reached): Target {
  const { terminal, globals } = context;
  const given = globals.directory === undefined ? undefined : parseDirectoryWay(globals.directory);
  const place = async (): Promise<DirectoryPlace | undefined> => {
    const way = given ?? (await askWay(context, address));
    if (way.by === 'hand') return undefined;
    const domain = address.domain === '' ? await keeperOf(target) : address.domain;
    return { host: address.host, port: way.port, user: address.user, domain, password };
  };
  const mayAsk = given === undefined && terminal.interactive;
  const unasked = given === undefined && !terminal.interactive ? nobodyAgreed(byHand) : byHand;
  const directory = directoryOf({ place, mayAsk, byHand: unasked });
  return {
    ...target,
    driver: (kind) => target.driver(kind) ?? directory.drivers.get(kind),
    directory: directory.listing,
    async close() {
      await directory.close();
      await target.close();
    },
  };
}

/** An account of the server's own is known to Exchange under the server's name, and on a controller under the domain's. */
async function keeperOf(target: SambaTarget): Promise<string> {
  const { name, machineSid, domain, domainSid } = await target.identify();
  return domain !== undefined && domainSid === machineSid ? domain : name;
}

async function askWay({ terminal }: Context, address: SmbAddress): Promise<DirectoryWay> {
  if (!terminal.interactive) return { by: 'hand' };
  terminal.say(
    "Exchange's directory is read and changed over LDAP, whose simple bind sends the password of " +
      `${accountOf(address)} through the network in clear text. The other way is Exchange Administrator, by hand.`,
  );
  const agreed = await terminal.confirm(
    {
      message: 'Send the password in clear text and use LDAP?',
      answer: '--directory',
      help: [
        'Yes: LDAP on port 389; give --directory ldap:PORT for another port. Use a network you trust, such as a cable of its own.',
        'No: every setting of the directory is read and changed by hand in Exchange Administrator. No password is sent.',
      ],
    },
    false,
  );
  return agreed === true ? { by: 'ldap', port: ldapPort } : { by: 'hand' };
}

/** Stands for the operator where nobody is there: what to give, instead of where to click. */
function nobodyAgreed(byHand: Driver): Driver {
  const say =
    'the directory is read over LDAP, which sends the password in clear text: give --directory ldap to agree, or run Batten at a terminal';
  return {
    ...byHand,
    read: (resources) => Promise.resolve(resources.map(() => ({ state: 'unreadable', reason: say }))),
    write: () => Promise.reject(new UnansweredError(`Nothing was changed: ${say}.`)),
  };
}
