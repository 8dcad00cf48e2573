import type { Facts } from '../../src/discovery/facts.js';

/** A member server as it stands at the third stage. */
export const memberServer: Facts = {
  name: 'NTEX01',
  role: 'ServerNT',
  windows: '4.0',
  servicePack: 6,
  exchangeServicePack: 4,
  outlookWebAccess: true,
  internetMailService: true,
};
