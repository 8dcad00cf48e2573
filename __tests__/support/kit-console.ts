import { afterAll, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJournal } from '../../src/journal/file.js';
import { foldJournal, type History } from '../../src/journal/history.js';
import { knownServers, journalPath } from '../../src/journal/servers.js';
import { battenHere } from './batten.js';
import { temporaryFolder } from './folder.js';
import { kitTrip, type KitTrip } from './kit-trip.js';
import { startWineServer, wineMissing, type WineServer } from './wine-server.js';

const missing = wineMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);

const steps = ['restrict-anonymous', 'services', 'guest-account', 'ntlm-session-security', 'account-lockout'];
const answers = { steps: { 'ntlm-session-security': { options: { demand: ['integrity'] } } } };

/** What a kit is exported for here. */
export const wanted = ['--beyond', ...steps.flatMap((step) => ['--step', step])];

/** An isolated server, and a workstation that has collected from it and imported nothing yet. */
export interface KitConsole {
  readonly server: WineServer;
  readonly trip: KitTrip;
  /** Imports what was collected and exports the change kit, K002. */
  planned(...options: readonly string[]): Promise<void>;
  history(): Promise<History>;
  outcomeOf(step: string): Promise<string | undefined>;
  /** Begins the current test's trip anew, in another state folder. */
  again(): Promise<void>;
}

/** Tests at the console of an isolated server; each begins with the server as it was collected from. */
export function describeConsole(what: string, tests: (at: KitConsole) => void): void {
  (missing === undefined ? describe : describe.skip)(
    `at the console of an isolated server, ${what}${missing === undefined ? '' : ` (${missing})`}`,
    () => {
      let server: WineServer;
      let home: string;
      let trip: KitTrip;

      const again = async (): Promise<void> => {
        const state = await temporaryFolder();
        cpSync(home, state, { recursive: true });
        trip = kitTrip(server, state, answers, battenHere);
      };
      const history = async (): Promise<History> => {
        const [known] = await knownServers(trip.state);
        return foldJournal((await readJournal(journalPath(known?.folder ?? ''))).records);
      };

      beforeAll(async () => {
        server = await startWineServer();
        home = mkdtempSync(join(tmpdir(), 'batten-kit-'));
        const collected = kitTrip(server, home, answers, battenHere);
        await collected.export('--server', server.name, ...wanted);
        expect(await collected.carryAndRun('C001', 'COLLECT.CMD')).toBe('RESULT=COLLECTED');
        collected.bringBack('C001');
      });

      afterAll(async () => {
        rmSync(home, { recursive: true, force: true });
        await server.stop();
      });

      beforeEach(async () => {
        await server.reset();
        await again();
      });

      tests({
        get server() {
          return server;
        },
        get trip() {
          return trip;
        },
        async planned(...options) {
          expect(await trip.import()).toMatchObject({ exitCode: 0 });
          const { exitCode, stderr } = await trip.export(...wanted, ...options);
          expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
        },
        history,
        outcomeOf: async (step) => (await history()).steps.get(step)?.outcome,
        again,
      });
    },
  );
}
