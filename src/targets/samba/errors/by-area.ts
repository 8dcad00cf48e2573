import { accountErrors } from './account.js';
import type { Circumstance, Message } from './circumstance.js';
import { fileErrors } from './file.js';
import { serviceErrors } from './service.js';

/** What goes wrong once the session stands, by the name of its status, as messages. */
export const errorsByArea: Readonly<Record<string, Message>> = {
  ...accountErrors,
  WERR_ACCESS_DENIED: denied,
  NT_STATUS_ACCESS_DENIED: denied,
  NT_STATUS_CONNECTION_DISCONNECTED: lost,
  NT_STATUS_CONNECTION_RESET: lost,
  NT_STATUS_CONNECTION_ABORTED: lost,
  NT_STATUS_CONNECTION_INVALID: lost,
  NT_STATUS_PIPE_BROKEN: lost,
  NT_STATUS_PIPE_DISCONNECTED: lost,
  NT_STATUS_IO_TIMEOUT: lost,
  NT_STATUS_UNEXPECTED_NETWORK_ERROR: lost,
  NT_STATUS_NETWORK_NAME_DELETED: lost,
  NT_STATUS_VIRTUAL_CIRCUIT_CLOSED: lost,
  NT_STATUS_REMOTE_DISCONNECT: lost,
  NT_STATUS_LOCAL_DISCONNECT: lost,
  NT_STATUS_USER_SESSION_DELETED: lost,
  NT_STATUS_LINK_FAILED: lost,
  NT_STATUS_LINK_TIMEOUT: lost,
  NT_STATUS_NO_MEMORY: lost,
  ...serviceErrors,
  WERR_SHUTDOWN_IN_PROGRESS: goingDown,
  WERR_SERVER_SHUTDOWN_IN_PROGRESS: goingDown,
  NT_STATUS_SHUTDOWN_IN_PROGRESS: goingDown,
  WERR_DISK_FULL: full,
  NT_STATUS_DISK_FULL: full,
  WERR_NO_SYSTEM_RESOURCES: full,
  WERR_NOT_ENOUGH_QUOTA: full,
  NT_STATUS_INSUFF_SERVER_RESOURCES: full,
  NT_STATUS_INSUFFICIENT_RESOURCES: full,
  WERR_PRIVILEGE_NOT_HELD: lacksRight,
  NT_STATUS_PRIVILEGE_NOT_HELD: lacksRight,
  ...fileErrors,
};

function denied(at: Circumstance): string {
  return (
    `${at.server} denied ${at.account} ${at.doing} ${at.status}. ` +
    (at.whenDenied ??
      'Use an account that is a member of Administrators, or check the permissions of the key in regedt32.')
  );
}

function lost(at: Circumstance): string {
  return (
    `The connection to ${at.server} was lost while ${at.doing} ${at.status}. ` +
    `Run the same command again: it reads the server first and says what was done.`
  );
}

function goingDown(at: Circumstance): string {
  return (
    `${at.server} is shutting down and did not go on with ${at.doing} ${at.status}. ` +
    `Run the same command again when it is up: it reads the server first and says what was done.`
  );
}

function full(at: Circumstance): string {
  return (
    `${at.server} has no room left for ${at.doing} ${at.status}: disk, registry quota or memory. ` +
    `Look at its console (Control Panel, System, Performance shows the registry's size), then run the same command again.`
  );
}

function lacksRight(at: Circumstance): string {
  return (
    `${at.account} lacks the user right that ${at.server} wants for ${at.doing} ${at.status}. ` +
    `Grant it in User Manager, Policies, User Rights, or use another administrator.`
  );
}
