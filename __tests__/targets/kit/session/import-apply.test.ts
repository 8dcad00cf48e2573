import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DataError, UsageError } from '../../../../src/errors.js';
import { present } from '../../../../src/model/reading.js';
import { dword } from '../../../../src/resources/registry/data.js';
import { registryValue } from '../../../../src/resources/registry-value.js';
import { ntfsVolume } from '../../../../src/resources/volume.js';
import { scriptedTerminal } from '../../../support/scripted-terminal.js';
import { collectedKit, exampleKey, smallKit, twoValues, type SmallKit } from '../../../support/small-kit.js';
import { smallStep, valueNamed } from '../../../support/small-server.js';

const stepOf = (kit: SmallKit): unknown => kit.history().steps.get('two-values');

/** Changes a result file behind its script's back. */
function edit(kit: SmallKit, name: string, change: (text: string) => string): void {
  const path = join(kit.folder.path, kit.last().folder, 'RESULT', name);
  writeFileSync(path, change(readFileSync(path, 'latin1')), 'latin1');
}

describe('a change kit that comes back', () => {
  it('is verified as far as it reads back as intended', async () => {
    const kit = await collectedKit();
    kit.console.apply(kit.folder, await kit.giveOutChanges());
    expect(await kit.import()).toMatchObject([
      {
        kit: 'K002',
        result: 'APPLIED',
        good: true,
        lines: ['2 of 2 changes verified from what was read after them.'],
      },
    ]);
    expect(kit.console.get(exampleKey, 'Second')).toEqual(dword(1));
    expect(stepOf(kit)).toMatchObject({ outcome: 'verified', standing: [{}, {}] });
    expect(kit.last().state).toBe('applied');
  });

  it('is done in part where something that its step expects cannot be read in what came back', async () => {
    const step = smallStep('two-values', [], {
      expects: () => [registryValue(exampleKey, 'First').exactly(dword(1)), ntfsVolume('C:')],
    });
    const kit = await smallKit([step]);
    kit.console.setNumber(exampleKey, 'First', 0);
    await kit.collect();
    kit.console.apply(kit.folder, await kit.giveOutChanges());
    const [imported] = await kit.import();
    expect(stepOf(kit)).toMatchObject({
      outcome: 'partly',
      detail: expect.stringMatching(/C: cannot be read: seen only at the console/),
    });
    expect(imported?.lines).toContainEqual(expect.stringMatching(/^two-values is done only in part: /));
  });

  it('is not in force before the server is restarted, and says how to tell Batten', async () => {
    const kit = await smallKit([smallStep('two-values', ['First'], { effect: 'reboot' })]);
    kit.console.setNumber(exampleKey, 'First', 0);
    await kit.collect();
    kit.console.apply(kit.folder, await kit.giveOutChanges());
    const [imported] = await kit.import();
    expect(imported?.lines.at(-1)).toMatch(
      /^Not in force before a restart: two-values\. .* batten kit restarted /,
    );
    expect(kit.history().awaitingRestart).toMatchObject([{ step: 'two-values' }]);
  });

  it('names a change that did not take, and the step is in trouble', async () => {
    const kit = await collectedKit();
    kit.console.apply(kit.folder, await kit.giveOutChanges(), { resists: ['002'] });
    const [imported] = await kit.import();
    expect(imported).toMatchObject({ result: 'INEFFECTIVE 002', good: false });
    expect(imported?.lines).toContain('002 two-values, Second: it still reads REG_DWORD 0');
    expect(imported?.lines.at(-1)).toMatch(/^UNDO.CMD in the kit takes all of it back/);
    expect(stepOf(kit)).toMatchObject({
      outcome: 'failed',
      detail: 'it still reads REG_DWORD 0',
      standing: [{ resource: valueNamed('First') }],
    });
  });

  it('says what reads neither as before nor as intended', async () => {
    const kit = await collectedKit();
    const entry = await kit.giveOutChanges();
    kit.console.apply(kit.folder, entry, { writes: new Map([['001', dword(9)]]) });
    await kit.import();
    expect(stepOf(kit)).toMatchObject({
      outcome: 'ineffective',
      detail: 'wrote REG_DWORD 1, reads REG_DWORD 9',
    });
  });

  it('touched nothing where the server was not as it was read, and what it holds now is kept', async () => {
    const kit = await collectedKit();
    const entry = await kit.giveOutChanges();
    kit.console.setNumber(exampleKey, 'First', 5);
    kit.console.apply(kit.folder, entry);
    const [imported] = await kit.import();
    expect(imported).toMatchObject({ good: false });
    expect(imported?.lines[0]).toContain('nothing was touched');
    expect(stepOf(kit)).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('DRIFT'),
      standing: [],
    });
    expect(kit.last().state).toBe('closed');
    const { access } = await kit.server();
    expect(await access.read([valueNamed('First')])).toEqual([present(dword(5))]);
  });

  it.each(['ERROR no-tools', 'FAILED UNDO.INF'])(
    'stays out where the script gave up: %s',
    async (givesUp) => {
      const kit = await collectedKit();
      kit.console.apply(kit.folder, await kit.giveOutChanges(), { givesUp });
      expect(await kit.import()).toMatchObject([{ result: givesUp, good: false }]);
      expect(stepOf(kit)).toMatchObject({ outcome: 'carried' });
      expect(kit.last().state).toBe('out');
    },
  );

  it('is imported once', async () => {
    const kit = await collectedKit();
    kit.console.apply(kit.folder, await kit.giveOutChanges());
    await kit.import();
    const { length } = kit.journal.records;
    await expect(kit.import()).rejects.toThrow('were imported before');
    expect(kit.journal.records).toHaveLength(length);
  });

  it('is imported to its end where the import before broke off after its changes', async () => {
    const kit = await collectedKit();
    kit.console.apply(kit.folder, await kit.giveOutChanges());
    kit.breakOffBefore('step-ended');
    await expect(kit.import()).rejects.toThrow('the disk is full');
    await kit.import();
    expect(stepOf(kit)).toMatchObject({ outcome: 'verified' });
    expect(kit.last().state).toBe('applied');
  });

  it('is asked for where nothing came back', async () => {
    const kit = await collectedKit();
    await kit.giveOutChanges();
    await expect(kit.import()).rejects.toThrow(UsageError);
    await expect(kit.import()).rejects.toThrow('Nothing came back for K002');
  });
});

describe('results that are not to be trusted', () => {
  async function brought(): Promise<SmallKit> {
    const kit = await collectedKit();
    kit.console.apply(kit.folder, await kit.giveOutChanges());
    return kit;
  }

  async function refusal(kit: SmallKit): Promise<string> {
    const { length } = kit.journal.records;
    const error = await kit.import().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DataError);
    expect(kit.journal.records).toHaveLength(length);
    return error instanceof Error ? error.message : '';
  }

  it('are refused whole where the script says otherwise than its evidence', async () => {
    const kit = await brought();
    edit(kit, 'APPLY.OUT', (text) =>
      text.replace('OK 001', 'NO 001').replace('=APPLIED', '=INEFFECTIVE 001'),
    );
    expect(await refusal(kit)).toMatch(
      /APPLY\.OUT says NO of change 001 and the captured files say otherwise/,
    );
  });

  it('are refused whole where a change is not spoken of', async () => {
    const kit = await brought();
    edit(kit, 'APPLY.OUT', (text) => text.replace('OK 001\r\n', ''));
    expect(await refusal(kit)).toContain('says nothing of change 001');
  });

  it('are refused whole where the result does not follow from its lines', async () => {
    const kit = await brought();
    edit(kit, 'APPLY.OUT', (text) => text.replace('=APPLIED', '=INEFFECTIVE 001'));
    expect(await refusal(kit)).toContain('does not follow from its lines');
  });

  it('are refused whole where drift is said and none is shown', async () => {
    const kit = await collectedKit();
    const entry = await kit.giveOutChanges();
    kit.console.setNumber(exampleKey, 'First', 5);
    kit.console.apply(kit.folder, entry);
    edit(kit, 'APPLY.OUT', (text) => text.replaceAll(/^DIFF .*\r\n/gm, ''));
    expect(await refusal(kit)).toContain('says DRIFT and shows no difference');
  });

  it('are refused whole where the kit was run on another server', async () => {
    const kit = await collectedKit();
    const entry = await kit.giveOutChanges();
    kit.console.setNumber(exampleKey, 'First', 5);
    kit.console.apply(kit.folder, entry);
    edit(kit, 'APPLY.OUT', (text) => text.replace(/RESULT=DRIFT.*\r\n/, 'RESULT=DRIFT server\r\n'));
    expect(await refusal(kit)).toContain('was run on another server than NTEX01');
  });

  it('are refused whole where a file was edited on its way', async () => {
    const kit = await brought();
    edit(kit, 'APPLY.ALL', (text) => text.replace('dword:00000001', 'dword:00000002'));
    expect(await refusal(kit)).toContain('differs from what the script wrote');
  });

  it('are refused whole where something was added', async () => {
    const kit = await brought();
    appendFileSync(join(kit.folder.path, 'K002', 'RESULT', 'APPLY.ALL'), 'more');
    expect(await refusal(kit)).toContain('does not agree with the captured files');
  });
});

describe('a change that is left to a person', () => {
  const unnamed = smallStep('by-hand', [], {
    expects: () => [
      registryValue(exampleKey, 'First').exactly(dword(1)),
      registryValue(exampleKey, '').exactly(dword(1)),
    ],
  });

  async function brought(): Promise<SmallKit> {
    const kit = await smallKit([unnamed]);
    kit.console.setNumber(exampleKey, 'First', 0);
    await kit.collect();
    kit.console.apply(kit.folder, await kit.giveOutChanges());
    return kit;
  }

  const outcome = (kit: SmallKit): unknown => kit.history().steps.get('by-hand')?.outcome;

  it('waits until somebody says what is seen', async () => {
    const kit = await brought();
    const [imported] = await kit.import();
    expect(imported).toMatchObject({ good: false });
    expect(imported?.lines.join('\n')).toMatch(
      /002 by-hand: done by hand\? Run batten kit import .* at a terminal/,
    );
    expect(outcome(kit)).toBe('carried');
    expect(kit.history().carried).toHaveLength(1);
  });

  it('is settled by what somebody sees later', async () => {
    const kit = await brought();
    await kit.import();
    const [open] = kit.history().carried;
    const terminal = scriptedTerminal({ [open?.resource.key ?? '']: ['there', 'REG_DWORD 1'] });
    expect(await kit.import(terminal)).toMatchObject([{ result: 'BY HAND', good: true }]);
    expect(outcome(kit)).toBe('verified');
  });

  it('is asked about at once where somebody is there', async () => {
    const kit = await brought();
    const entry = kit.last();
    const key = entry.items.find(({ by }) => by === 'hand')?.resource.key ?? '';
    await kit.import(scriptedTerminal({ [key]: ['there', 'REG_DWORD 1'] }));
    expect(outcome(kit)).toBe('verified');
  });

  it('is asked about no more once it is settled', async () => {
    const kit = await brought();
    const key = kit.last().items.find(({ by }) => by === 'hand')?.resource.key ?? '';
    await kit.import(scriptedTerminal({ [key]: ['there', 'REG_DWORD 1'] }));
    await expect(kit.import(scriptedTerminal({}))).rejects.toThrow('were imported before');
  });
});

it('ends a step whose every change an earlier session made as it reads', async () => {
  const kit = await smallKit([twoValues]);
  kit.console.setNumber(exampleKey, 'First', 1);
  kit.console.setNumber(exampleKey, 'Second', 1);
  await kit.collect();
  expect(await kit.plan()).toMatchObject({ apply: [], writes: [], left: [] });
  expect(stepOf(kit)).toMatchObject({ outcome: 'verified', standing: [] });
});
