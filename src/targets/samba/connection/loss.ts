import type { Failure } from './failure.js';

/** Statuses after which nothing more comes over a connection. */
const losses: ReadonlySet<string> = new Set([
  'NT_STATUS_CONNECTION_DISCONNECTED',
  'NT_STATUS_CONNECTION_RESET',
  'NT_STATUS_CONNECTION_ABORTED',
  'NT_STATUS_CONNECTION_INVALID',
  'NT_STATUS_PIPE_BROKEN',
  'NT_STATUS_PIPE_DISCONNECTED',
  'NT_STATUS_IO_TIMEOUT',
  'NT_STATUS_UNEXPECTED_NETWORK_ERROR',
  'NT_STATUS_NETWORK_NAME_DELETED',
  'NT_STATUS_VIRTUAL_CIRCUIT_CLOSED',
  'NT_STATUS_REMOTE_DISCONNECT',
  'NT_STATUS_LOCAL_DISCONNECT',
  'NT_STATUS_USER_SESSION_DELETED',
  'NT_STATUS_LINK_FAILED',
  'NT_STATUS_LINK_TIMEOUT',
]);

/** What a server that is down, or not yet up, gives to somebody who logs on; the OSErrors are Python's. */
const absences: ReadonlySet<string> = new Set([
  ...losses,
  'ConnectionRefusedError',
  'ConnectionResetError',
  'TimeoutError',
  'timeout',
  'OSError',
  'NT_STATUS_CONNECTION_REFUSED',
  'NT_STATUS_HOST_UNREACHABLE',
  'NT_STATUS_NETWORK_UNREACHABLE',
  'NT_STATUS_INVALID_NETWORK_RESPONSE',
  'NT_STATUS_NO_MEMORY',
  'NT_STATUS_PIPE_NOT_AVAILABLE',
  'NT_STATUS_OBJECT_NAME_NOT_FOUND',
  'NT_STATUS_NO_LOGON_SERVERS',
  'NT_STATUS_NETLOGON_NOT_STARTED',
]);

/** Whether nothing more comes over this line. */
export const isLoss = (failure: Failure): boolean => gone(failure) || named(failure, losses);

const failures = new WeakMap<Error, Failure>();

/** Keeps beside an error what it was made of. */
export function rememberFailure<Of extends Error>(error: Of, failure: Failure): Of {
  failures.set(error, failure);
  return error;
}

/** Whether an attempt to log on failed because nobody was there, so that another attempt later is harmless. */
export function nobodyThere(error: unknown): boolean {
  const failure = error instanceof Error ? failures.get(error) : undefined;
  return failure !== undefined && (gone(failure) || named(failure, absences));
}

const gone = ({ kind }: Failure): boolean =>
  kind === 'silent' || kind === 'agent-ended' || kind === 'agent-confused';

const named = (failure: Failure, names: ReadonlySet<string>): boolean =>
  'name' in failure && names.has(failure.name);
