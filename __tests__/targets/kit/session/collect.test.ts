import { describe, expect, it } from '@jest/globals';
import { DataError } from '../../../../src/errors.js';
import { absent, present } from '../../../../src/model/reading.js';
import { attestation } from '../../../../src/resources/attestation.js';
import { dword, text } from '../../../../src/resources/registry/data.js';
import { kind as registryKind, registryValue } from '../../../../src/resources/registry-value.js';
import { neededFor } from '../../../../src/targets/kit/session/collect.js';
import { scriptedTerminal } from '../../../support/scripted-terminal.js';
import { collectedKit, exampleKey, smallKit, twoValues, type SmallKit } from '../../../support/small-kit.js';
import { smallStep, valueNamed } from '../../../support/small-server.js';

// A key that is far too large to be exported whole
const trunk = 'HKLM\\SYSTEM\\CurrentControlSet\\Control';
const looked = smallStep('looked-at', [], {
  expects: () => [
    registryValue(trunk, 'SystemStartOptions').exactly(text('x')),
    attestation('locked-room').attested('The room is locked.'),
  ],
});
const seenByHand = registryKind.resource({ key: trunk, name: 'SystemStartOptions' });

const computer = `${trunk}\\ComputerName\\ComputerName`;

async function refusal(kit: SmallKit): Promise<string> {
  const { length } = kit.journal.records;
  const error = await kit.import().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DataError);
  expect(kit.journal.records.slice(length)).toEqual([]);
  return error instanceof Error ? error.message : '';
}

describe('a kit that reads', () => {
  it('reads what the steps ask about, and nothing is missing then', async () => {
    const kit = await smallKit([twoValues]);
    kit.console.setNumber(exampleKey, 'First', 3);
    const before = neededFor(kit.folder, [twoValues], () => undefined, { name: 'NTEX01' });
    expect(before.missing).toEqual(before.captures);
    expect(await kit.collect()).toMatchObject([{ kit: 'C001', result: 'COLLECTED', good: true }]);
    const { access, facts } = await kit.server();
    expect(facts.name).toBe('NTEX01');
    expect(await access.read([valueNamed('First'), valueNamed('Second')])).toEqual([
      present(dword(3)),
      absent,
    ]);
    expect(neededFor(kit.folder, [twoValues], () => undefined, facts).missing).toEqual([]);
    expect(kit.last().state).toBe('closed');
  });

  it('reads only what is missing, and who the server is, where not all is read anew', async () => {
    const kit = await collectedKit();
    const all = kit.last().captures.length;
    const some = await kit.giveOutCollect();
    expect(some.captures.length).toBeLessThan(all);
    expect(some.captures.map(({ capture }) => capture)).toContainEqual({ what: 'key', key: computer });
  });

  it('asks a person for what no script can see, but not for their word', async () => {
    const kit = await smallKit([looked]);
    expect((await kit.giveOutCollect()).look).toEqual([seenByHand]);
  });

  it('takes the place of one that was not carried, whose results are then stale', async () => {
    const kit = await smallKit([twoValues]);
    const first = await kit.giveOutCollect(true);
    kit.console.collect(kit.folder, first);
    await kit.giveOutCollect(true);
    expect(kit.folder.kits.map(({ state }) => state)).toEqual(['withdrawn', 'out']);
    await expect(kit.import()).rejects.toThrow('The results of C001 are stale: a newer kit took its place.');
  });

  it('read nothing where its script gave up', async () => {
    const kit = await smallKit([twoValues]);
    kit.console.collect(kit.folder, await kit.giveOutCollect(true), { givesUp: 'ERROR no-tools' });
    expect(await kit.import()).toMatchObject([{ result: 'ERROR no-tools', good: false }]);
    expect(kit.last().state).toBe('out');
  });

  it('is imported once', async () => {
    const kit = await collectedKit();
    await expect(kit.import()).rejects.toThrow('were imported before');
  });
});

describe('what a person saw at the console', () => {
  const answering = (enter: boolean, ...seen: readonly string[]) =>
    scriptedTerminal({ 'the checklist': [enter], [seenByHand.key]: seen });

  async function brought(): Promise<SmallKit> {
    const kit = await smallKit([looked]);
    kit.console.collect(kit.folder, await kit.giveOutCollect(true));
    return kit;
  }

  it('is typed in once and read from then on', async () => {
    const kit = await brought();
    const [imported] = await kit.import(answering(true, 'there', 'REG_SZ x'));
    expect(imported?.lines[0]).toMatch(/, 1 answer from the checklist\.$/);
    const { access } = await kit.server();
    expect(await access.read([seenByHand])).toMatchObject([{ state: 'present' }]);
    expect(neededFor(kit.folder, [looked], () => undefined, { name: 'NTEX01' }).looks).toEqual([]);
  });

  it.each([
    ['nobody is there', undefined],
    ['it is not entered now', answering(false)],
  ])('stays open where %s', async (_, terminal) => {
    const kit = await brought();
    const [imported] = await kit.import(terminal);
    expect(imported?.lines[1]).toContain('1 line of the checklist stay unanswered');
  });
});

describe('results of a collect kit that are not to be trusted', () => {
  it('are refused where they are of another server than the folder', async () => {
    const kit = await smallKit([twoValues]);
    kit.console.set({ key: computer, name: 'ComputerName' }, text('NTEX02'));
    kit.console.collect(kit.folder, await kit.giveOutCollect(true));
    expect(await refusal(kit)).toMatch(/are of NTEX02, and .* is about NTEX01/);
    expect(kit.folder.evidenceEntries).toEqual([]);
  });

  it('are refused where they are of another installation of that name', async () => {
    const installed = { key: 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', name: 'InstallDate' };
    const kit = await smallKit([twoValues]);
    kit.console.set(installed, dword(1_000_000));
    await kit.collect();
    kit.console.set(installed, dword(2_000_000));
    kit.console.collect(kit.folder, await kit.giveOutCollect(true));
    expect(await refusal(kit)).toContain('are of another server');
  });

  it('are refused, and what was known before stays, where the server was changed after the kit was made', async () => {
    const kit = await collectedKit();
    const late = await kit.giveOutCollect(true);
    kit.clock.pass(1);
    const resource = valueNamed('First');
    const before = present(dword(0));
    const after = present(dword(1));
    await kit.journal.append({
      type: 'intent',
      step: 'two-values',
      action: 'apply',
      resource,
      before,
      after,
    });
    kit.console.setNumber(exampleKey, 'First', 1);
    kit.console.collect(kit.folder, late);
    expect(await refusal(kit)).toContain('are stale: the server was changed after the kit was made');
    const { access } = await kit.server();
    expect(await access.read([resource])).toEqual([present(dword(0))]);
  });
});
