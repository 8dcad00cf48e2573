import { german } from '../../german-scene.js';
import type { CombinationGroup } from '../combination.js';
import { allOf } from '../scene-change.js';
import { french } from './french.js';
import { exchangeRunsAs, ownAccount } from './roles.js';

export const languages: CombinationGroup = {
  name: 'languages',
  about: [
    'english, german, french: the language that the server was set up in; only names differ.',
    'built-in, own: the French server, where Exchange logs on as the administrator of the domain, or of the server, and nobody lists SIDs.',
  ],
  combinations: [
    { name: 'english', change: ownAccount },
    { name: 'german', change: allOf(ownAccount, german) },
    { name: 'french', change: allOf(ownAccount, french) },
    {
      name: 'built-in',
      change: allOf(french, exchangeRunsAs('EXAMPLE\\Administrateur')),
      way: 'kit',
    },
    { name: 'own', change: allOf(french, exchangeRunsAs('.\\Administrateur')), way: 'by hand' },
  ],
};
