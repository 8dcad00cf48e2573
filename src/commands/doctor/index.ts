import { defineCommand } from '../definition.js';

export const command = defineCommand({
  name: 'doctor',
  description: 'what this workstation has and lacks',
  run: async (_, context) => (await import('./doctor.js')).doctor(context),
});
