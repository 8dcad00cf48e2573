import { InterruptedError } from '../errors.js';
import { readPasswordFile } from '../files/password-file.js';
import type { Clock } from '../model/clock.js';
import type { Driver } from '../targets/driver.js';
import { parseSmbUrl } from '../targets/samba/connection/address.js';
import { openSamba } from '../targets/samba/samba.js';
import type { Target } from '../targets/target.js';
import { back, type Terminal } from '../terminal/port.js';
import { checkWay, withDirectory } from './connect-directory.js';
import { checkController, withDomain } from './connect-domain.js';
import type { Context } from './context.js';

interface Opening {
  readonly clock: Clock;
  readonly context: Context;
  readonly byHand: Driver;
}

/** Logs on to a server over the network, with its directory and its domain. @throws UsageError, TargetError */
export async function connectSamba(url: string, { clock, context, byHand }: Opening): Promise<Target> {
  const { terminal, globals } = context;
  const address = parseSmbUrl(url);
  checkWay(globals.directory);
  checkController(globals.domainController);
  const password = await passwordFor(terminal, address.url, globals.passwordFile);
  const options = { clock, ...context.limits };
  const target = await terminal.wait(`Connecting to ${address.host}`, async () =>
    withDomain(await openSamba(address, password, options), {
      address,
      password,
      byHand,
      options,
      controller: globals.domainController,
    }),
  );
  if (globals.verbose) terminal.say(`Logged on to ${target.label} with ${await target.logon.words()}.`);
  return withDirectory(target, { address, password, byHand, context });
}

async function passwordFor(terminal: Terminal, url: string, file: string | undefined): Promise<string> {
  if (file !== undefined) {
    return readPasswordFile({
      path: file,
      option: '--password-file',
      warn: (line) => {
        terminal.say(line);
      },
    });
  }
  const password = await terminal.secret({ message: `Password for ${url}`, answer: '--password-file' });
  if (password === back) throw new InterruptedError('Stopped at the password. Nothing was read or changed.');
  return password;
}
