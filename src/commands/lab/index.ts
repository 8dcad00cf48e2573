import { defineCommand, type CommandGroup } from '../definition.js';

export const command: CommandGroup = {
  name: 'lab',
  description: 'the simulated server',
  commands: [
    defineCommand({
      name: 'show',
      description: 'its state',
      options: { '--kind <kind>': 'only this kind of resource' },
      run: async ({ kind }, context) => (await import('./show.js')).showLab(kind, context),
    }),
    defineCommand({
      name: 'reset',
      description: 'begin anew; its journal is set aside',
      options: { '--keep-journal': 'leave the journal, to see what status and undo make of it' },
      run: async (options, context) => (await import('./reset.js')).resetTheLab(options, context),
    }),
    defineCommand({
      name: 'set',
      description: "change something behind Batten's back",
      arguments: {
        '<kind>': '',
        '<address>': 'as {member: value}',
        '<value>': 'absent, or as the operator would say it',
      },
      run: async (change, context) => (await import('./set.js')).setLab(change, context),
    }),
    defineCommand({
      name: 'restart',
      description: 'restart it, as somebody at its console would',
      run: async (_, context) => (await import('./restart.js')).restartLab(context),
    }),
    defineCommand({
      name: 'advance',
      description: 'let its clock run ahead',
      arguments: { '<time>': '4d, 6h or 30m' },
      run: async ({ time }, context) => (await import('./advance.js')).advanceLab(time, context),
    }),
  ],
};
