import { z } from 'zod';
import type { Agent } from './agent.js';

/** The computer name of a controller of a domain, as a member of it tells; undefined where it names none. @throws TargetError */
export async function controllerOf(agent: Agent, domain: string): Promise<string | undefined> {
  const { name } = await agent.request({
    operation: 'controller',
    parameters: { domain },
    result: z.object({ name: z.string().nullable() }),
    doing: `asking for a controller of ${domain}`,
  });
  return name ?? undefined;
}
