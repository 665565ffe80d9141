// The command line: finds the command, and turns errors into one sentence on stderr and an exit code: 1 for a failure,
// 2 for wrong usage, 130 for Ctrl-C.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { FAILURE, tell, UsageError, WRONG_USAGE } from './failure.js';
import { endQuietlyOnClosedPipe, note } from './report/output.js';

/**
 * In the order of the help. A command that is named is loaded alone: all of them take longer to load than a short one
 * to run.
 */
const COMMANDS = new Map<string, () => Promise<Command>>([
  ['run', async () => (await import('./commands/run.js')).runCommand()],
  ['replay', async () => (await import('./commands/replay.js')).replayCommand()],
  ['process', async () => (await import('./effects/process.js')).processCommand()],
  ['train', async () => (await import('./commands/train.js')).trainCommand()],
  ['voices', async () => (await import('./commands/voices.js')).voicesCommand()],
  ['teach', async () => (await import('./commands/teach.js')).teachCommand()],
  ['tune', async () => (await import('./commands/tune.js')).tuneCommand()],
  ['convert', async () => (await import('./commands/convert.js')).convertCommand()],
  ['quantize', async () => (await import('./commands/quantize.js')).quantizeCommand()],
  ['inspect', async () => (await import('./commands/inspect.js')).inspectCommand()],
  ['copy-assets', async () => (await import('./commands/copy-assets.js')).copyAssetsCommand()],
  ['bench', async () => (await import('./commands/bench.js')).benchCommand()],
  ['serve', async () => (await import('./commands/serve.js')).serveCommand()],
  ['studio', async () => (await import('./commands/studio.js')).studioCommand()],
]);

const EXAMPLES = `
Examples:
  $ sluice run                       hear the phrases in a recording that comes with the package
  $ sluice run talk.wav --json       the same for a file, as lines of JSON
  $ sluice replay talk.sluice        once more what was heard with --record talk.sluice
  $ sluice process guitar.wav --model amp.safetensors --out loud.wav      sound in, sound out
  $ sluice studio                    a page that listens to the microphone
  $ sluice serve                     sensors send their values over WebSocket, and get alarms
  $ sluice train keywords clips/ --out mine.safetensors
  $ sluice train keywords --phrase 'hey garden' --out garden.safetensors   synthetic voices say it
  $ sluice teach mine.safetensors --word lantern lantern-*.wav --out ours.safetensors
  $ sluice tune mine.safetensors clips/ --false-accepts-per-hour 0.5
  $ sluice convert theirs.onnx mine.safetensors
  $ sluice quantize mine.safetensors --out small.safetensors
  $ sluice inspect mine.safetensors
  $ sluice copy-assets public/sluice   for pages whose bundler does not find the worker

Exit codes: 0 success, 1 a failure that is explained on stderr, 2 wrong usage, 130 Ctrl-C.`;

/** Runs the command that `argv` names, as `process.argv` has it. */
export async function runCommand(argv: string[]): Promise<void> {
  endQuietlyOnClosedPipe();
  try {
    await (await program(argv[2] ?? '')).parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) tell(error, onlyInput(argv)); // else commander has said it already
    process.exitCode = exitCodeOf(error);
  }
}

/** The input of a command that was given one: the first argument after the command that is no option. */
function onlyInput(argv: readonly string[]): string | undefined {
  const [command, ...rest] = argv.slice(2);
  if (!['run', 'convert', 'inspect', 'quantize', 'replay'].includes(command ?? '')) return undefined;
  const isInput = (argument: string) => /\.\w+$/.test(argument) && !argument.startsWith('-');
  return rest[0] !== undefined && isInput(rest[0]) && !(command === 'run' && rest.filter(isInput).length > 1)
    ? rest[0]
    : undefined;
}

/** `named`: the first argument. If it is a command, that one is loaded; else all of them, for the help. */
async function program(named: string): Promise<Command> {
  const command = new Command('sluice')
    .description(
      'Streams sound and sensor values through a stateful recurrent network, live, with a bound on the delay.',
    )
    .version(version(), '-v, --version')
    .addHelpText('after', EXAMPLES);
  const one = COMMANDS.get(named);
  for (const load of one === undefined ? COMMANDS.values() : [one]) command.addCommand(await load());
  prepare(command, '');
  return command;
}

/** Makes wrong usage an error that is reported here, in this command and all below it. */
function prepare(command: Command, parents: string): void {
  const name = `${parents}${command.name()}`;
  command.exitOverride();
  command.enablePositionalOptions(); // options belong to the command that they follow
  command.configureOutput({
    writeErr: (text) => note(text.replace(/\n$/, '').replace(/^error: /, 'sluice: ')),
    outputError: (text, write) => write(text.replace(/\n\(Did you mean/, ' (Did you mean')),
  });
  command.showHelpAfterError(`('${name} --help' shows how to use it)`);
  for (const child of command.commands) prepare(child, `${name} `);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return WRONG_USAGE;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  return FAILURE;
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
