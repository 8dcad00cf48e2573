import type { Step } from '../../src/model/step.js';
import { MemoryStore } from '../../src/targets/store.js';
import { labDriver } from '../../src/targets/lab/installs.js';
import type { Decider } from '../../src/wizard/decider.js';
import type { Session } from '../../src/wizard/session.js';
import { scriptedDecider } from './scripted-decider.js';
import { scriptedTerminal, type ScriptedTerminal } from './scripted-terminal.js';
import { smallServer, type SmallServer } from './small-server.js';

export interface SmallSession extends Session {
  readonly terminal: ScriptedTerminal;
}

interface SmallSessionParts extends Partial<Omit<Session, 'terminal' | 'decider' | 'steps'>> {
  readonly server?: SmallServer;
  readonly terminal?: ScriptedTerminal;
}

/** A guided session on a small server, in process; what is given replaces its part. */
export function smallSession(
  steps: readonly Step[],
  decider: Partial<Decider> = {},
  { server = smallServer(), terminal = scriptedTerminal({}), ...more }: SmallSessionParts = {},
): SmallSession {
  return {
    terminal,
    decider: scriptedDecider(decider),
    facts: server.facts,
    discover: () => Promise.resolve(server.facts),
    target: { url: 'lab:', label: 'lab: small', simulated: true, clock: server.clock },
    access: server.access,
    journal: server.journal,
    steps,
    soakDays: 3,
    seen: new Map(),
    wanted: {},
    asks: () => undefined,
    twinOf: (readings) => {
      const driver = labDriver(new MemoryStore(readings), new Map());
      return Promise.resolve({ read: driver.read, write: driver.write });
    },
    ...more,
  };
}
