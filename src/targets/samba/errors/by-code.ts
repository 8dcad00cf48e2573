import type { Circumstance, Message } from './circumstance.js';

const untouched = 'Nothing was read or changed.';

/** What a server says while we log on, by the name of its status, as messages. */
export const errorsByCode: Readonly<Record<string, Message>> = {
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
  NT_STATUS_PASSWORD_MUST_CHANGE: mustChange,
  NT_STATUS_ACCOUNT_RESTRICTION: restricted,
  NT_STATUS_INVALID_LOGON_HOURS: restricted,
  NT_STATUS_INVALID_WORKSTATION: restricted,
  NT_STATUS_LOGON_TYPE_NOT_GRANTED: restricted,
  NT_STATUS_ACCESS_DENIED: notAdministrator,
  WERR_ACCESS_DENIED: notAdministrator,
  NT_STATUS_LOGON_NOT_GRANTED: restricted,
  NT_STATUS_NO_LOGON_SERVERS: noController,
  NT_STATUS_TRUSTED_DOMAIN_FAILURE: noController,
  NT_STATUS_TRUSTED_RELATIONSHIP_FAILURE: noController,
  NT_STATUS_NO_TRUST_LSA_SECRET: noController,
  NT_STATUS_NO_TRUST_SAM_ACCOUNT: noController,
  NT_STATUS_NETLOGON_NOT_STARTED: noController,
  NT_STATUS_REQUEST_NOT_ACCEPTED: full,
  NT_STATUS_TOO_MANY_SESSIONS: full,
  NT_STATUS_INSUFF_SERVER_RESOURCES: full,
  NT_STATUS_INSUFFICIENT_RESOURCES: full,
  NT_STATUS_PIPE_NOT_AVAILABLE: full,
  NT_STATUS_TIME_DIFFERENCE_AT_DC: (at) =>
    `The clocks of ${at.server} and of its domain's controllers differ too much ${at.status}. ${untouched} ` +
    `Set them; net time at a console of the server shows the difference.`,
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

function wrongPassword(at: Circumstance): string {
  return (
    `${at.server} refused the password for ${at.account} ${at.status}. ${untouched} ` +
    `It may count as two bad logons there, so mind an account lockout. ` +
    `Try again with --password-file, or check the account at the console: net user ${at.account.replace(/^.*\\/, '')}`
  );
}

function oldPassword(at: Circumstance): string {
  return (
    `The password of ${at.account} on ${at.server} has expired ${at.status}. ${untouched} ` +
    `Change it at a console of the server, then try again.`
  );
}

function mustChange(at: Circumstance): string {
  return (
    `The password of ${at.account} on ${at.server} must be changed ${at.status}. ${untouched} ` +
    `Log on with it at a console of the server, which asks for a new one, then try again.`
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

function noController(at: Circumstance): string {
  return (
    `${at.server} found no domain controller that vouches for ${at.account} ${at.status}. ${untouched} ` +
    `Check the domain, its trust and the Netlogon service, or log on with an account of the server itself.`
  );
}

function full(at: Circumstance): string {
  return (
    `${at.server} takes no more connections now ${at.status}. ${untouched} ` +
    `Wait and try again; net session at a console of the server shows who is connected.`
  );
}
