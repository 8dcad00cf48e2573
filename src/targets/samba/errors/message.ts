import { defined } from '../../../defined.js';
import { TargetError, WorkstationError, type BattenError } from '../../../errors.js';
import { accountOf, labelOf, type SmbAddress } from '../connection/address.js';
import { errorsByArea } from './by-area.js';
import type { Circumstance } from './circumstance.js';
import type { Failure } from '../connection/failure.js';
import { errorsByCode } from './by-code.js';

/**
 * Turns a failure into the error that the user sees.
 * @param doing what was under way, as in `reading 3 registry values`; undefined while logging on
 * @param said what Samba printed last; kept as the error's cause for --verbose
 * @param whenDenied what helps where the account lacks the right
 */
export function explain(
  failure: Failure,
  address: SmbAddress,
  doing: string | undefined,
  said: string,
  whenDenied?: string,
): BattenError {
  const cause = causeOf(failure, said);
  const at: Circumstance = {
    server: labelOf(address),
    account: accountOf(address),
    place: address.host,
    port: address.port,
    doing: doing ?? 'logging on',
    status: '',
    ...defined({ whenDenied }),
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
      const message = (doing === undefined ? errorsByCode : errorsByArea)[failure.name] ?? unforeseen;
      return new TargetError(message({ ...at, status }), { cause });
    }
  }
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
