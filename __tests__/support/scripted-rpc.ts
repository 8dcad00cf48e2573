import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { smbAddress } from '../../src/targets/samba/connection/address.js';
import { openSamba, type SambaOptions, type SambaTarget } from '../../src/targets/samba/samba.js';

const call = z.object({ interface: z.string(), call: z.string(), stub: z.string(), text: z.string() });

/** One request that arrived: its bytes as hexadecimal (NDR), and what Samba's ndr_print makes of them. */
export type ScriptedCall = z.infer<typeof call>;

export interface ScriptedServer {
  readonly target: SambaTarget;
  /** What arrived so far, in order; of one call alone, such as `svcctl.ChangeServiceConfigW`, where named. */
  calls(name?: string): readonly ScriptedCall[];
  stop(): Promise<void>;
}

/**
 * A target whose server is a script in scripted-rpc/: for calls that smbd lacks. Batten's own agent and Samba's real
 * client speak to it; see scripted-rpc/peer.py. A wire that is not SMB1 and no NT, so it proves the bytes and no more.
 * @param script the file name in scripted-rpc/, such as services.py
 */
export async function startScriptedServer(
  script: string,
  options: Partial<SambaOptions> = {},
): Promise<ScriptedServer> {
  const scripts = join(import.meta.dirname, 'scripted-rpc');
  const folder = mkdtempSync(join(tmpdir(), 'batten-scripted-'));
  const log = join(folder, 'calls');
  // The agent's interpreter is called with -I -B and the agent's folder.
  const python = join(folder, 'python');
  writeFileSync(log, '');
  writeFileSync(
    python,
    `#!/bin/sh\nexec /usr/bin/python3 -I -B '${join(scripts, 'peer.py')}' '${join(scripts, script)}' '${log}' "$3"\n`,
    { mode: 0o755 },
  );
  const target = await openSamba(smbAddress({ user: 'Administrator', host: '127.0.0.1' }), 'unused', {
    clock: { now: () => new Date() },
    ...options,
    python,
  });
  return {
    target,
    calls: (name) =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => call.parse(JSON.parse(line)))
        .filter((one) => name === undefined || name === `${one.interface}.${one.call}`),
    async stop() {
      await target.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
