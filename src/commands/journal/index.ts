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
      run: async (_, context) => (await import('./verify.js')).verifyJournal(context),
    }),
  ],
};
