import { Command, CommanderError, Option } from 'commander';
import type { AssessOptions } from '../commands/assess/index.js';
import { certificateCommands } from '../commands/certificate/index.js';
import type { CsrOptions } from '../commands/csr/make.js';
import type { Context } from '../connect/context.js';
import type { HardenOptions } from '../commands/harden/index.js';
import { defineKitCommands } from '../commands/kit/index.js';
import type { UndoOptions } from '../commands/undo/index.js';
import { exitCode, UsageError, type ExitCode } from '../errors.js';
import { contextOf, type GlobalOptions } from './context.js';
import { version } from '../files/version.js';

type Run = (context: Context) => ExitCode | Promise<ExitCode>;

/** The flat table of commands; each loads its own code when it runs. @throws UsageError, and what the command throws */
export async function runCommandLine(argv: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  // An option may stand before or behind the command; the parser would let its own default for colour win.
  const color = !argv.includes('--no-color');
  const run = async (command: Command, work: Run): Promise<void> => {
    code = await work(contextOf({ ...command.optsWithGlobals<GlobalOptions>(), color }, signal));
  };
  const program = withGlobals(new Command('batten'))
    .description(
      'Hardens a Windows NT 4.0 and Exchange 5.5 server step by step, and can take every step back.',
    )
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .enablePositionalOptions(false);

  const command = (name: string, description: string, parent: Command = program): Command =>
    withGlobals(parent.command(name).description(description));

  command('harden', 'the guided session (what batten alone does)')
    .option('--stage <stage>', 'only this stage')
    .option('--step <step...>', 'only these steps')
    .option('--answers <file>', 'answers to what the session asks')
    .option('--yes', 'apply, without asking, what the answers do not mention', false)
    .option('--dry-run', 'run the plan and its undo on a twin; write nothing', false)
    .option('--beyond', 'after the article also the optional steps that go beyond it', false)
    .option('--soak <days>', 'days to wait after a stage (default 3)')
    .option('--override-soak <reason>', 'open the next stage now; the reason is recorded')
    .action(async (options: HardenOptions, self: Command) => {
      await run(self, async (context) =>
        (await import('../commands/harden/index.js')).harden(options, context),
      );
    });

  command('assess', 'read everything, change nothing: a finding a step')
    .option('--beyond', 'also the optional steps that go beyond the article', false)
    .option(
      '--try-blank-passwords',
      'log on once with an empty password as each account (smb:// only)',
      false,
    )
    .option('--scan <file>', 'record what MBSA or hfnetchk found on the server')
    .action(async (options: AssessOptions, self: Command) => {
      await run(self, async (context) =>
        (await import('../commands/assess/index.js')).assessServer(options, context),
      );
    });

  command('undo', 'take steps back')
    .argument('[step...]')
    .option('--all', 'everything that was applied', false)
    .option('--dry-run', 'only show before, ours, now', false)
    .option('--yes', 'do not ask', false)
    .option('--force', 'take back a step that others stand on; overwrite what was changed since', false)
    .option('--consent <server>', "the server's name, as consent to overwrite")
    .action(async (ids: string[], options: UndoOptions, self: Command) => {
      await run(self, async (context) =>
        (await import('../commands/undo/index.js')).undo(ids, options, context),
      );
    });

  command('status', 'stages, soak, what is applied, what drifted since').action(
    async (_: object, self: Command) => {
      await run(self, async (context) => (await import('../commands/status/index.js')).status(context));
    },
  );

  // Here --state is the state or province; nothing of a request is kept in the state folder.
  withGlobals(program.command('csr').description('make a certificate request and its key'), 'without --state')
    .option('--profile <name>', 'modern, or era: as Key Manager made them')
    .option('--protocol <protocol>', 'http, pop3, ldap, nntp, imap4, smtp or all; may be repeated', andMore)
    .option('--key-name <name>', 'what the files are called')
    .option('--fqdn <name>', 'the name that users type')
    .option('--san <name>', 'another name of the server; may be repeated', andMore)
    .option('--owa-name <name>', 'what users of Outlook Web Access type, to be compared with')
    .option('--organization <name>')
    .option('--unit <name>')
    .option('--country <code>', 'two letters')
    .option('--state <name>', 'state or province')
    .option('--locality <name>', 'city')
    .option('--contact <name>', 'for the CA, not in the request')
    .option('--email <address>', 'for the CA, not in the request')
    .option('--phone <number>', 'for the CA, not in the request')
    .option('--bits <number>', '1024, 2048, 3072 or 4096')
    .option('--digest <name>', 'sha256, sha1 or md5')
    .option('--out <folder>', 'where the files go')
    .option('--key <file>', 'an encrypted key to use again')
    .option('--replace', 'retire the request of that name', false)
    .option('--answers <file>', 'answers to what is asked')
    .option('--yes', 'do not ask before writing', false)
    .action(async (_: object, self: Command) => {
      // The parser gives --state to the program, wherever it stands.
      const options = self.optsWithGlobals<CsrOptions>();
      await run(self, async (context) =>
        (await import('../commands/csr/index.js')).csrCommand(options, context),
      );
    });

  certificateCommands(command, run);

  const steps = command('steps', 'what Batten does');
  command('list', 'all steps', steps).action(async (_: object, self: Command) => {
    await run(self, async (context) => (await import('../commands/steps/index.js')).listSteps(context));
  });
  command('show', 'one step', steps)
    .argument('<step>')
    .action(async (id: string, _: object, self: Command) => {
      await run(self, async (context) => (await import('../commands/steps/index.js')).showStep(id, context));
    });

  const journal = command('journal', "a server's journal");
  command('show', 'a line a record', journal).action(async (_: object, self: Command) => {
    await run(self, async (context) => (await import('../commands/journal/index.js')).showJournal(context));
  });
  command('verify', 'check that it is whole', journal).action(async (_: object, self: Command) => {
    await run(self, async (context) => (await import('../commands/journal/index.js')).verifyJournal(context));
  });

  defineKitCommands(command, run);

  const lab = command('lab', 'the simulated server');
  command('show', 'its state', lab)
    .option('--kind <kind>', 'only this kind of resource')
    .action(async ({ kind }: { kind?: string }, self: Command) => {
      await run(self, async (context) => (await import('../commands/lab/index.js')).showLab(kind, context));
    });
  command('reset', 'begin anew', lab).action(async (_: object, self: Command) => {
    await run(self, async (context) => (await import('../commands/lab/index.js')).resetTheLab(context));
  });
  command('set', "change something behind Batten's back", lab)
    .argument('<kind>')
    .argument('<address>', 'as {member: value}')
    .argument('<value>', 'absent, or as the operator would say it')
    .action(async (kind: string, address: string, value: string, _: object, self: Command) => {
      await run(self, async (context) =>
        (await import('../commands/lab/index.js')).setLab(kind, address, value, context),
      );
    });
  command('advance', 'let its clock run ahead', lab)
    .argument('<time>', '4d, 6h or 30m')
    .action(async (time: string, _: object, self: Command) => {
      await run(self, async (context) =>
        (await import('../commands/lab/index.js')).advanceLab(time, context),
      );
    });

  command('doctor', 'what this workstation has and lacks').action(async (_: object, self: Command) => {
    await run(self, async (context) => (await import('../commands/doctor/index.js')).doctor(context));
  });

  try {
    await program.parseAsync(withDefaultCommand(argv), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCode.done;
    throw new UsageError(`${error.message.replace(/^error: /, '')}. See batten --help.`, { cause: error });
  }
  return code;
}

/** An option that may be repeated: its values with commas between. */
const andMore = (value: string, earlier: string | undefined): string =>
  earlier === undefined ? value : `${earlier},${value}`;

/** `batten` alone, or with options only, is the guided session. */
function withDefaultCommand(argv: readonly string[]): readonly string[] {
  const [first] = argv;
  const asksForHelp = ['--help', '-h', '--version', '-V'].includes(first ?? '');
  return first === undefined ||
    (first.startsWith('-') && !asksForHelp && !argv.some((word) => names.has(word)))
    ? ['harden', ...argv]
    : argv;
}

const names = new Set([
  'harden',
  'assess',
  'undo',
  'status',
  'csr',
  'certificate',
  'steps',
  'journal',
  'kit',
  'lab',
  'doctor',
  'help',
]);

function withGlobals(command: Command, state: 'with --state' | 'without --state' = 'with --state'): Command {
  if (state === 'with --state') command.addOption(new Option('--state <folder>', 'where journals are kept'));
  return command
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .addOption(new Option('--target <url>', 'lab:, smb://[DOMAIN;]user@host[:port], hand:NAME or kit:FOLDER'))
    .addOption(new Option('--password-file <file>', 'a file whose first line is the password'))
    .addOption(
      new Option(
        '--directory <way>',
        'the Exchange directory: ldap[:PORT], with the password in clear text, or by-hand',
      ),
    )
    .addOption(new Option('--json', 'one JSON document on standard output'))
    .addOption(new Option('--no-color', 'without colour'))
    .addOption(new Option('--verbose', 'show what lies behind an error'));
}
