import { TargetError, WorkstationError, type BattenError } from '../../errors.js';
import { accountOf, labelOf, type SmbAddress } from './address.js';
import type { Failure } from './failure.js';

/** Everything a message may need: whom we spoke to, what we were doing, what came of it. */
interface Circumstance {
  readonly server: string;
  readonly account: string;
  readonly doing: string;
  readonly place: string;
  readonly port: number;
  /** `(NT_STATUS_LOGON_FAILURE)`, or whatever else names the failure. */
  readonly status: string;
}

type Message = (circumstance: Circumstance) => string;

const untouched = 'Nothing was read or changed.';

/** While logging on. */
const refusals: Readonly<Record<string, Message>> = {
  NT_STATUS_LOGON_FAILURE: wrongPassword,
  NT_STATUS_WRONG_PASSWORD: wrongPassword,
  NT_STATUS_NO_SUCH_USER: wrongPassword,
  NT_STATUS_ACCOUNT_LOCKED_OUT: (at) =>
    `${at.server} has locked out ${at.account} ${at.status}. ${untouched} ` +
    `Unlock the account in User Manager or wait until the lockout ends.`,
  NT_STATUS_ACCOUNT_DISABLED: (at) =>
    `${at.account} is disabled on ${at.server} ${at.status}. ${untouched} ` +
    `Use another account, or enable this one in User Manager.`,
  NT_STATUS_ACCOUNT_EXPIRED: (at) =>
    `${at.account} has expired on ${at.server} ${at.status}. ${untouched} ` +
    `Use another account, or set a later date in User Manager.`,
  NT_STATUS_PASSWORD_EXPIRED: oldPassword,
  NT_STATUS_PASSWORD_MUST_CHANGE: oldPassword,
  NT_STATUS_ACCOUNT_RESTRICTION: restricted,
  NT_STATUS_INVALID_LOGON_HOURS: restricted,
  NT_STATUS_INVALID_WORKSTATION: restricted,
  NT_STATUS_LOGON_TYPE_NOT_GRANTED: restricted,
  NT_STATUS_ACCESS_DENIED: notAdministrator,
  WERR_ACCESS_DENIED: notAdministrator,
  NT_STATUS_OBJECT_NAME_NOT_FOUND: (at) =>
    `${at.server} offers no remote registry ${at.status}. ${untouched} ` +
    `Check that its Server service runs, and that it is an NT 4.0 server.`,
  NT_STATUS_INVALID_NETWORK_RESPONSE: noSmb1,
  NT_STATUS_CONNECTION_DISCONNECTED: noSmb1,
  NT_STATUS_CONNECTION_RESET: noSmb1,
  NT_STATUS_NOT_SUPPORTED: noSmb1,
  ConnectionRefusedError: (at) =>
    `${at.server} refuses connections on port ${at.port}. ` +
    `Check the address, and that the Server service runs there.`,
  gaierror: (at) =>
    `No address is known for ${at.place}. Check the name, or give the server's IP address instead.`,
  TimeoutError: unreachable,
  // Python before 3.10.
  timeout: unreachable,
  OSError: unreachable,
  NT_STATUS_IO_TIMEOUT: unreachable,
  NT_STATUS_HOST_UNREACHABLE: unreachable,
  NT_STATUS_NETWORK_UNREACHABLE: unreachable,
  NT_STATUS_NO_MEMORY: unreachable,
};

/** Once the session stands. */
const breaks: Readonly<Record<string, Message>> = {
  WERR_ACCESS_DENIED: denied,
  NT_STATUS_ACCESS_DENIED: denied,
  NT_STATUS_CONNECTION_DISCONNECTED: lost,
  NT_STATUS_CONNECTION_RESET: lost,
  NT_STATUS_CONNECTION_ABORTED: lost,
  NT_STATUS_CONNECTION_INVALID: lost,
  NT_STATUS_PIPE_BROKEN: lost,
  NT_STATUS_PIPE_DISCONNECTED: lost,
  NT_STATUS_IO_TIMEOUT: lost,
  NT_STATUS_NO_MEMORY: lost,
};

/**
 * Turns a failure into the error that the user sees.
 * @param doing what was under way, as in `reading 3 registry values`; undefined while logging on
 * @param said what Samba printed last; kept as the error's cause for --verbose
 */
export function explain(
  failure: Failure,
  address: SmbAddress,
  doing: string | undefined,
  said: string,
): BattenError {
  const cause = causeOf(failure, said);
  const at: Circumstance = {
    server: labelOf(address),
    account: accountOf(address),
    place: address.host,
    port: address.port,
    doing: doing ?? 'logging on',
    status: '',
  };
  switch (failure.kind) {
    case 'no-python':
      return new WorkstationError(noSamba('Python 3 was not found'), { cause });
    case 'silent':
      return new TargetError(
        `${at.server} did not answer within ${failure.seconds} seconds while ${at.doing}; the connection was closed. ` +
          `Check the network and the server, then run the same command again.`,
        { cause },
      );
    case 'agent-ended':
    case 'agent-confused':
      return new TargetError(
        `The connection to ${at.server} ended on the workstation's side while ${at.doing}. ` +
          `Run the same command again, with --verbose to see what Samba said.`,
        { cause },
      );
    case 'nt':
    case 'werr':
    case 'other': {
      if (failure.name === 'ImportError') {
        return new WorkstationError(noSamba("Samba's Python bindings were not found"), { cause });
      }
      const status = `(${failure.name || failure.code})`;
      const message = (doing === undefined ? refusals : breaks)[failure.name] ?? unforeseen;
      return new TargetError(message({ ...at, status }), { cause });
    }
  }
}

function wrongPassword(at: Circumstance): string {
  return (
    `${at.server} refused the password for ${at.account} ${at.status}. ${untouched} ` +
    `Try again with --password-file, or check the account at the console: net user ${at.account.replace(/^.*\\/, '')}`
  );
}

function oldPassword(at: Circumstance): string {
  return (
    `The password of ${at.account} on ${at.server} has expired ${at.status}. ${untouched} ` +
    `Change it at a console of the server, then try again.`
  );
}

function restricted(at: Circumstance): string {
  return (
    `${at.server} lets ${at.account} log on only at other hours, from other places or in other ways ${at.status}. ` +
    `${untouched} Check the account and its right to access this computer from network in User Manager.`
  );
}

function notAdministrator(at: Circumstance): string {
  return (
    `${at.server} does not let ${at.account} at its registry ${at.status}. ${untouched} ` +
    `Use an account that is a member of Administrators on the server.`
  );
}

function noSmb1(at: Circumstance): string {
  return (
    `${at.server} did not agree on SMB1 ${at.status}. ${untouched} ` +
    `Check that this is the NT 4.0 server, and that nothing in between filters SMB1.`
  );
}

function unreachable(at: Circumstance): string {
  return `${at.server} cannot be reached ${at.status}. Check the address, the network and that the server is up.`;
}

function denied(at: Circumstance): string {
  return (
    `${at.server} denied ${at.account} ${at.doing} ${at.status}. ` +
    `Use an account that is a member of Administrators, or check the permissions of the key in regedt32.`
  );
}

function lost(at: Circumstance): string {
  return (
    `The connection to ${at.server} was lost while ${at.doing} ${at.status}. ` +
    `Run the same command again: it reads the server first and says what was done.`
  );
}

function unforeseen(at: Circumstance): string {
  return (
    `${at.server} failed while ${at.doing} ${at.status}. ` +
    `Run the same command again, with --verbose to see what Samba said.`
  );
}

const noSamba = (what: string): string =>
  `${what} on this workstation; Batten reaches a server on the network through them. ` +
  `Install them (Debian, Ubuntu: apt install python3-samba), or use a kit instead.`;

function causeOf(failure: Failure, said: string): Error {
  const own = 'message' in failure ? failure.message : failure.kind;
  return new Error([own, said.trim()].filter((part) => part !== '').join('\n'));
}
