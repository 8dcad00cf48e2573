import { allOf, holds, services, without, type SceneChange } from '../scene-change.js';

export const noWebAccess: SceneChange = without(
  /^registry-value:.*\\services\\msexchangeweb\\/,
  /^metabase-value:\/lm\/w3svc\/1\/root\/exchange\//,
  /^software:owa55$/,
);

export const noWebServer: SceneChange = allOf(
  noWebAccess,
  without(
    /^service:(w3svc|iisadmin|msftpsvc|smtpsvc|msdtc|cisvc)$/,
    /^registry-value:.*\\services\\w3svc\\/,
    /^metabase-value:/,
    /^software:nt4-option-pack$/,
  ),
);

export const noInternetMail: SceneChange = without(/^service:msexchangeimc$/, /\\msexchangeimc\\/);

/** What a web server with Outlook Web Access alone does not have; it knows the folder and the service pack of Exchange. */
export const noExchangeServices: SceneChange = without(
  /^service:msexchange/,
  /^registry-value:.*\\services\\msexchange(sa|ds|is|mta|imc|es)\\/,
  /^directory-/,
);

export const noExchange: SceneChange = allOf(
  noWebAccess,
  without(
    /^service:msexchange/,
    /^registry-value:.*(\\services\\msexchange|\\microsoft\\exchange\\)/,
    /^directory-/,
    /^software:exchange55$/,
    /^share-acl:/,
    /^folder-acl:.*exchsrvr/,
  ),
);

/** All services of Exchange log on with one account. */
export const exchangeRunsAs = (account: string): SceneChange => services(/^MSExchange/, { account });

/** As it should be: one account that is no administrator's. */
export const ownAccount: SceneChange = exchangeRunsAs('EXAMPLE\\ExchSrv');

export const connection = (name: string): SceneChange =>
  holds('directory-attribute', {
    dn: `cn=${name},cn=Connections,cn=Configuration,ou=HQ,o=Example`,
    attribute: 'rdn',
    values: [name],
  });

export const secondServer: SceneChange = holds('directory-attribute', {
  dn: 'cn=NTEX02,cn=Servers,cn=Configuration,ou=HQ,o=Example',
  attribute: 'rdn',
  values: ['NTEX02'],
});
