import { describe, expect, it } from '@jest/globals';
import { present } from '../../src/model/reading.js';
import { ntfsVolume } from '../../src/resources/volume.js';
import { ntfsStep as step } from '../../steps/security-changes/windows/ntfs.js';
import { memberServer } from '../support/facts.js';
import { sceneServer } from '../support/scene-server.js';

describe('ntfs', () => {
  it('finds the FAT volume with the databases, and neither the CD-ROM nor what is not there', async () => {
    const server = await sceneServer(step);
    const before = await server.show();
    const { state, changes } = await server.assess();
    expect(state).toBe('needs-operator');
    expect(changes.map(({ resource }) => resource.key)).toEqual(['volume:d:', 'attestation:no-other-drives']);
    await server.apply();
    expect((await server.assess()).state).toBe('satisfied');
    await server.undo();
    expect(await server.show()).toBe(before);
  });

  it('is irreversible, warns of slow databases and wants a backup first', () => {
    expect(step.reversibility).toBe('irreversible');
    expect(step.needs).toEqual(['recovery-ready']);
    expect(step.mayBreak[0]).toMatch(/512 bytes.*Q231756/);
  });

  it('looks at the drives it is told, each once, and at no floppy', async () => {
    const { checks } = await (await sceneServer(step)).assess({ drives: ['d:', 'D:', 'G:'] });
    expect(checks.map(({ expectation }) => expectation.resource.key)).toEqual([
      'volume:d:',
      'volume:g:',
      'attestation:no-other-drives',
    ]);
    expect(checks.at(-1)?.expectation.words).toMatch(/besides D:, G:\./);
    expect(() => step.parseOptions({ drives: ['A:'] })).toThrow(/from C on/);
  });

  it('looks at every drive that the server lists and needs no word for others then', async () => {
    const server = await sceneServer(step, { ...memberServer, drives: ['A:', 'C:', 'D:', 'E:', 'G:'] });
    await server.put(ntfsVolume('G:').resource, present({ kind: 'fixed', fileSystem: 'FAT' }));
    const { checks, changes } = await server.assess();
    expect(checks.map(({ expectation }) => expectation.resource.key)).toEqual([
      ...['volume:c:', 'volume:d:', 'volume:e:', 'volume:g:'],
    ]);
    expect(changes.map(({ resource }) => resource.key)).toEqual(['volume:d:', 'volume:g:']);
    await server.apply();
    expect((await server.assess()).state).toBe('satisfied');
    expect(await server.assess({ drives: ['C:', 'D:'] })).toMatchObject({
      state: 'partly',
      reason: 'not looked at: drive E:, drive G:',
    });
  });

  it('wants the word where the list has no disk at all', async () => {
    const server = await sceneServer(step, { ...memberServer, drives: ['A:'] });
    const { checks } = await server.assess();
    expect(checks.at(-1)?.expectation.resource.key).toBe('attestation:no-other-drives');
    expect(checks).toHaveLength(5);
  });

  it('does not guess at a volume that cannot be read', async () => {
    const server = await sceneServer(step);
    await server.put(ntfsVolume('D:').resource, { state: 'unreadable', reason: 'no answer' });
    expect((await server.assess()).changes.map(({ resource }) => resource.kind)).toEqual(['attestation']);
    await server.apply();
    expect(await server.assess()).toMatchObject({ state: 'partly', changes: [] });
    await server.put(ntfsVolume('D:').resource, present({ kind: 'fixed', fileSystem: 'HPFS' }));
    expect((await server.assess()).state).toBe('needs-operator');
  });
});
