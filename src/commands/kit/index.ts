import { defineCommand, type CommandGroup } from '../definition.js';

export const command: CommandGroup = {
  name: 'kit',
  description: 'files carried by hand to a server that no network reaches',
  commands: [
    defineCommand({
      name: 'export',
      description: 'write the next kit: first one that reads, then one that changes, with its undo',
      arguments: { '<folder>': '' },
      options: {
        '--server <name>': 'its computer name, for the first kit',
        '--stage <stage>': 'only this stage',
        '--step <step...>': 'only these steps',
        '--beyond': 'also the optional steps that go beyond the article',
        '--answers <file>': 'options of steps, and consent',
        '--collect': 'read everything anew',
        '--volume <size>': 'split it over disks, such as 1440k',
        '--dead-man': 'schedule the undo before the change, until somebody confirms',
        '--override-soak <reason>': 'do not wait before the stages, and nothing more; recorded',
        '--override-order <reason>': 'open stages although steps before are open; recorded',
        '--yes': 'do not ask before writing',
      },
      run: async ({ folder, ...options }, context) =>
        (await import('./export.js')).exportKit(folder, options, context),
    }),
    defineCommand({
      name: 'import',
      description: 'turn what came back into readings and journal records',
      arguments: { '<folder>': '' },
      run: async ({ folder }, context) => (await import('./import.js')).importKit(folder, context),
    }),
    defineCommand({
      name: 'restarted',
      description: 'say that the server was restarted since a kit was run there',
      arguments: { '<folder>': '' },
      options: { '--yes': 'do not ask' },
      run: async ({ folder, yes }, context) =>
        (await import('./restarted.js')).kitRestarted(folder, yes, context),
    }),
    defineCommand({
      name: 'undo',
      description: 'write a kit that takes steps back',
      arguments: { '<folder>': '', '[step...]': '' },
      options: {
        '--all': 'everything that was applied',
        '--volume <size>': 'split it over disks, such as 1440k',
        '--yes': 'do not ask before writing',
      },
      run: async ({ folder, step, ...options }, context) =>
        (await import('./undo.js')).undoKit(folder, step, options, context),
    }),
    defineCommand({
      name: 'withdraw',
      description: 'take back a kit that was never carried',
      arguments: { '<folder>': '' },
      options: { '--yes': 'do not ask' },
      run: async ({ folder, yes }, context) =>
        (await import('./withdraw.js')).withdrawKit(folder, yes, context),
    }),
  ],
};
