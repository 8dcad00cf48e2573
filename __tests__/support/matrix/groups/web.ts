import type { CombinationGroup } from '../combination.js';
import { allOf, holds, services, without } from '../scene-change.js';
import { noExchangeServices, noWebAccess, noWebServer } from './roles.js';

const siteTwo = '/LM/W3SVC/2/ROOT/Exchange';

export const web: CombinationGroup = {
  name: 'web',
  about: [
    'owa: the server of the lab, with IIS 4.0, Outlook Web Access and an Internet Mail Service.',
    'no iis: neither IIS nor Outlook Web Access was ever installed.',
    'no owa: IIS and Exchange, without Outlook Web Access.',
    'apart: Outlook Web Access on a web server, with Exchange on another.',
    'iis off: as no owa, and the services of IIS are disabled.',
    'site 2: Outlook Web Access is on the second web site, and nobody said so; said: the operator did.',
    'strong ssl: schannel.dll is the 128 bit build. metabase ?: nothing of the metabase can be read.',
  ],
  combinations: [
    { name: 'owa', change: allOf() },
    { name: 'no iis', change: noWebServer },
    { name: 'no owa', change: noWebAccess },
    { name: 'apart', change: noExchangeServices },
    {
      name: 'iis off',
      change: allOf(noWebAccess, services(/^(W3SVC|IISADMIN)$/, { start: 'disabled', state: 'stopped' })),
    },
    { name: 'site 2', change: onSiteTwo() },
    {
      name: 'said',
      change: onSiteTwo(),
      answers: Object.fromEntries(
        ['certificate-install', 'require-ssl', 'iis-logging'].map((id) => [id, { webSite: 2 }]),
      ),
    },
    {
      name: 'strong ssl',
      change: holds('software', { id: 'schannel', title: 'schannel.dll', version: 'US and Canada Use Only' }),
    },
    { name: 'metabase ?', change: allOf(), hidden: /^metabase-value:/ },
  ],
};

function onSiteTwo() {
  return allOf(
    without(/^metabase-value:\/lm\/w3svc\/1\/root\/exchange\//),
    holds('metabase-value', {
      ...{ path: siteTwo, id: 3001, name: 'Path', type: 'STRING', data: 'C:\\Exchsrvr\\Webdata' },
    }),
  );
}
