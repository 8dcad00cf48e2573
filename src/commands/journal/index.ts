import { defineCommand, type CommandGroup } from '../definition.js';

export const command: CommandGroup = {
  name: 'journal',
  description: "a server's journal",
  commands: [
    defineCommand({
      name: 'show',
      description: 'a line a record',
      run: async (_, context) => (await import('./show.js')).showJournal(context),
    }),
    defineCommand({
      name: 'verify',
      description: 'check that it is whole',
      options: { '--head <words>': 'also that it goes on from this head, as verify said it then' },
      run: async ({ head }, context) => (await import('./verify.js')).verifyJournal(head, context),
    }),
  ],
};
