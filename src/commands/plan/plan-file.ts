import { dirname } from 'node:path';
import { writeNewFiles } from '../../files/write-new-files.js';
import type { Plan } from '../../wizard/plan/plan.js';

const schema = 'batten/plan/1';

/** A plan as one JSON document. */
export const planDocument = (plan: Plan): string => JSON.stringify({ schema, ...plan }, null, 2);

/** Writes a plan into a new file. @throws UsageError where one of that name is there, WorkstationError */
export async function writePlan(path: string, plan: Plan): Promise<void> {
  await writeNewFiles(dirname(path), [{ path, text: `${planDocument(plan)}\n` }]);
}
