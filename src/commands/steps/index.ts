import { defineCommand, type CommandGroup } from '../definition.js';

export const command: CommandGroup = {
  name: 'steps',
  description: 'what Batten does',
  commands: [
    defineCommand({
      name: 'list',
      description: 'all steps',
      run: async (_, context) => (await import('./list.js')).listSteps(context),
    }),
    defineCommand({
      name: 'show',
      description: 'one step',
      arguments: { '<step>': '' },
      run: async ({ step }, context) => (await import('./show.js')).showStep(step, context),
    }),
  ],
};
