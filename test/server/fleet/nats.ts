// Servers of NATS for tests, each on a folder and at ports of its own. Where `nats-server` is not installed, tests that
// need it are skipped.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';

/** A sentence where it is not, else null. */
export const noNats: string | null =
  spawnSync('nats-server', ['--version']).status === 0 ? null : "'nats-server' is not installed";

export interface NatsOptions {
  /** Where it keeps its streams. */
  readonly folder: string;
  readonly port?: number;
  /** More arguments. @default with JetStream */
  readonly arguments?: readonly string[];
}

export class NatsServer implements AsyncDisposable {
  readonly port: number;
  readonly #options: NatsOptions;
  #child: ChildProcess | null = null;
  log = '';

  static async start(options: NatsOptions): Promise<NatsServer> {
    const server = new NatsServer(options, options.port ?? (await freePort()));
    await server.start();
    return server;
  }

  private constructor(options: NatsOptions, port: number) {
    this.#options = options;
    this.port = port;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const { folder, arguments: more = ['-js'] } = this.#options;
    const child = spawn('nats-server', ['-a', '127.0.0.1', '-p', `${this.port}`, '-sd', folder, ...more], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr?.on('data', (data) => {
      this.log += data;
    });
    this.#child = child;
    while (!(await isOpen(this.port))) {
      if (child.exitCode !== null) throw new Error(`nats-server ended: ${this.log}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
