import { defineCommand } from '../definition.js';

export const command = defineCommand({
  name: 'plan',
  description: 'what a session would do, before anything is done',
  options: {
    '--stage <stage>': 'only this stage',
    '--step <step...>': 'only these steps',
    '--answers <file>': 'answers to what the session asks',
    '--beyond': 'after the article also the optional steps that go beyond it',
    '--soak <days>': 'days to wait after a stage (default 3)',
    '--put-back': 'put back what somebody changed since it was settled',
    '--out <file>': 'keep it in a new file, for batten harden --plan',
  },
  run: async (options, context) => (await import('./plan.js')).showPlan(options, context),
});
