import type { Circumstance, Message } from './circumstance.js';

/** What helps where a server denies one of these. */
export const whenDenied = 'Use an account that is a member of Administrators.';

/** What goes wrong with accounts, groups, rights and policies, by the name of its status. */
export const accountErrors: Readonly<Record<string, Message>> = {
  NT_STATUS_NO_SUCH_USER: gone,
  NT_STATUS_NO_SUCH_MEMBER: gone,
  NT_STATUS_NO_SUCH_ALIAS: gone,
  NT_STATUS_NO_SUCH_GROUP: gone,
  NT_STATUS_NO_SUCH_PRIVILEGE: (at) =>
    `${at.server} does not know the right it was asked about while ${at.doing} ${at.status}. Set it by hand in User Manager.`,
  NT_STATUS_RPC_PROCNUM_OUT_OF_RANGE: (at) =>
    `${at.server} does not offer ${at.doing} over the network ${at.status}. Do it by hand in User Manager.`,
  Elsewhere: (at) =>
    `${at.server} keeps no such accounts, so ${at.doing} failed. Reach the primary domain controller that keeps them.`,
};

function gone(at: Circumstance): string {
  return (
    `${at.server} no longer has an account or group that is needed for ${at.doing} ${at.status}. ` +
    `Run the same command again: it reads the server first.`
  );
}
