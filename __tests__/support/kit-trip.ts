import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { batten, type Run } from './batten.js';
import type { WineServer } from './wine-server.js';

/** What a person does between the workstation and the server: carries folders, runs scripts, carries results back. */
export interface KitTrip {
  readonly state: string;
  /** The `kit:` folder. */
  readonly kits: string;
  batten(...args: readonly string[]): Promise<Run>;
  export(...args: readonly string[]): Promise<Run>;
  import(): Promise<Run>;
  /** Copies a kit to the server and runs a script of it; gives the line with its result. */
  carryAndRun(kit: string, script: string, ...words: readonly string[]): Promise<string>;
  run(kit: string, script: string, ...words: readonly string[]): Promise<string>;
  bringBack(kit: string): void;
  /** Collects until nothing is missing any more, and stands before the change kit. */
  collect(...args: readonly string[]): Promise<void>;
}

const overridden = ['--override-order', 'a rehearsal'];

/** @param program how Batten is run; the tests of single things need no process of its own */
export function kitTrip(server: WineServer, state: string, answers: object = {}, program = batten): KitTrip {
  const kits = join(state, 'kits');
  const file = join(state, 'answers.json');
  writeFileSync(file, JSON.stringify({ format: 1, consent: server.name, ...answers }));
  let next = 1;
  const trip: KitTrip = {
    state,
    kits,
    batten: (...args) => program(state, args),
    export: (...args) =>
      program(state, ['kit', 'export', kits, '--answers', file, '--yes', ...overridden, ...args]),
    import: () => program(state, ['kit', 'import', kits]),
    carryAndRun(kit, script, ...words) {
      server.carry(join(kits, kit), kit);
      return server.run(kit, script, ...words);
    },
    run: (kit, script, ...words) => server.run(kit, script, ...words),
    bringBack(kit) {
      server.bringBack(kit, join(kits, kit));
    },
    async collect(...args) {
      await trip.export('--server', server.name, ...args);
      for (; next < 4; next++) {
        const kit = `C00${next}`;
        if ((await trip.carryAndRun(kit, 'COLLECT.CMD')) !== 'RESULT=COLLECTED')
          throw new Error(`${kit} failed`);
        trip.bringBack(kit);
        const imported = await trip.import();
        if (imported.exitCode !== 0) throw new Error(imported.stderr);
        const { stdout } = await trip.export(...args);
        if (!stdout.includes(`Collect kit C00${next + 1}`)) return;
      }
    },
  };
  return trip;
}
