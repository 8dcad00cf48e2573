import { expect, it } from '@jest/globals';
import { stepNamed } from '../../../steps/step-names.js';
import { status } from '../../../src/commands/status/status.js';
import type { Context } from '../../../src/connect/context.js';
import { openServer } from '../../../src/connect/open-server.js';
import { applyStep } from '../../../src/engine/apply.js';
import { assess } from '../../../src/engine/assess.js';
import { closeInterrupted, findInterrupted, takeBackInterrupted } from '../../../src/engine/recover.js';
import { beginSession } from '../../../src/engine/session.js';
import { foldJournal } from '../../../src/journal/history.js';
import { temporaryFolder } from '../../support/folder.js';
import { hostile } from '../../support/hostile-server.js';
import { scriptedTerminal } from '../../support/scripted-terminal.js';

it('says of a step of which one interrupted change was taken back what still stands', async () => {
  const terminal = scriptedTerminal({});
  const context: Context = {
    terminal,
    globals: { state: await temporaryFolder(), json: false, verbose: false },
    environment: {},
    write: () => undefined,
    signal: new AbortController().signal,
  };
  const step = stepNamed('services');
  const server = await openServer('lab:', 'a test', context);
  const { access, journal, target, facts } = server;
  try {
    await beginSession({ command: 'harden', target, soakDays: 3, steps: [step] }, journal);
    const [finding] = await assess([step], () => undefined, facts, access);
    const { changes = [], options = {} } = finding ?? {};
    const second = changes[1]?.resource.key;
    const dying = hostile(access, { breaks: ({ key }) => (key === second ? 'after' : undefined) });
    await expect(applyStep({ step, options, changes }, facts, journal, dying)).rejects.toThrow('was lost');
    const [found] = await findInterrupted(foldJournal(journal.records), access);
    if (found === undefined) throw new Error('nothing was under way');
    await closeInterrupted(found, journal);
    const begun = foldJournal(journal.records).steps.get(step.id);
    if (begun === undefined) throw new Error('it was not begun');
    await takeBackInterrupted(found, begun, journal, access);
  } finally {
    await server.close();
  }
  await status(context);
  const said = terminal.said.join('\n');
  expect(said).toMatch(/services +failed: \w+ still stands/);
  expect(said).toContain('0 of 1 verified, 1 in trouble');
});

it('names who opened a stage before its time, when and why', async () => {
  const state = await temporaryFolder();
  const context = (json: boolean, terminal = scriptedTerminal({})): Context => ({
    terminal,
    globals: { state, json, verbose: false },
    environment: {},
    write: (text) => void written.push(text),
    signal: new AbortController().signal,
  });
  const written: string[] = [];
  const server = await openServer('lab:', 'a test', context(false));
  const { target, journal } = server;
  await beginSession({ command: 'harden', target, soakDays: 0, steps: [] }, journal);
  await journal.append({ type: 'soak-overridden', stage: 'exchange-updates', reason: 'the board wants it' });
  const { operator, time } = journal.records.at(-1) ?? {};
  await server.close();
  const terminal = scriptedTerminal({});
  await status(context(false, terminal));
  expect(terminal.said.join('\n')).toMatch(
    /Exchange updates was opened before its time by \S+@\S+, \w{3} \d+ \w{3} \d\d:\d\d:\s+the\s+board\s+wants\s+it\./,
  );
  await status(context(true));
  expect(JSON.parse(written.join(''))).toMatchObject({
    overrides: [
      { stage: 'exchange-updates', overrides: 'soak', by: operator, at: time, reason: 'the board wants it' },
    ],
  });
});
