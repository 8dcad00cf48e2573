import { defineCommand } from '../definition.js';

export const command = defineCommand({
  name: 'harden',
  description: 'the guided session (what batten alone does)',
  isDefault: true,
  options: {
    '--stage <stage>': 'only this stage',
    '--step <step...>': 'only these steps',
    '--answers <file>': 'answers to what the session asks',
    '--yes': 'apply, without asking, what the answers do not mention',
    '--dry-run': 'run the plan and its undo on a twin; write nothing',
    '--beyond': 'after the article also the optional steps that go beyond it',
    '--soak <days>': 'days to wait after a stage (default 3)',
    '--override-soak <reason>': 'open the next stage now; the reason is recorded',
  },
  run: async (options, context) => (await import('./harden.js')).harden(options, context),
});
