import { Command, Option } from 'commander';
import type { CommandDefinition, CommandGroup, Typed } from '../commands/definition.js';
import { UsageError } from '../errors.js';
import { version } from '../files/version.js';
import type { GlobalOptions } from './context.js';

/** Runs a command with what was typed for it, and with what was typed of the options that every command takes. */
export type RunCommand = (
  command: CommandDefinition,
  given: Typed,
  globals: Omit<GlobalOptions, 'color'>,
) => Promise<void>;

type Table = readonly (CommandDefinition | CommandGroup)[];

/** A parser of command lines. Its errors are those of the parser's library, and UsageError. */
export function parserOf(table: Table, run: RunCommand): Command {
  const program = programOf(table, run, 'with a default command');
  return program.hook('preSubcommand', async () => {
    const [word] = program.args;
    if (word === undefined || word.startsWith('-') || table.some(({ name }) => name === word)) return;
    // It would go to the default command as a word too many; without one, the parser says which commands are like it.
    await programOf(table, run, 'without').parseAsync(program.args, { from: 'user' });
  });
}

function programOf(table: Table, run: RunCommand, how: 'with a default command' | 'without'): Command {
  const program = withGlobals(new Command('batten'))
    .description(
      'Hardens a Windows NT 4.0 and Exchange 5.5 server step by step, and can take every step back.',
    )
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', exitCodes)
    .enablePositionalOptions(false)
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  for (const each of table) {
    if ('commands' in each) addGroup(program, each, run);
    else addCommand(program, each, run, how === 'with a default command' && each.isDefault);
  }
  return program;
}

function addGroup(program: Command, { name, description, commands }: CommandGroup, run: RunCommand): void {
  const group = withGlobals(program.command(name).description(description));
  for (const each of commands) addCommand(group, each, run, false);
  const names = commands.map((each) => each.name).join(', ');
  group.exitOverride((error) => {
    // The help of the group was printed before.
    const alone = error.code === 'commander.help' && error.exitCode !== 0;
    throw alone
      ? new UsageError(`batten ${name} needs one of its commands: ${names}.`, { cause: error })
      : error;
  });
}

function addCommand(
  parent: Command,
  definition: CommandDefinition,
  run: RunCommand,
  isDefault: boolean,
): void {
  const command = parent.command(definition.name, { isDefault }).description(definition.description);
  for (const [word, says] of Object.entries(definition.arguments)) command.argument(word, says);
  for (const [text, says] of Object.entries(definition.required)) command.requiredOption(text, says);
  for (const [text, says] of Object.entries(definition.options)) {
    const option = new Option(text, says);
    command.addOption(option.isBoolean() ? option.default(false) : option);
  }
  const own = new Set(command.options.map((option) => option.attributeName()));
  withGlobals(command, own).action(async () => {
    // What every command takes, the program takes for itself, wherever it stands.
    const all = Object.entries(command.optsWithGlobals<Typed>());
    const words: readonly unknown[] = command.processedArgs;
    const given = {
      ...Object.fromEntries(command.registeredArguments.map((word, index) => [word.name(), words[index]])),
      ...Object.fromEntries(all.filter(([name]) => own.has(name))),
    };
    await run(definition, given, Object.fromEntries(all.filter(([name]) => !own.has(name))));
  });
}

/** Adds the options that every command takes, but for those that a command has made its own. */
function withGlobals(command: Command, own: ReadonlySet<string> = new Set()): Command {
  for (const [text, says] of Object.entries(globalOptions)) {
    const option = new Option(text, says);
    if (!own.has(option.attributeName())) command.addOption(option);
  }
  return command;
}

const exitCodes = `
Exit codes:
  0  done, or nothing to do         4  a stage is not open yet
  1  failed                         5  the journal is locked, damaged or another server's
  2  usage, or nobody answered      6  undone, but something was left as others made it
  3  findings remain              130  interrupted`;

const globalOptions = {
  '--state <folder>': 'where journals are kept',
  '--target <url>': 'lab:, smb://[DOMAIN;]user@host[:port], hand:NAME or kit:FOLDER',
  '--password-file <file>': 'a file whose first line is the password',
  '--directory <way>': 'the Exchange directory: ldap[:PORT], with the password in clear text, or by-hand',
  '--domain-controller <host>':
    "HOST[:PORT] where the accounts of a member server's domain are read, or none",
  '--json': 'one JSON document on standard output',
  '--no-color': 'without colour',
  '--verbose': 'show what lies behind an error',
};
