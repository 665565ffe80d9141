// `sluice/cli`: the command line as a function. What it needs beyond the library (packages, pages, a recording) comes
// with the package `sluice-cli`, whose command calls this.
import { isMissing } from '../package-missing.js';
import { useFiles } from './files.js';
import { note } from './report/output.js';

/** What the package that starts the command line brings along. */
export interface CommandLineOptions {
  /** The folder that holds the pages (`studio/`) and the bundled recording (`assets/`). @default found by name */
  readonly files?: URL;
}

/**
 * Runs a command. `argv`: as `process.argv`. Sets the exit code: 1 for a failure, which is told on stderr in one
 * sentence, as is a package that is not installed.
 */
export async function commandLine(argv: readonly string[], { files }: CommandLineOptions = {}): Promise<void> {
  if (files !== undefined) useFiles(files);
  try {
    const { runCommand } = await import('./program.js');
    await runCommand([...argv]);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const missing = /'([^']+)'/.exec((error as Error).message)?.[1] ?? 'a package';
    note(
      `sluice: the command line is the package sluice-cli, which is not installed (${missing} is missing): ` +
        "see 'Installation' in the documentation",
    );
    process.exitCode = 1;
  }
}
