import { describe, expect, it } from '@jest/globals';
import { InterruptedError, TargetError } from '../../src/errors.js';
import type { Task, Terminal } from '../../src/terminal/port.js';
import { openTerminal } from '../../src/terminal/terminal.js';
import { noInput, Pipe, VirtualTty } from '../support/virtual.js';

const tasks: readonly Task[] = [
  task('guest-account', { sign: 'ok', detail: 'Guest is disabled, read back 17:42:10' }),
  task('services', { sign: 'failed', detail: 'Messenger: wrote 4 (disabled), reads 2 (automatic)' }),
  task('syskey', { sign: 'note', detail: 'waived until 1 Feb' }),
];
const rows = [
  '  ok   guest-account   Guest is disabled, read back 17:42:10',
  '  !!   services        Messenger: wrote 4 (disabled), reads 2 (automatic)',
  '  --   syskey          waived until 1 Feb',
].join('\n');

function task(title: string, result: Awaited<ReturnType<Task['run']>>): Task {
  return { title, run: () => Promise.resolve(result) };
}

function onTty(tty: VirtualTty, signal?: AbortSignal): Terminal {
  return openTerminal({
    input: tty.input,
    output: tty.output,
    errors: tty.output,
    color: false,
    ...(signal === undefined ? {} : { signal }),
  });
}

function onPipe(pipe: Pipe, signal?: AbortSignal): Terminal {
  return openTerminal({
    input: noInput(),
    output: pipe.stream,
    errors: pipe.stream,
    color: false,
    ...(signal === undefined ? {} : { signal }),
  });
}

describe('a list of tasks', () => {
  it('ends with the same words on a terminal and in a file', async () => {
    const tty = new VirtualTty();
    await onTty(tty).progress(tasks);
    expect(await tty.settled()).toBe(rows);
    const pipe = new Pipe();
    await onPipe(pipe).progress(tasks);
    expect(pipe.text).toBe(`${rows}\n`);
  });

  it('keeps every word of a long detail within 40 columns', async () => {
    const tty = new VirtualTty({ cols: 40 });
    await onTty(tty).progress(tasks);
    expect(await tty.settled()).toContain('Messenger:');
    expect((await tty.settled()).replace(/\s+/gu, ' ')).toContain(
      'Messenger: wrote 4 (disabled), reads 2 (automatic)',
    );
  });

  it('shows on a terminal which task is running and which wait', async () => {
    const tty = new VirtualTty();
    let finish = (): void => undefined;
    const slow: Task = {
      title: 'restrict-anonymous',
      run: () =>
        new Promise((resolve) => {
          finish = () => {
            resolve({ sign: 'ok', detail: 'written' });
          };
        }),
    };
    const done = onTty(tty).progress([tasks[0] ?? slow, slow, task('last', { sign: 'ok', detail: '' })]);
    await tty.waitFor(/ {2}ok {3}guest-account .*\n {2}> {4}restrict-anonymous {3}\.\.\.\n {7}last/u);
    finish();
    await done;
    expect(await tty.settled()).toMatch(/ok {3}restrict-anonymous {3}written\n {2}ok {3}last$/u);
  });

  it('stops at a task that throws, passes the error on, and shows what was not begun', async () => {
    const lost = new TargetError('smb://10.0.0.5 broke off.');
    const broken = { title: 'services', run: () => Promise.reject(lost) };
    const begun: string[] = [];
    const after: Task = {
      title: 'syskey',
      run: () => {
        begun.push('syskey');
        return Promise.resolve({ sign: 'ok', detail: '' });
      },
    };
    const list = [task('guest-account', { sign: 'ok', detail: 'disabled' }), broken, after];
    const expected = '  ok   guest-account   disabled\n  !!   services        failed\n       syskey';
    const tty = new VirtualTty();
    await expect(onTty(tty).progress(list)).rejects.toBe(lost);
    expect(await tty.settled()).toBe(expected);
    const pipe = new Pipe();
    await expect(onPipe(pipe).progress(list)).rejects.toBe(lost);
    expect(pipe.text).toBe(`${expected}\n`);
    expect(begun).toEqual([]);
  });

  it('begins no further task after the process was told to end', async () => {
    for (const open of [
      (signal: AbortSignal) => onTty(new VirtualTty(), signal),
      (signal: AbortSignal) => onPipe(new Pipe(), signal),
    ]) {
      const ending = new AbortController();
      const begun: string[] = [];
      const step = (title: string): Task => ({
        title,
        run: () => {
          begun.push(title);
          ending.abort();
          return Promise.resolve({ sign: 'ok', detail: '' });
        },
      });
      const list = open(ending.signal).progress([step('first'), step('second')]);
      await expect(list).rejects.toThrow(InterruptedError);
      await expect(list).rejects.toThrow(/before "second"/u);
      expect(begun).toEqual(['first']);
    }
  });

  it('never holds a question', async () => {
    const tty = new VirtualTty();
    const terminal = onTty(tty);
    const asking: Task = {
      title: 'asks',
      run: async () => {
        await terminal.confirm({ message: 'Now?', answer: 'now' }, true);
        return { sign: 'ok', detail: '' };
      },
    };
    await expect(terminal.progress([asking])).rejects.toThrow(/asked while a list/u);
  });

  it('leaves the terminal ready for the next question', async () => {
    const tty = new VirtualTty();
    const terminal = onTty(tty);
    await terminal.progress(tasks);
    await terminal.wait('reading', () => Promise.resolve());
    const answer = terminal.text({ message: 'Why', answer: 'reason' });
    await tty.waitFor('Why');
    tty.write('because\r');
    await expect(answer).resolves.toBe('because');
    expect(await tty.settled()).toBe(`${rows}\n? Why because`);
  });
});

describe('waiting', () => {
  it('shows on a terminal what is waited for, gives the result, and leaves nothing behind', async () => {
    const tty = new VirtualTty();
    let finish: ((values: number) => void) | undefined;
    const waited = onTty(tty).wait(
      'Reading 214 values of NTEX01',
      () =>
        new Promise<number>((resolve) => {
          finish = resolve;
        }),
    );
    await tty.waitFor(/[-\\|/] Reading 214 values of NTEX01/u);
    finish?.(214);
    await expect(waited).resolves.toBe(214);
    expect(await tty.settled()).toBe('');
  });

  it('leaves the cursor where the next line begins', async () => {
    const tty = new VirtualTty();
    const terminal = onTty(tty);
    // Long enough for the sign to be drawn
    await terminal.wait('Reading', () => new Promise((done) => setTimeout(done, 200)));
    terminal.say('Security changes: 34 steps');
    expect(await tty.settled()).toBe('Security changes: 34 steps');
  });

  it('is one plain line without a terminal', async () => {
    const pipe = new Pipe();
    await onPipe(pipe).wait('Reading NTEX01', () => Promise.resolve());
    expect(pipe.text).toBe('  Reading NTEX01\n');
  });

  it('passes an error on and gives the cursor back', async () => {
    const tty = new VirtualTty();
    await expect(onTty(tty).wait('Reading', () => Promise.reject(new TargetError('gone')))).rejects.toThrow(
      'gone',
    );
    expect(tty.written.lastIndexOf('\x1b[?25h')).toBeGreaterThan(tty.written.lastIndexOf('\x1b[?25l'));
  });

  it('within a list draws nothing of its own', async () => {
    const tty = new VirtualTty();
    const terminal = onTty(tty);
    const waiting: Task = {
      title: 'facts',
      run: async () => ({
        sign: 'ok',
        detail: await terminal.wait('reading', () => Promise.resolve('read')),
      }),
    };
    await terminal.progress([waiting]);
    expect(await tty.settled()).toBe('  ok   facts   read');
  });
});
