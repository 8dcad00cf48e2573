import { z } from 'zod';
import type { Agent } from './agent.js';

/** What the server's own clock says. @throws TargetError */
export async function serverTime(agent: Agent): Promise<Date> {
  const { seconds } = await agent.request({
    operation: 'time',
    parameters: {},
    result: z.object({ seconds: z.number() }),
    doing: 'asking for the time',
  });
  return new Date(seconds * 1000);
}
