import { describe, expect, it } from '@jest/globals';
import { UnansweredError } from '../../src/errors.js';
import { paint } from '../../src/terminal/style.js';
import { openTerminal } from '../../src/terminal/terminal.js';
import { noInput, Pipe, VirtualTty } from '../support/virtual.js';

describe('without a terminal', () => {
  it('every question is an error that names the missing answer and how to give it', async () => {
    const pipe = new Pipe();
    const terminal = openTerminal({
      input: noInput(),
      output: pipe.stream,
      errors: pipe.stream,
      color: true,
    });
    const question = { message: 'Which key size?', answer: 'csr.bits' };
    const asked = [
      () => terminal.select(question, [{ value: 1, name: 'one' }]),
      () => terminal.selectMany(question, []),
      () => terminal.confirm(question, true),
      () => terminal.text(question),
      () => terminal.secret(question),
    ];
    for (const ask of asked) {
      await expect(ask()).rejects.toThrow(UnansweredError);
      await expect(ask()).rejects.toThrow(/"Which key size\?".*csr\.bits.*--answers FILE/u);
    }
    expect(terminal.interactive).toBe(false);
    expect(pipe.text).toBe('');
  });

  it('nothing but plain lines is written, whatever is said', async () => {
    const pipe = new Pipe();
    const terminal = openTerminal({
      input: noInput(),
      output: pipe.stream,
      errors: pipe.stream,
      color: true,
    });
    terminal.say(paint.good('read back'), 'named \x1b[2J\x1b]0;title\x07');
    await terminal.wait(paint.strong('reading'), () => Promise.resolve());
    await terminal.progress([
      { title: 'evil\x1b[H', run: () => Promise.resolve({ sign: 'ok', detail: 'a\r\x1b[Kb' }) },
    ]);
    expect(pipe.text).not.toMatch(/[^\n\P{Cc}]/u);
    expect(pipe.text).toContain('read back\nnamed \\x1b[2J\\x1b]0;title\\x07\n');
    expect(pipe.text).toContain('  ok   evil\\x1b[H   a\\r\\x1b[Kb\n');
  });

  it('lines wider than eighty columns are wrapped', () => {
    const pipe = new Pipe();
    openTerminal({ input: noInput(), output: pipe.stream, errors: pipe.stream, color: true }).say(
      'word '.repeat(30),
    );
    expect(Math.max(...pipe.text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('with a terminal on one end only', () => {
  it('nothing is asked', () => {
    const tty = new VirtualTty();
    const pipe = new Pipe();
    const streams = { errors: tty.output, color: true };
    expect(openTerminal({ ...streams, input: noInput(), output: tty.output }).interactive).toBe(false);
    expect(openTerminal({ ...streams, input: tty.input, output: pipe.stream }).interactive).toBe(false);
  });
});

describe('with one document on standard output', () => {
  it('everything said and asked goes to standard error', async () => {
    const output = new Pipe();
    const tty = new VirtualTty();
    const terminal = openTerminal({
      input: tty.input,
      output: output.stream,
      errors: tty.output,
      color: true,
      json: true,
    });
    terminal.say('Reading NTEX01');
    const answer = terminal.confirm({ message: 'Go on?', answer: 'confirm' }, true);
    await tty.waitFor('Go on?');
    tty.write('\r');
    await expect(answer).resolves.toBe(true);
    await terminal.progress([{ title: 'facts', run: () => Promise.resolve({ sign: 'ok', detail: 'read' }) }]);
    expect(await tty.settled()).toMatch(/^Reading NTEX01\n\? Go on\? yes\n {2}ok {3}facts {3}read/u);
    expect(output.text).toBe('');
  });
});

describe('colour', () => {
  const say = (color: boolean): string => {
    const tty = new VirtualTty();
    openTerminal({ input: tty.input, output: tty.output, errors: tty.output, color }).say(paint.good('ok'));
    return tty.written;
  };

  it('is written to a terminal, and only there', () => {
    expect(say(true)).toBe('\x1b[32mok\x1b[39m\n');
  });

  it('is left out after --no-color', () => {
    expect(say(false)).toBe('ok\n');
  });

  it('is left out where NO_COLOR is set', () => {
    process.env['NO_COLOR'] = '1';
    try {
      expect(say(true)).toBe('ok\n');
    } finally {
      delete process.env['NO_COLOR'];
    }
  });

  it('lets through no code but its own, so nothing that is said can hide or overwrite words', () => {
    const tty = new VirtualTty();
    openTerminal({ input: tty.input, output: tty.output, errors: tty.output, color: true }).say(
      `\x1b[8mhidden\x1b[2K ${paint.bad('seen')} \x9b31m`,
    );
    expect(tty.written).toBe('\\x1b[8mhidden\\x1b[2K \x1b[31mseen\x1b[39m \\x9b31m\n');
  });
});
