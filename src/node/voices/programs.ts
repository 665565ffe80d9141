// Programs of the machine that speak: how they are run, and where their sound goes.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ran {
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** A program that hangs is ended: a text takes seconds. */
const LONGEST_MS = 60_000;
/** What a program may write: a minute of sound at 48 kHz, and more. */
const MOST_BYTES = 2 ** 24;

export interface RunOptions {
  /** What it reads. @default nothing */
  readonly stdin?: string;
  /** Some programs end with code 1 when they tell their version. @default false */
  readonly anyCode?: boolean;
}

/** Resolves when it ended with code 0. Rejects with a sentence, or with ENOENT where there is no such program. */
export function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: LONGEST_MS });
    const out: Buffer[] = [];
    let bytes = 0;
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) child.kill();
      else out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-2000);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0 || (options.anyCode && code !== null)) resolve({ stdout: Buffer.concat(out), stderr });
      else
        reject(new Error(`'${program}' ended with ${signal ?? `code ${code}`}: ${stderr.trim() || 'it said nothing'}`));
    });
    // A program that ends before it has read its input is told by its code.
    child.stdin.on('error', () => {});
    child.stdin.end(options.stdin ?? '');
  });
}

/** What a program says of itself: the first match's group in its output, else the first line. */
export async function firstLineOf(program: string, args: readonly string[], pattern: RegExp): Promise<string> {
  const { stdout } = await runProgram(program, args, { anyCode: true });
  const text = stdout.toString();
  return pattern.exec(text)?.[1] ?? (text.split('\n')[0] as string).trim();
}

/** Gives a path for a sound that a program writes, and removes it afterwards. */
export async function temporarySound<T>(use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-voice-'));
  try {
    return await use(join(folder, 'out.wav'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
