import { defineCommand } from '../definition.js';

export const command = defineCommand({
  name: 'undo',
  description: 'take steps back',
  arguments: { '[step...]': '' },
  options: {
    '--all': 'everything that was applied',
    '--dry-run': 'only show before, ours, now',
    '--yes': 'do not ask',
    '--force': 'take back a step that others stand on; overwrite what was changed since',
    '--consent <server>': "the server's name, as consent to overwrite",
  },
  run: async ({ step, ...options }, context) => (await import('./undo.js')).undo(step, options, context),
});
