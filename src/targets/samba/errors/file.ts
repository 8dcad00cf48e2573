import type { Circumstance, Message } from './circumstance.js';

/** What goes wrong with a file of the server, by the name of its status, as messages. */
export const fileErrors: Readonly<Record<string, Message>> = {
  AccessToFileDenied: denied,
  NT_STATUS_CANNOT_DELETE: denied,
  NT_STATUS_MEDIA_WRITE_PROTECTED: denied,
  NT_STATUS_SHARING_VIOLATION: inUse,
  NT_STATUS_FILE_LOCK_CONFLICT: inUse,
  NT_STATUS_DELETE_PENDING: inUse,
  NT_STATUS_DISK_FULL: (at) =>
    `The volume on ${at.server} is full: ${at.doing} failed ${at.status}. ` +
    `Make room there, then run the same command again: it reads the file first.`,
  NT_STATUS_OBJECT_PATH_NOT_FOUND: (at) =>
    `A folder on the way is not there on ${at.server}: ${at.doing} failed ${at.status}. ` +
    `Batten makes no folders; make it, or check the path.`,
  NT_STATUS_FILE_IS_A_DIRECTORY: (at) =>
    `A folder of ${at.server} has that name: ${at.doing} failed ${at.status}. Check the path.`,
  NT_STATUS_BAD_NETWORK_NAME: (at) =>
    `${at.server} has no administrative share for that drive: ${at.doing} failed ${at.status}. ` +
    `Share it again (net share C$ without more, or AutoShareServer and a restart), or do it at the console.`,
};

function denied(at: Circumstance): string {
  return (
    `${at.server} denied ${at.account} ${at.doing} ${at.status}. ` +
    `See whether the file is read-only (attrib) and what its permissions are (cacls), then try again.`
  );
}

function inUse(at: Circumstance): string {
  return (
    `Another program on ${at.server} holds the file: ${at.doing} failed ${at.status}. ` +
    `Close that program or stop its service, then run the same command again.`
  );
}
