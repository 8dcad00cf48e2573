import { german } from '../../german-scene.js';
import type { CombinationGroup } from '../combination.js';
import { allOf, holds } from '../scene-change.js';
import { french } from './french.js';
import { ownAccount } from './roles.js';

const shareless = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters';

export const languages: CombinationGroup = {
  name: 'languages',
  about: [
    'english, german, french: the language that the server was set up in; only names differ.',
    'standard: Exchange 5.5 Standard Edition, as its title says.',
  ],
  combinations: [
    { name: 'english', change: ownAccount },
    { name: 'german', change: allOf(ownAccount, german) },
    { name: 'french', change: allOf(ownAccount, french) },
    {
      name: 'standard',
      change: allOf(
        ownAccount,
        holds('software', {
          id: 'exchange55',
          title: 'Exchange Server 5.5 Standard',
          version: '5.5.2650.24',
        }),
        holds('registry-value', { key: shareless, name: 'autodisconnect', type: 'REG_DWORD', data: 15 }),
      ),
    },
  ],
};
