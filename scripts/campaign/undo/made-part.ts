import type { Part } from '../part.js';
import { tryProperty } from '../property.js';
import { runMadeTrial } from './made-trial.js';
import { madeWorlds } from './made-world.js';
import { samplesOfAllKinds } from './samples.js';

export const madePart: Part = {
  name: 'undo-made',
  promise:
    'A server of resources of every kind, thrown together with values at the edges of what they hold, and steps over ' +
    'them that are applied and taken back in legal orders while others change things. What was taken back is back to the ' +
    'byte, what others changed is kept, nothing else is touched, and the twin says the same as the lab.',
  full: 90_000,
  short: 9000,
  batch: 1000,
  run: async (first, trials) =>
    tryProperty(madeWorlds(await samplesOfAllKinds()), runMadeTrial, first, trials),
};
