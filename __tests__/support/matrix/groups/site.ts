import type { CombinationGroup } from '../combination.js';
import { allOf, without } from '../scene-change.js';
import { ownAccount, secondServer } from './roles.js';

const shared = [...['internet-protocols', 'anonymous-logons', 'message-tracking', 'service-account-rights']];

export const site: CombinationGroup = {
  name: 'site',
  about: [
    'single: the only server of its site. two: NTEX02 is in the site too. agreed: the operator said that it may be changed along.',
    'no server: the directory shows no servers. no directory: nothing of it can be read.',
    'nameless: neither organization nor site were found out.',
  ],
  combinations: [
    { name: 'single', change: ownAccount },
    { name: 'two', change: allOf(ownAccount, secondServer) },
    {
      name: 'agreed',
      change: allOf(ownAccount, secondServer),
      answers: {
        ...Object.fromEntries(shared.map((id) => [id, { everyServer: true }])),
        'mta-message-size': { sameEverywhere: true },
      },
    },
    {
      name: 'no server',
      change: allOf(ownAccount, without(/^directory-attribute:cn=[^,]*,cn=servers,.*:rdn$/)),
    },
    { name: 'no directory', change: ownAccount, hidden: /^directory-/ },
    {
      name: 'nameless',
      change: allOf(ownAccount, without(/\\msexchangeweb\\/, /\\msexchangemta\\parameters\\\\x500 dn$/)),
    },
  ],
};
