import type { CombinationGroup } from '../combination.js';
import { allOf, without } from '../scene-change.js';
import { controller } from './domain-controller.js';
import { ownAccount, secondServer } from './roles.js';

const nameless = without(
  /\\msexchangeweb\\parameters\\\\(enterprise|site)$/,
  /\\msexchangemta\\parameters\\\\x500 dn$/,
);

const shared = [...['internet-protocols', 'anonymous-logons', 'message-tracking', 'service-account-rights']];

export const site: CombinationGroup = {
  name: 'site',
  about: [
    'single: the only server of its site. two: NTEX02 is in the site too. agreed: the operator said that it may be changed along.',
    'no server: the directory shows no servers. no directory: nothing of it can be read.',
    'nameless: neither organization nor site were found out; dc: nor are they on a domain controller.',
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
    { name: 'nameless', change: allOf(ownAccount, nameless) },
    { name: 'nameless dc', change: allOf(controller('primary'), nameless) },
  ],
};
