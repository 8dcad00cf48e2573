import { defineCommand } from '../definition.js';

export const command = defineCommand({
  name: 'status',
  description: 'stages, soak, what is applied, what drifted since',
  run: async (_, context) => (await import('./status.js')).status(context),
});
