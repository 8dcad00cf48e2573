import { describe, expect, it } from '@jest/globals';
import { parserOf, type RunCommand } from '../../src/cli/parser.js';
import { defineCommand, type CommandGroup } from '../../src/commands/definition.js';
import { exitCode } from '../../src/errors.js';

const done = (): Promise<0> => Promise.resolve(exitCode.done);

const table = [
  defineCommand({
    name: 'guide',
    description: '',
    isDefault: true,
    options: { '--yes': '', '--step <step...>': '', '--override-order <reason>': '' },
    run: done,
  }),
  defineCommand({
    name: 'count',
    description: '',
    arguments: { '<file>': '', '[word...]': '' },
    required: { '--as <form>': '' },
    options: { '--all': '', '--state <name>': '' },
    run: done,
  }),
  {
    name: 'server',
    description: '',
    commands: [defineCommand({ name: 'show', description: '', run: done })],
  } satisfies CommandGroup,
];

/** What a command line comes to: which command, what it is given, and the options that every command takes. */
async function parsed(...argv: string[]): Promise<readonly unknown[]> {
  const ran: unknown[] = [];
  const run: RunCommand = ({ name }, given, globals) => {
    ran.push(name, given, globals);
    return Promise.resolve();
  };
  const parser = parserOf(table, run);
  for (const command of [parser, ...parser.commands]) command.configureOutput({ writeErr: () => undefined });
  await parser.parseAsync(argv, { from: 'user' });
  return ran;
}

describe('a command line without a command', () => {
  it.each([
    [[], { yes: false }, {}],
    [['--yes'], { yes: true }, {}],
    [['--json', '--yes'], { yes: true }, { json: true }],
    [['--yes', '--json', '--target', 'lab:'], { yes: true }, { json: true, target: 'lab:' }],
    [['--step', 'a', 'b', '--override-order', 'c'], { yes: false, step: ['a', 'b'], overrideOrder: 'c' }, {}],
  ])('%j is one of the default command', async (argv, given, globals) => {
    expect(await parsed(...argv)).toEqual(['guide', given, { color: true, ...globals }]);
  });

  it.each([[['cuont']], [['cuont', '--yes']], [['--json', 'cuont']], [['cuont', '--all', 'x']]])(
    '%j is refused, and the nearest command named',
    async (argv) => {
      await expect(parsed(...argv)).rejects.toThrow(/unknown command 'cuont'\s+\(Did you mean count\?\)/);
    },
  );

  it('is not made one of the default command by a word behind an option of its own', async () => {
    await expect(parsed('--yes', 'count')).rejects.toThrow('too many arguments');
  });
});

describe('a command', () => {
  it('is found behind options that every command takes, wherever these stand', async () => {
    const given = { file: 'f', word: ['a', 'b'], as: 'x', all: true };
    const globals = { json: true, verbose: true, color: true };
    for (const argv of [
      ['--json', '--verbose', 'count', 'f', 'a', 'b', '--as', 'x', '--all'],
      ['count', '--all', '--json', 'f', '--as', 'x', 'a', 'b', '--verbose'],
    ])
      expect(await parsed(...argv)).toEqual(['count', given, globals]);
  });

  it('may make an option its own that every other command takes', async () => {
    for (const argv of [
      ['count', 'f', '--as', 'x', '--state', 'Ohio'],
      ['--state', 'Ohio', 'count', 'f', '--as', 'x'],
    ])
      expect(await parsed(...argv)).toEqual([
        'count',
        { file: 'f', word: [], as: 'x', all: false, state: 'Ohio' },
        { color: true },
      ]);
    expect(await parsed('server', 'show', '--state', 'there')).toEqual([
      'show',
      {},
      { color: true, state: 'there' },
    ]);
  });

  it('wants what has to be given', async () => {
    await expect(parsed('count', 'f')).rejects.toThrow("required option '--as <form>' not specified");
    await expect(parsed('count', '--as', 'x')).rejects.toThrow("missing required argument 'file'");
  });
});

describe('a group of commands', () => {
  it('alone names its commands', async () => {
    await expect(parsed('server')).rejects.toThrow('batten server needs one of its commands: show.');
    await expect(parsed('--json', 'server')).rejects.toThrow(
      'batten server needs one of its commands: show.',
    );
  });

  it('names the nearest for one that it has not', async () => {
    await expect(parsed('server', 'shwo')).rejects.toThrow(
      /unknown command 'shwo'\s+\(Did you mean show\?\)/,
    );
  });
});
