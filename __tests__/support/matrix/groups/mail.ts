import type { CombinationGroup } from '../combination.js';
import { allOf, holds, services, without } from '../scene-change.js';
import { connection, noExchange, noInternetMail, ownAccount } from './roles.js';

const msMail = /^service:msexchange(msmi|fb|dx)$/;

const chosen = ['MSExchangeMSMI', 'MSExchangeFB', 'MSExchangeDX', 'MSExchangeCCMC'];

const disableConnectors = { services: { disable: chosen } };

export const mail: CombinationGroup = {
  name: 'mail',
  about: [
    'usual: the server of the lab, with Exchange under an account of its own; so are all others.',
    'no exchange: Windows NT with IIS alone. no ims: no Internet Mail Service; off: it is disabled.',
    'ssl, no ssl: the Internet Mail Service uses SSL or not, and the operator said so.',
    'ms mail, none: post offices of MS Mail, in the word of the operator, or none of its services; the operator would disable them.',
    'cc:mail, notes, x.400, dirsync: such a connector is installed; the operator would disable the services of connectors.',
  ],
  combinations: [
    { name: 'usual', change: ownAccount },
    { name: 'no exchange', change: noExchange },
    { name: 'no ims', change: allOf(ownAccount, noInternetMail) },
    {
      name: 'off',
      change: allOf(ownAccount, services(/^MSExchangeIMC$/, { start: 'disabled', state: 'stopped' })),
    },
    { name: 'ssl', change: ownAccount, given: { internetMailServiceUsesSsl: true } },
    { name: 'no ssl', change: ownAccount, given: { internetMailServiceUsesSsl: false } },
    { name: 'ms mail', change: ownAccount, given: { msMailConnector: true }, answers: disableConnectors },
    { name: 'none', change: allOf(ownAccount, without(msMail)), answers: disableConnectors },
    { name: 'cc:mail', change: allOf(ownAccount, connector('MSExchangeCCMC')), answers: disableConnectors },
    { name: 'notes', change: allOf(ownAccount, connector('LME-NOTES')), answers: disableConnectors },
    { name: 'x.400', change: allOf(ownAccount, connection('X400 to Example')) },
    { name: 'dirsync', change: allOf(ownAccount, connector('MSExchangeDX')), answers: disableConnectors },
  ],
};

function connector(name: string) {
  return allOf(
    without(msMail),
    holds('service', { name, start: 'automatic', state: 'running', account: 'EXAMPLE\\ExchSrv' }),
  );
}
