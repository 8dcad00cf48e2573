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
    defineCommand({
      name: 'backup',
      description: 'write a checked copy of it to a new file',
      arguments: { '<file>': '' },
      run: async ({ file }, context) => (await import('./backup.js')).backUpJournal(file, context),
    }),
    defineCommand({
      name: 'salvage',
      description: 'make a whole journal of what a damaged one still says',
      arguments: { '<file>': '' },
      options: { '--yes': 'do not ask' },
      run: async ({ file, yes }, context) =>
        (await import('./salvage.js')).salvageJournal(file, { yes }, context),
    }),
  ],
};
