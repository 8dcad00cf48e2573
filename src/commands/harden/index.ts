import { defineCommand } from '../definition.js';

export const command = defineCommand({
  name: 'harden',
  description: 'the guided session (what batten alone does)',
  isDefault: true,
  options: {
    '--stage <stage>': 'only this stage',
    '--step <step...>': 'only these steps',
    '--answers <file>': 'answers to what the session asks',
    '--plan <file>': 'do what a plan of batten plan --out says, and nothing else',
    '--yes': 'apply, without asking, what the answers do not mention',
    '--dry-run': 'run the plan and its undo on a twin; write nothing',
    '--beyond': 'after the article also the optional steps that go beyond it',
    '--soak <days>': 'days to wait after a stage (default 3)',
    '--put-back': 'put back what somebody changed since it was settled',
    '--override-soak <reason>': 'do not wait before the next stage, and nothing more; recorded',
    '--override-order <reason>': 'open a stage although steps before it are open or not in force; recorded',
  },
  run: async (options, context) => (await import('./harden.js')).harden(options, context),
});
