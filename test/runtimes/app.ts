// An app that has the package installed, and runs its programs in any runtime.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { installed, npm, type Runtime, runtimeFile } from './runtimes.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** A program that runs until it is stopped. */
export interface Running {
  /** The first line that it printed, as JSON. */
  readonly first: Readonly<Record<string, string>>;
  /** Sends a signal, and resolves with the exit code (null: the signal ended it) and what it printed in all. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; stdout: string }>;
}

/** How to run a script in a runtime. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

export class App {
  readonly folder: string;
  readonly #children = new Set<ChildProcess>();

  private constructor(folder: string) {
    this.folder = folder;
    cpSync(new URL('programs', import.meta.url), join(folder, 'programs'), { recursive: true });
  }

  /** The package as a linked folder. */
  static linked(): App {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-test-'));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules', 'sluice'));
    // Deno takes packages from node_modules where package.json names them.
    writeFileSync(join(folder, 'package.json'), '{ "type": "module", "dependencies": { "sluice": "*" } }');
    return new App(folder);
  }

  /** The package as it would be published, with what the server and the command need. */
  static async packed(): Promise<App> {
    const target = mkdtempSync(join(tmpdir(), 'sluice-test-'));
    try {
      const packed = await npm(['pack', '--ignore-scripts', '--json', '--pack-destination', target], root);
      const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
      const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
      const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
      const needed = ['commander', 'pino', 'prom-client', 'rxjs', 'ws'].map(
        (name) => `${name}@${devDependencies[name] ?? packages[`node_modules/${name}`].version}`,
      );
      return new App(await installed([join(target, filename), ...needed], false));
    } finally {
      rmSync(target, { recursive: true, force: true });
    }
  }

  get #main(): string {
    return join(this.folder, 'node_modules/sluice/dist/bundles/cli-main.js');
  }

  /** Runs one of `programs/`, which prints one JSON object. Rejects with what it wrote where it fails. */
  async program<T>({ file, args }: Command, name: string, ...given: string[]): Promise<T> {
    const script = join(this.folder, 'programs', `${name}.mjs`);
    const { stdout } = await run(file, [...args, script, ...given], { cwd: this.folder, timeout: 100_000 });
    return JSON.parse(stdout) as T;
  }

  /** Runs the command to its end. */
  async sluice({ file, args }: Command, ...given: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const running = run(file, [...args, this.#main, ...given], { cwd: this.folder, timeout: 100_000 });
    return running.then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (failed) => failed as { code: number; stdout: string; stderr: string },
    );
  }

  /** Starts the command, and resolves when it has printed its first line. */
  async start({ file, args }: Command, ...given: string[]): Promise<Running> {
    const child = spawn(file, [...args, this.#main, ...given], { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#children.add(child);
    const lines: string[] = [];
    const errors: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    const closed = once(child, 'close') as Promise<[number | null]>;
    const first = await Promise.race([
      new Promise<string>((resolve) => {
        createInterface(child.stdout).on('line', (line) => {
          lines.push(line);
          resolve(line);
        });
      }),
      closed.then(([code]) => {
        throw new Error(`It ended with ${code}: ${Buffer.concat(errors)}`);
      }),
    ]);
    return {
      first: JSON.parse(first),
      end: async (signal) => {
        child.kill(signal);
        const [code] = await closed;
        return { code, stdout: lines.join('\n') };
      },
    };
  }

  /** Ends what still runs, and removes the folder. */
  remove(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** How to run scripts in that runtime. Rejects where it cannot be had. */
export async function commandOf(runtime: Runtime): Promise<Command> {
  return { file: await runtimeFile(runtime), args: runtime.args };
}
