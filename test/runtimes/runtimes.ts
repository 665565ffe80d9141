// Other runtimes than the one that runs the tests, as the npm registry ships them. Each is installed once into a folder
// of the system's temporary files.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Runtime {
  readonly name: string;
  /** What is installed, and the program in it. */
  readonly packaged: string;
  readonly program: string;
  /** What comes before the name of a script. */
  readonly args: readonly string[];
}

const { platform, arch } = process;

/** The newest of each kind when this was written, and the oldest Node that the package supports. */
export const RUNTIMES: readonly Runtime[] = [
  ...['20.19.0', '22.23.3', '24.22.3', '26.12.1'].map((version) => ({
    name: `Node ${version}`,
    packaged: `node-${platform}-${arch}@${version}`,
    program: 'bin/node',
    args: [],
  })),
  {
    name: 'Bun 1.4.5',
    packaged: `@oven/bun-${platform}-${arch === 'arm64' ? 'aarch64' : arch}@1.4.5`,
    program: 'bin/bun',
    args: [],
  },
  {
    name: 'Deno 2.9.6',
    packaged: `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}@2.9.6`,
    program: 'deno',
    args: ['run', '--allow-all'],
  },
];

/** The program's file. Rejects where the package cannot be had. */
export async function runtimeFile({ packaged, program }: Runtime): Promise<string> {
  const folder = await installed([packaged]);
  const file = join(folder, 'node_modules', packaged.slice(0, packaged.lastIndexOf('@')), program);
  await chmod(file, 0o755); // one of them is shipped without the right to run it
  return file;
}

/** Runs npm in a folder, without the settings of the npm that runs the tests. Resolves with what it printed. */
export async function npm(args: readonly string[], cwd: string): Promise<string> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  const program = platform === 'win32' ? 'npm.cmd' : 'npm';
  const limits = { timeout: 240_000, maxBuffer: 2 ** 26 };
  return (await promisify(execFile)(program, args, { cwd, env, ...limits })).stdout;
}

/**
 * The folder in which these packages are installed; they are installed where they were not yet. `cached` false: into a
 * folder of its own, which the caller removes. Rejects where npm cannot.
 */
export async function installed(packages: readonly string[], cached = true): Promise<string> {
  const folder = join(tmpdir(), `sluice-packages-${packages.join('-').replaceAll(/[^\w.-]/g, '_')}`);
  if (cached && existsSync(folder)) return folder;
  // Aside first, then moved to its place in one step: several processes may find it missing at the same time.
  const aside = await mkdtemp(join(tmpdir(), 'sluice-packages-'));
  try {
    await writeFile(join(aside, 'package.json'), '{ "private": true, "type": "module" }');
    const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--fetch-retries=1'];
    await npm(['install', '--loglevel=error', ...options, ...packages], aside);
    if (!cached) return aside;
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
