import type { Circumstance, Message } from './circumstance.js';

/** What the service control manager says of a service that it does not start, stop or change (winerror.h). */
export const serviceErrors: Readonly<Record<string, Message>> = {
  WERR_SERVICE_DISABLED: (at) =>
    `${says(at)}: it, or a service that it needs, is disabled. Give it another start type first.`,
  WERR_SERVICE_DEPENDENCY_FAIL: (at) =>
    `${says(at)}: a service that it needs did not start. Start that one first; Event Viewer names it.`,
  WERR_SERVICE_DEPENDENCY_DELETED: (at) =>
    `${says(at)}: a service that it needs is not installed any more. Look at its DependOnService in regedt32.`,
  WERR_SERVICE_LOGON_FAILED: (at) =>
    `${says(at)}: the account that it runs under was refused. Check account and password under Control Panel, Services, Startup.`,
  WERR_SERVICE_REQUEST_TIMEOUT: (at) =>
    `${says(at)}: it did not answer in time. Look in Event Viewer, wait a minute, then run the same command again.`,
  WERR_INVALID_SERVICE_CONTROL: (at) =>
    `${says(at)}: it takes no such request. Change its start type alone and restart the server.`,
  WERR_SERVICE_CANNOT_ACCEPT_CTRL: (at) =>
    `${says(at)}: it is busy starting or stopping. Wait a minute, then run the same command again.`,
  WERR_SERVICE_DATABASE_LOCKED: (at) =>
    `${says(at)}: another program holds the list of services. Wait a minute, then run the same command again.`,
  WERR_SERVICE_MARKED_FOR_DELETE: (at) =>
    `${says(at)}: it is being removed. Restart the server, then run the same command again.`,
};

const says = (at: Circumstance): string => `${at.server} failed while ${at.doing} ${at.status}`;
