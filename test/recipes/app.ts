// The recipes as apps of their own: the packed package is installed into them by npm, they are built or run by their
// own scripts, and served with or without the two headers of isolation.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type StaticServer, startStaticServer } from '#src/node/static-server.js';

const run = promisify(execFile);
/** The folder of the recipes. */
export const recipes = fileURLToPath(new URL('../../examples/recipes/', import.meta.url));
const recording = fileURLToPath(new URL('../../dist/assets/recording.wav', import.meta.url));
const NPM = ['--no-audit', '--no-fund', '--prefer-offline', '--no-package-lock', '--loglevel=error'];
/** Scripts of an app must not take part in this test run, nor tell anybody of it. */
const ENV: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV$|VITE_)/.test(name))),
  CI: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
};

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * Copies a recipe to `folder` and installs what it asks for, the package from its tarball. `versions`: of development
 * dependencies, in place of the recipe's own.
 */
export async function install(
  name: string,
  folder: string,
  tarball: string,
  versions: Readonly<Record<string, string>> = {},
): Promise<void> {
  copyRecipe(name, folder);
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const unknown = Object.keys(versions).filter((each) => manifest.devDependencies?.[each] === undefined);
  if (unknown.length > 0) throw new Error(`The recipe ${name} does not ask for ${unknown.join()}`);
  const dependencies = { ...manifest.dependencies, sluice: tarball };
  const devDependencies = { ...manifest.devDependencies, ...versions };
  writeFileSync(file, JSON.stringify({ ...manifest, dependencies, devDependencies }));
  await run('npm', ['install', ...NPM], { cwd: folder, env: ENV });
}

/** The same for several recipes with one installation: they lie below `folder`, and resolve upwards. */
export async function installTogether(names: readonly string[], folder: string, tarball: string): Promise<void> {
  const dependencies: Record<string, string> = {};
  for (const name of names) {
    copyRecipe(name, join(folder, name));
    const manifest = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')) as Manifest;
    for (const [dependency, range] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      if ((dependencies[dependency] ?? range) !== range) throw new Error(`The recipes differ in ${dependency}`);
      dependencies[dependency] = range;
    }
  }
  const manifest = { private: true, type: 'module', dependencies: { ...dependencies, sluice: tarball } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', ...NPM], { cwd: folder, env: ENV });
  // As in a repository of several packages: else Vite's development server takes what lies above the app for foreign.
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, workspaces: names }));
}

function copyRecipe(name: string, folder: string): void {
  const made = /\/(node_modules|dist|build|\.next|\.svelte-kit|\.angular|\.parcel-cache)$/;
  cpSync(join(recipes, name), folder, { recursive: true, filter: (file) => !made.test(file) });
}

/** Runs a script of the app to its end. Rejects with what it wrote where it fails. */
export async function runScript(folder: string, script: string): Promise<void> {
  try {
    await run('npm', ['run', script], { cwd: folder, env: ENV, maxBuffer: 2 ** 26 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`'npm run ${script}' failed:\n${stdout}\n${stderr}`);
  }
}

/** A built app. */
export function serveFolder(folder: string, isolated: boolean): Promise<StaticServer> {
  return startStaticServer({ root: folder, isolated, files: { '/recording.wav': recording } });
}

/** An app that a script of its own serves. */
export interface ServedApp extends AsyncDisposable {
  /** What came on its standard output and standard error. */
  readonly output: () => string;
  /** Its address through a proxy that sends the two headers or not. */
  at(isolated: boolean): Promise<string>;
}

/** Starts a script of the app that serves it; `flags(port)` are its arguments. Resolves when it answers. */
export async function serveByScript(
  folder: string,
  script: string,
  flags: (port: number) => readonly string[],
): Promise<ServedApp> {
  const port = await freePort();
  const child = spawn('npm', ['run', script, '--', ...flags(port)], {
    cwd: folder,
    env: ENV,
    detached: true, // a group of its own, so that what npm starts can be ended with it
    stdio: ['pipe', 'pipe', 'pipe'], // esbuild's server ends with its input
  });
  const written: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => written.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => written.push(chunk));
  const output = () => Buffer.concat(written).toString();
  const proxies: Server[] = [];
  const dispose = async () => {
    for (const proxy of proxies) {
      proxy.close();
      proxy.closeAllConnections();
    }
    await endGroup(child);
  };
  try {
    await answering(port, child);
  } catch (error) {
    await dispose();
    throw new Error(`'npm run ${script}' serves nothing:\n${output()}`, { cause: error });
  }
  return {
    output,
    [Symbol.asyncDispose]: dispose,
    async at(isolated) {
      const proxy = headersProxy(port, isolated);
      proxies.push(proxy);
      // By the name that the server itself answers to: development servers refuse others.
      return `http://localhost:${await listening(proxy)}/`;
    },
  };
}

/** Hands everything on to the app, but the recording, and sets the two headers. */
function headersProxy(port: number, isolated: boolean): Server {
  const server = createServer((incoming, response) => {
    const headers = isolated
      ? { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
      : {};
    if (incoming.url === '/recording.wav') {
      response.writeHead(200, { ...headers, 'Content-Type': 'audio/wav' });
      response.end(readFileSync(recording));
      return;
    }
    const outgoing = request({ ...target(incoming, port) }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...headers });
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  // Development servers talk to their pages over a WebSocket.
  server.on('upgrade', (incoming, socket: Socket, head) => {
    const outgoing = request(target(incoming, port));
    outgoing.on('upgrade', (answer, other: Socket, otherHead) => {
      const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.write(otherHead);
      other.write(head);
      for (const each of [socket, other]) each.on('error', () => each.destroy());
      socket.pipe(other).pipe(socket);
    });
    outgoing.on('response', () => socket.destroy());
    outgoing.on('error', () => socket.destroy());
    outgoing.end();
  });
  return server;
}

function target(incoming: IncomingMessage, port: number) {
  const { method, url, headers } = incoming;
  const origin = headers.origin === undefined ? {} : { origin: `http://localhost:${port}` };
  return { host: 'localhost', port, method, path: url, headers: { ...headers, host: `localhost:${port}`, ...origin } };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Resolves when something listens there. Rejects when the program has ended. */
async function answering(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, 'localhost', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`It ended with ${child.exitCode ?? child.signalCode}`);
}

async function endGroup(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('close', resolve));
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}
