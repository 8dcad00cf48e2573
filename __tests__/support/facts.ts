import type { Facts } from '../../src/model/facts.js';

/** Who runs Exchange and who administers it. */
export const exchangePeople = {
  domain: 'EXAMPLE',
  domainSid: 'S-1-5-21-1060284298-1417001333-682003330',
  serviceAccount: 'EXAMPLE\\ExchSrv',
  serviceAccountSid: 'S-1-5-21-1060284298-1417001333-682003330-1010',
  exchangeAdministratorsSid: 'S-1-5-21-1060284298-1417001333-682003330-1020',
  internetMailServiceUsesSsl: false,
} satisfies Partial<Facts>;

/** A member server as it stands at the third stage. */
export const memberServer: Facts = {
  name: 'NTEX01',
  role: 'ServerNT',
  windows: '4.0',
  servicePack: 6,
  exchangeServicePack: 4,
  outlookWebAccess: true,
  internetMailService: true,
  machineSid: 'S-1-5-21-1284227242-1935655697-725345543',
  systemRoot: 'C:\\WINNT',
  organization: 'Example',
  site: 'HQ',
  otherServersOfSite: [],
  exchangeFolder: 'C:\\Exchsrvr',
  msMailConnector: true,
  ...exchangePeople,
};

/** The same server where this could not be found out. */
export const without = (facts: Facts, member: Exclude<keyof Facts, 'name'>): Facts => ({
  name: facts.name,
  ...Object.fromEntries(Object.entries(facts).filter(([known]) => known !== member)),
});
