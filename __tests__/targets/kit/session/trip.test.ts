import { describe, expect, it } from '@jest/globals';
import { dword } from '../../../../src/resources/registry/data.js';
import { smallStep } from '../../../support/small-server.js';
import { smallKit, type SmallKit } from '../../../support/small-kit.js';

const key = 'HKLM\\SOFTWARE\\Example';
const two = smallStep('two-values', ['First', 'Second']);

/** A server whose values were read and differ from what the step wants. */
async function collected(): Promise<SmallKit> {
  const kit = await smallKit([two]);
  kit.console.setNumber(key, 'First', 0);
  kit.console.setNumber(key, 'Second', 0);
  await kit.collect();
  return kit;
}

/** The same with the step on it. */
async function applied(): Promise<SmallKit> {
  const kit = await collected();
  kit.console.apply(kit.folder, await kit.giveOutChanges());
  await kit.import();
  return kit;
}

describe('a kit that is carried to a server and back', () => {
  it('verifies what reads back as intended', async () => {
    const kit = await applied();
    expect(kit.console.get(key, 'Second')).toEqual(dword(1));
    expect(kit.history().steps.get('two-values')).toMatchObject({ outcome: 'verified' });
    expect(kit.last().state).toBe('applied');
  });

  it('calls the step undone once UNDO.CMD took all of it back', async () => {
    const kit = await applied();
    kit.console.undo(kit.folder, kit.last());
    expect(await kit.import()).toMatchObject([{ result: 'UNDONE', good: true }]);
    expect(kit.history().steps.get('two-values')).toMatchObject({ outcome: 'undone', standing: [] });
    expect(kit.last().state).toBe('closed');
  });
});
