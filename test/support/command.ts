// Runs the built command as a person would: a process of its own.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const BENCH = fileURLToPath(new URL('../../dist/bench/main.js', import.meta.url));

/** What a run of the command came to. */
export interface Ran {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Every line of stdout, as JSON. Throws where one is none. */
  readonly lines: readonly JsonObject[];
}

export type JsonObject = Readonly<Record<string, unknown>> & { readonly kind: string };

/**
 * Runs `sluice ...args` to its end. `stdin`: what it is given to read. `env`: added to the environment of this process.
 */
export function sluice(
  args: readonly string[],
  stdin: Uint8Array = new Uint8Array(0),
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return run([MAIN, ...args], stdin, env);
}

/** Runs a benchmark of the clone, as `npm run bench -- ...args` does, to its end. */
export function bench(args: readonly string[]): Promise<Ran> {
  return run([BENCH, ...args], new Uint8Array(0), {});
}

function run(args: readonly string[], stdin: Uint8Array, env: Readonly<Record<string, string>>): Promise<Ran> {
  const child = spawn(process.execPath, args, { stdio: 'pipe', env: { ...process.env, ...env } });
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  child.stdin.on('error', () => undefined); // it may end without reading
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const stdout = Buffer.concat(out).toString();
      resolve({
        code,
        stdout,
        stderr: Buffer.concat(errors).toString(),
        get lines() {
          return stdout
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as JsonObject);
        },
      });
    });
  });
}

/** Starts `sluice ...args` and leaves it to the caller, who must end it. */
export function startSluice(args: readonly string[]) {
  return spawn(process.execPath, [MAIN, ...args], { stdio: 'pipe' });
}
