// A program that drives or is a browser: found, started, waited for, and ended with all that it has started.
import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** How long a program may take to say that it is ready, in ms. */
const READY_MS = 60_000;
/** How long a program may take to end when it is asked to, in ms. */
const END_MS = 3000;

/** The first of the names that is a program on the PATH, or a path of one; undefined where none is. */
export function findProgram(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const paths = names.flatMap((name) => (isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name))));
  return paths.find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface ProgramStart {
  readonly path: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What it prints when it is ready. @default it is ready at once */
  readonly ready?: RegExp;
}

/** A program that runs, at most as long as this process. */
export class RunningProgram {
  readonly #child: ChildProcess;
  readonly #guard: ChildProcess;
  /** What it printed when it was ready, by the groups of `ready`. */
  readonly told: readonly string[];

  /** Rejects with what the program has printed, where it ends or is not ready in time. */
  static async start({ path, args, env, ready }: ProgramStart): Promise<RunningProgram> {
    // A group of its own, so that what it starts ends with it.
    const child = spawn(path, args, {
      detached: true,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const guard = guardOf(child);
    try {
      return new RunningProgram(child, guard, await untilReady(child, path, ready ?? /^/));
    } catch (error) {
      end(child, 'SIGKILL');
      guard.kill('SIGKILL');
      throw error;
    }
  }

  private constructor(child: ChildProcess, guard: ChildProcess, told: readonly string[]) {
    this.#child = child;
    this.#guard = guard;
    this.told = told;
  }

  /** Asks the program to end, and makes it end where it does not. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const timer = setTimeout(() => end(child, 'SIGKILL'), END_MS);
      end(child, 'SIGTERM');
      await ended;
      clearTimeout(timer);
    }
    end(child, 'SIGKILL'); // what it has started, where that is still there
    this.#guard.kill('SIGKILL');
  }
}

/** Ends the program when this process has ended, even by a signal that cannot be caught: its end of the pipe closes. */
function guardOf({ pid }: ChildProcess): ChildProcess {
  const script = `cat; kill -s KILL -- -${pid}`;
  return spawn('/bin/sh', ['-c', pid === undefined ? 'exit' : script], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
}

/** The group of the program. It may be gone. */
function end({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // gone
  }
}

function untilReady(child: ChildProcess, path: string, ready: RegExp): Promise<string[]> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(
      () => reject(new Error(`${path} was not ready in time: ${printed.slice(-500)}`)),
      READY_MS,
    );
    const settle = (action: () => void) => {
      clearTimeout(timer);
      action();
    };
    const read = (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-10_000);
      const found = ready.exec(printed);
      if (found !== null) settle(() => resolve(found.slice(1)));
    };
    child.once('spawn', () => read(Buffer.of()));
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code) => settle(() => reject(new Error(`${path} ended with ${code}: ${printed.slice(-500)}`))));
  });
}
