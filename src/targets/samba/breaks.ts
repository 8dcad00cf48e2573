import type { Circumstance, Message } from './circumstance.js';
import { fileBreaks } from './file-breaks.js';

/** What goes wrong once the session stands, by the name of its status, as messages. */
export const breaks: Readonly<Record<string, Message>> = {
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
  ...fileBreaks,
};

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
