import { describe, expect, it } from '@jest/globals';
import { batten, battenBin, labAnswers } from '../support/batten.js';
import { temporaryFolder } from '../support/folder.js';
import { key, Terminal } from '../support/terminal.js';

const open = (state: string, args: string[] = [], cols = 80): Terminal =>
  new Terminal(process.execPath, [battenBin, ...args], { cols, rows: 45, env: { BATTEN_STATE: state } });

/** What an operator answers to the question that is on the last lines of the screen. */
const replies: readonly (readonly [RegExp, string])[] = [
  [/Go through these steps\?/, key.enter],
  [/Is it so\? \(y\/N\)/, `y${key.enter}`],
  [/Type the server's name/, `NTEX01${key.enter}`],
  [/Restart the simulated server now\?/, `y${key.enter}`],
  [/> Stop here\s+batten goes on from here later/, key.down + key.enter],
  // Nothing to apply: only a person can give a service another account.
  [/> Explain[\s\S]*Skip for now/, key.down + key.down + key.enter],
  [/> Details/, key.enter],
  [/\? (SID of|Other Exchange servers)/, key.enter],
  [/> Not known/, key.enter],
  [/Fully qualified name/, `owa.example.com${key.enter}`],
  [/Country, two letters/, `US${key.enter}`],
  [/Password for what certificate-request makes/, `practice password${key.enter}`],
  [/The same password again/, `practice password${key.enter}`],
  [/\? (Organization|State or province|City or locality)/, `Example${key.enter}`],
  [/\? [A-Z][^\n]*$/m, key.enter],
];

/** Answers whatever is asked until the words appear on the screen. */
async function drive(terminal: Terminal, until: RegExp): Promise<void> {
  const end = Date.now() + 120_000;
  let answered = '';
  while (Date.now() < end) {
    const screen = terminal.screen();
    if (until.test(screen)) return;
    const tail = screen.split('\n').slice(-16).join('\n');
    const question = tail.slice(tail.lastIndexOf('\n? ') + 1);
    const settled = /\? [^\n]*$/m.test(question) && screen !== answered;
    if (settled && question.startsWith('? ')) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      if (terminal.screen() !== screen) continue;
      const reply = replies.find(([asked]) => asked.test(question));
      if (reply !== undefined) {
        answered = screen;
        terminal.write(reply[1]);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`never came to ${String(until)}; screen:\n${terminal.screen()}`);
}

describe('the wizard in a real terminal', () => {
  it('asks which server, shows a step, explains it, stops, and goes on where it was left', async () => {
    const state = await temporaryFolder();
    const first = open(state);
    await first.waitFor('Which server?');
    first.write(key.enter);
    await first.waitFor('Is this NT 4.0 Terminal Server Edition?');
    first.write(key.enter);
    await first.waitFor('Go through these steps?');
    first.write(key.enter);
    await first.waitFor('Step 1 of');
    await first.waitFor('> Apply');
    first.write(key.down + key.enter);
    await first.waitFor('Sources');
    while (!first.screen().includes('> Stop here')) {
      first.write(key.down);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    first.write(key.enter);
    await first.waitFor('Stopped here. Run batten again');
    expect((await first.exited).exitCode).toBe(0);

    const second = open(state);
    await second.waitFor('Continue NTEX01');
    while (!second.screen().includes('> Continue NTEX01')) {
      second.write(key.down);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    second.write(key.enter);
    await second.waitFor('Go through these steps?');
    expect(second.screen()).not.toContain('Terminal Server Edition?');
    second.write(key.ctrlC);
    expect((await second.exited).exitCode).toBe(130);
    expect(second.screen()).toContain('run batten again to go');
    expect((await batten(state, ['journal', 'verify'])).stdout).toContain('unbroken');
  }, 60_000);

  it('leads through all three stages', async () => {
    const state = await temporaryFolder();
    const terminal = open(state, ['--target', 'lab:', '--answers', labAnswers]);
    await drive(terminal, /Some steps were left open\./);
    expect((await terminal.exited).exitCode).toBe(0);
    expect(terminal.screen()).toMatch(/3 Security changes +33 of 34 settled[\s\S]*1 skipped/);
  }, 180_000);

  it('stays within a terminal of 50 columns', async () => {
    const terminal = open(await temporaryFolder(), ['--target', 'lab:'], 50);
    await terminal.waitFor('Terminal Server Edition?');
    terminal.write(key.enter);
    await terminal.waitFor('Go through these steps?');
    terminal.write(key.enter);
    await terminal.waitFor('> Apply');
    expect(
      terminal
        .screen()
        .split('\n')
        .filter((line) => line.length > 50),
    ).toEqual([]);
    terminal.write(key.ctrlC);
    expect((await terminal.exited).exitCode).toBe(130);
  }, 60_000);
});
