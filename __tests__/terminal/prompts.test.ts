import { describe, expect, it } from '@jest/globals';
import { InterruptedError } from '../../src/errors.js';
import { displayWidth } from '../../src/terminal/layout.js';
import { back, type Terminal } from '../../src/terminal/port.js';
import { openTerminal } from '../../src/terminal/terminal.js';
import { key } from '../support/screen.js';
import { VirtualTty } from '../support/virtual.js';

const help = ['Null sessions list accounts.', 'Source: Q143474.'];
const what = { message: 'What now?', answer: 'action', help };
const actions = [
  { value: 'apply', name: 'Apply' },
  { value: 'waive', name: 'Waive', hint: 'record why not, and until when' },
  { value: 'stop', name: 'Stop here' },
];

function open(tty: VirtualTty, signal?: AbortSignal): Terminal {
  return openTerminal({
    input: tty.input,
    output: tty.output,
    errors: tty.output,
    color: false,
    ...(signal === undefined ? {} : { signal }),
  });
}

describe('a choice of one', () => {
  it('gives the chosen value and leaves one line behind', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).select(what, actions);
    await tty.waitFor('> Apply');
    tty.write(key.down);
    await tty.waitFor('> Waive');
    tty.write(key.enter);
    await expect(answer).resolves.toBe('waive');
    expect(await tty.settled()).toBe('? What now? Waive');
  });

  it('shows its keys in words, and the hint behind the name', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).select(what, actions);
    await tty.waitFor('Enter chooses, ? explains, Esc goes back');
    expect(await tty.settled()).toMatch(/ Waive {7}record why not, and until when/u);
    tty.write(key.escape);
    await answer;
  });

  it('gives back on Esc, without the wait that readline makes for arrow keys, and leaves nothing behind', async () => {
    let quickest = Infinity;
    // A busy machine may be slow once; the wait of half a second would be there every time.
    for (let tries = 0; tries < 10 && quickest >= 400; tries++) {
      const tty = new VirtualTty();
      const answer = open(tty).select(what, actions);
      await tty.waitFor('> Apply');
      const pressed = Date.now();
      tty.write(key.escape);
      await expect(answer).resolves.toBe(back);
      quickest = Math.min(quickest, Date.now() - pressed);
      expect(await tty.settled()).toBe('');
    }
    expect(quickest).toBeLessThan(400);
  });

  it('explains on ? and asks again', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).select(what, actions);
    await tty.waitFor('> Apply');
    tty.write('?');
    await tty.waitFor(/Source: Q143474\.\n[\s\S]*> Apply/u);
    tty.write(key.enter);
    await expect(answer).resolves.toBe('apply');
  });

  it('ends the session on Ctrl-C, and says how to go on', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).select(what, actions);
    await tty.waitFor('> Apply');
    tty.write(key.ctrlC);
    await expect(answer).rejects.toThrow(InterruptedError);
    await expect(answer).rejects.toThrow(/Run the command again/u);
  });

  it('ends the session when the terminal goes away or sends Ctrl-D', async () => {
    for (const leave of [
      (tty: VirtualTty) => {
        tty.hangUp();
      },
      (tty: VirtualTty) => {
        tty.write(key.ctrlD);
      },
    ]) {
      const tty = new VirtualTty();
      const answer = open(tty).select(what, actions);
      await tty.waitFor('> Apply');
      leave(tty);
      await expect(answer).rejects.toThrow(InterruptedError);
    }
  });

  it('ends the session when the process is told to end', async () => {
    const tty = new VirtualTty();
    const ending = new AbortController();
    const answer = open(tty, ending.signal).select(what, actions);
    await tty.waitFor('> Apply');
    ending.abort();
    await expect(answer).rejects.toThrow(InterruptedError);
    await expect(open(tty, ending.signal).confirm(what, true)).rejects.toThrow(InterruptedError);
  });

  it('cuts long hints to a terminal of 40 columns', async () => {
    const tty = new VirtualTty({ cols: 40 });
    const choices = [
      { value: 1, name: 'A server on the network', hint: "SMB1 and LDAP, through Samba's tools" },
    ];
    const answer = open(tty).select({ message: 'Which server?', answer: 'target' }, choices);
    await tty.waitFor('> A server on the network');
    const rows = tty.screen().split('\n');
    expect(rows.filter((row) => row.includes('server on'))).toHaveLength(1);
    expect(rows.find((row) => row.includes('server on'))).toMatch(/\.\.\.$/u);
    for (const row of rows) expect(displayWidth(row)).toBeLessThanOrEqual(40);
    tty.write(key.enter);
    await answer;
  });

  it('shows at most fifteen of many choices, and fewer on a low screen', async () => {
    const choices = Array.from({ length: 40 }, (_, index) => ({ value: index, name: `step-${index}` }));
    for (const [rows, most] of [
      [50, 15],
      [12, 7],
    ] as const) {
      const tty = new VirtualTty({ rows });
      const answer = open(tty).select(what, choices);
      await tty.waitFor('> step-0');
      expect((await tty.settled()).match(/step-/gu)).toHaveLength(most);
      tty.write(key.enter);
      await answer;
    }
  });

  it('shows control characters of a name and obeys none', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).select(what, [{ value: 1, name: 'evil\x1b[2Jname', hint: 'a\nb' }]);
    await tty.waitFor('evil\\x1b[2Jname   a\\nb');
    tty.write(key.enter);
    await answer;
  });
});

describe('a choice of many', () => {
  const steps = ['services', 'restrict-anonymous', 'password-policy', 'guest-account'].map((name) => ({
    value: name,
    name,
  }));
  const which = { message: 'Which steps?', answer: 'steps', help };

  it('gives the chosen ones in the order of the list', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).selectMany(which, steps);
    await tty.waitFor('> [ ] services');
    tty.write(key.down + key.down + key.space + key.up + key.up + key.space);
    await tty.waitFor(/\[x\] services[\s\S]*\[x\] password-policy/u);
    tty.write(key.enter);
    await expect(answer).resolves.toEqual(['services', 'password-policy']);
    expect(await tty.settled()).toBe('? Which steps? services, password-policy');
  });

  it('searches on / and keeps what was chosen before', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).selectMany(which, steps);
    await tty.waitFor('[ ] services');
    tty.write(key.space);
    await tty.waitFor('[x] services');
    tty.write('/');
    await tty.waitFor('Search for');
    tty.write(`policy${key.enter}`);
    await tty.waitFor(/^\? Which steps\?\n> \[ \] password-policy/mu);
    expect(await tty.settled()).not.toContain('guest-account');
    tty.write(key.space);
    await tty.waitFor('[x] password-policy');
    tty.write(key.enter);
    await expect(answer).resolves.toEqual(['services', 'password-policy']);
  });

  it('shows all again after a search that finds nothing', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).selectMany(which, steps);
    await tty.waitFor('[ ] services');
    tty.write('/');
    await tty.waitFor('Search for');
    tty.write(`telnet${key.enter}`);
    await tty.waitFor(/Nothing matches; all are shown\.\n[\s\S]*guest-account/u);
    tty.write(key.enter);
    await expect(answer).resolves.toEqual([]);
  });

  it('explains on ? and keeps what was chosen', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).selectMany(which, steps);
    await tty.waitFor('[ ] services');
    tty.write(key.space);
    await tty.waitFor('[x] services');
    tty.write('?');
    await tty.waitFor(/Source: Q143474\.\n[\s\S]*\[x\] services/u);
    tty.write(key.enter);
    await expect(answer).resolves.toEqual(['services']);
  });

  it('gives back on Esc although some were chosen', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).selectMany(which, steps);
    await tty.waitFor('[ ] services');
    tty.write(key.space);
    await tty.waitFor('[x] services');
    tty.write(key.escape);
    await expect(answer).resolves.toBe(back);
  });
});

describe('yes or no', () => {
  const sure = { message: 'Take back 1 step on NTEX01?', answer: 'confirm', help };

  it.each([
    [false, '(y/N)'],
    [true, '(Y/n)'],
  ])('a bare Enter gives the initial %p, which the line shows', async (initial, hint) => {
    const tty = new VirtualTty();
    const answer = open(tty).confirm(sure, initial);
    await tty.waitFor(hint);
    tty.write(key.enter);
    await expect(answer).resolves.toBe(initial);
  });

  it('takes y, explains on ?, and goes back on Esc', async () => {
    const tty = new VirtualTty();
    const terminal = open(tty);
    const answer = terminal.confirm(sure, false);
    await tty.waitFor('(y/N)');
    tty.write('?');
    await tty.waitFor(/Source: Q143474\.\n\? Take back/u);
    tty.write(`y${key.enter}`);
    await expect(answer).resolves.toBe(true);
    const again = terminal.confirm({ ...sure, message: 'Restart now?' }, false);
    await tty.waitFor('Restart now? (y/N)');
    tty.write(key.escape);
    await expect(again).resolves.toBe(back);
  });
});

describe('a line of text', () => {
  const name = {
    message: 'Host name',
    answer: 'fqdn',
    help,
    check: (text: string) => text.includes('.') || 'Give the full name, with its domain.',
  };

  it('says what is wrong and keeps what was typed', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).text(name);
    await tty.waitFor('Host name');
    tty.write(`ntex01${key.enter}`);
    await tty.waitFor('Give the full name, with its domain.');
    tty.write(`.example.com${key.enter}`);
    await expect(answer).resolves.toBe('ntex01.example.com');
  });

  it('shows its verdict below what is typed, before Enter, where it is asked to', async () => {
    const tty = new VirtualTty();
    const note = (text: string): string | undefined =>
      text.endsWith('.local') ? 'an inner name' : undefined;
    const answer = open(tty).text({ ...name, asTyped: true, note });
    await tty.waitFor('Host name');
    expect(await tty.settled()).not.toMatch(/Give the full name|ok/u);
    tty.write('ntex01');
    await tty.waitFor(/Host name ntex01\n {2}Give the full name, with its domain\./u);
    tty.write('.local');
    await tty.waitFor(/Host name ntex01\.local\n {2}note: an inner name/u);
    tty.write(`${key.backspace.repeat(6)}.com`);
    await tty.waitFor(/Host name ntex01\.com\n {2}ok/u);
    tty.write(key.enter);
    await expect(answer).resolves.toBe('ntex01.com');
    expect(await tty.settled()).toBe('? Host name ntex01.com');
  });

  it('shows no verdict as it is typed elsewhere', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).text(name);
    await tty.waitFor('Host name');
    tty.write('ntex01');
    await tty.waitFor('Host name ntex01');
    expect(await tty.settled()).toBe('? Host name ntex01');
    tty.write(key.escape);
    await answer;
  });

  it('gives the initial on a bare Enter', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).text({ ...name, initial: 'mail.example.com' });
    await tty.waitFor('(mail.example.com)');
    tty.write(key.enter);
    await expect(answer).resolves.toBe('mail.example.com');
  });

  it('explains on a leading ?, but takes one within the text', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).text(name);
    await tty.waitFor('Host name');
    tty.write('?');
    await tty.waitFor(/Source: Q143474\.\n\? Host name/u);
    tty.write(`what.is?${key.enter}`);
    await expect(answer).resolves.toBe('what.is?');
  });

  it('goes back on Esc and ends the session on Ctrl-C', async () => {
    const tty = new VirtualTty();
    const terminal = open(tty);
    const answer = terminal.text(name);
    await tty.waitFor('Host name');
    tty.write(`half${key.escape}`);
    await expect(answer).resolves.toBe(back);
    const again = terminal.text({ ...name, message: 'Once more' });
    await tty.waitFor('Once more');
    tty.write(key.ctrlC);
    await expect(again).rejects.toThrow(InterruptedError);
  });
});

describe('a secret', () => {
  const password = { message: 'Password', answer: 'password-file', help };

  it('never comes onto the screen, not even for a moment', async () => {
    const tty = new VirtualTty();
    const answer = open(tty).secret(password);
    await tty.waitFor('Password');
    tty.write('?Tr0ub4dor');
    await tty.waitFor('**********');
    tty.write(key.enter);
    await expect(answer).resolves.toBe('?Tr0ub4dor');
    expect(await tty.settled()).toBe('? Password (not shown)');
    expect(tty.written).not.toMatch(/Tr0|b4dor/u);
  });

  it('explains on ? alone, goes back on Esc, ends on Ctrl-C', async () => {
    const tty = new VirtualTty();
    const terminal = open(tty);
    const answer = terminal.secret(password);
    await tty.waitFor('Password');
    tty.write(`?${key.enter}`);
    await tty.waitFor(/Source: Q143474\.\n\? Password/u);
    tty.write(key.escape);
    await expect(answer).resolves.toBe(back);
    const again = terminal.secret({ ...password, message: 'Again' });
    await tty.waitFor('Again');
    tty.write(key.ctrlC);
    await expect(again).rejects.toThrow(InterruptedError);
  });
});
