import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { rowOf } from '../../../src/commands/doctor/doctor.js';
import { workstationChecks } from '../../../src/commands/doctor/workstation-checks.js';
import { batten, battenBin } from '../../support/batten.js';
import { temporaryFolder } from '../../support/folder.js';
import { Terminal } from '../../support/terminal.js';

describe('doctor', () => {
  it('says for each thing that is missing how to get it and what it costs', async () => {
    const state = await temporaryFolder();
    const checks = await workstationChecks(state, { python: join(state, 'none'), nginx: [] });
    expect(checks.map(rowOf)).toEqual([
      ['ok', 'Node.js', process.versions.node],
      ['ok', 'State folder', state],
      [
        '--',
        "Python with Samba's bindings",
        expect.stringMatching(/apt install python3-samba.*smb:\/\/.*hand:NAME/),
      ],
      ['--', 'nginx', expect.stringMatching(/apt install nginx.*front/)],
    ]);
  });

  it('fails where nothing works without what is missing', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    const run = await batten(join(file, 'state'), ['doctor']);
    expect(run).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/!! +State folder/) });
  });

  it('gives one document of everything it looked at', async () => {
    const { stdout } = await batten(await temporaryFolder(), ['doctor', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'batten/doctor/1',
      checks: [{ name: 'Node.js', needed: true, fine: process.versions.node }, {}, {}, { name: 'nginx' }],
    });
  });

  it('keeps within 50 columns', async () => {
    const terminal = new Terminal(process.execPath, [battenBin, 'doctor'], {
      cols: 50,
      env: { BATTEN_STATE: await temporaryFolder() },
    });
    expect((await terminal.exited).exitCode).toBe(0);
    const lines = terminal.screen().split('\n');
    expect(lines.some((line) => line.includes('Node.js'))).toBe(true);
    expect(lines.filter((line) => line.length > 50)).toEqual([]);
  });
});
