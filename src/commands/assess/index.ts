import { defineCommand } from '../definition.js';

export const command = defineCommand({
  name: 'assess',
  description: 'read everything, change nothing: a finding a step',
  options: {
    '--beyond': 'also the optional steps that go beyond the article',
    '--try-blank-passwords': 'log on once with an empty password as each account (smb:// only)',
    '--scan <file>': 'record what MBSA or hfnetchk found on the server',
  },
  run: async (options, context) => (await import('./assess.js')).assessServer(options, context),
});
