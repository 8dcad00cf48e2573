import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { batten } from '../support/batten.js';
import { temporaryFolder } from '../support/folder.js';
import { startWineServer, type WineServer } from '../support/wine-server.js';

let server: WineServer;
beforeAll(async () => {
  server = await startWineServer();
});
afterAll(async () => {
  await server.stop();
});

describe('trip', () => {
  it('goes', async () => {
    const state = await temporaryFolder();
    const kits = join(state, 'kits');
    const log = (x: unknown): void => { process.stdout.write(`${typeof x === 'string' ? x : JSON.stringify(x)}\n`); };
    let t = Date.now();
    const lap = (w: string): void => { log(`${w} ${Date.now() - t} ms`); t = Date.now(); };
    log((await batten(state, ['kit', 'export', kits, '--server', server.name, '--beyond'])).stderr);
    server.carry(join(kits, 'C001'), 'C001');
    lap('start');
    log(await server.run('C001', 'COLLECT.CMD'));
    lap('collect');
    server.bringBack('C001', join(kits, 'C001'));
    const i = await batten(state, ['kit', 'import', kits]);
    log(i.stdout + i.stderr);
    const e = await batten(state, ['kit', 'export', kits, '--beyond', '--override-soak', 'test', '--yes']);
    log(e.stdout + e.stderr);
    lap('x');
    for (const n of [2, 3]) {
      const name = `C00${n}`;
      try { readFileSync(join(kits, name, 'COLLECT.CMD')); } catch { continue; }
      server.carry(join(kits, name), name);
      log(await server.run(name, 'COLLECT.CMD'));
      lap(name);
      server.bringBack(name, join(kits, name));
      const i = await batten(state, ['kit', 'import', kits]);
      log(i.stdout + i.stderr);
      const e = await batten(state, ['kit', 'export', kits, '--beyond', '--override-soak', 'test', '--yes']);
      log(e.stdout + e.stderr);
    }
    const k = ['K002', 'K003', 'K004'].find((n) => { try { readFileSync(join(kits, n, 'APPLY.CMD')); return true; } catch { return false; } });
    (await import('node:fs')).cpSync(kits, '/tmp/kt/kept', { recursive: true });
    if (k === undefined) { log('no kit'); return; }
    server.carry(join(kits, k), k);
    log(await server.run(k, 'APPLY.CMD'));
    lap('apply');
    server.bringBack(k, join(kits, k));
    const j = await batten(state, ['kit', 'import', kits]);
    log(j.stdout + j.stderr);
    log(await server.run(k, 'UNDO.CMD'));
    lap('undo');
    server.bringBack(k, join(kits, k));
    const u = await batten(state, ['kit', 'import', kits]);
    log(u.stdout + u.stderr);
    const s = await batten(state, ['status', '--target', `kit:${kits}`]);
    log(s.stdout + s.stderr);
    process.stdout.write(readFileSync(join(kits, k, 'RESULT/APPLY.OUT'), 'latin1').slice(0, 6500));
    process.stdout.write(readFileSync(join(kits, k, 'RESULT/UNDO.OUT'), 'latin1').slice(0, 6500));
    (await import('node:fs')).cpSync(kits, '/tmp/kt/kept', { recursive: true });
    expect(1).toBe(1);
  });
});
