// Nodes of a fleet as processes, and the servers of NATS that they stand on.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, NatsServer } from './nats.js';

export interface NodesParts {
  /** The file to run, and arguments that name models. */
  readonly command: readonly string[];
  readonly models: readonly string[];
  readonly leaseMs: number;
  readonly partitions: number;
  readonly replicas: number;
  /** How long streams wait for their clients, s. @default as without the option */
  readonly keepSeconds?: number;
  /** @default 200 */
  readonly heartbeatMs?: number;
  /** The addresses of NATS, as this node reaches them. */
  nats(node: number): readonly string[];
}

export class Nodes {
  readonly #parts: NodesParts;
  readonly #children: (ChildProcess | null)[] = [];
  readonly ports: number[] = [];
  log = '';

  constructor(parts: NodesParts) {
    this.#parts = parts;
  }

  /** Starts one more, or one that ended. Resolves when it serves. */
  async start(node = this.#children.length): Promise<void> {
    this.#children[node] ??= null;
    this.ports[node] ??= await freePort();
    const { command, models, leaseMs, partitions, replicas, keepSeconds, heartbeatMs = 200 } = this.#parts;
    const fleet = [
      '--nats',
      this.#parts.nats(node).join(','),
      '--lease',
      `${leaseMs}`,
      '--partitions',
      `${partitions}`,
    ];
    const own = ['--json', '--no-page', '--log-level', 'info', '--engines', '1', '--replicas', `${replicas}`];
    const times = ['--save-every', '100', '--heartbeat', `${heartbeatMs}`, '--port', `${this.ports[node]}`];
    if (keepSeconds !== undefined) times.push('--keep', `${keepSeconds}`);
    const child = spawn(process.execPath, [...command, ...own, ...times, ...models, ...fleet], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#children[node] = child;
    child.stderr?.on('data', (data) => {
      this.log += `node ${node}: ${data}`;
    });
    const gone = once(child, 'exit').then(([code]) => Promise.reject(new Error(`a node ended: ${code}\n${this.log}`)));
    gone.catch(() => undefined);
    await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), gone]);
  }

  /** Which run at the moment. */
  get running(): number[] {
    return this.#children.flatMap((child, node) => (child === null ? [] : [node]));
  }

  signal(node: number, signal: NodeJS.Signals): void {
    this.#children[node]?.kill(signal);
  }

  /** Returns its exit code; null where the signal ended it. */
  async end(node: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#children[node] ?? null;
    this.#children[node] = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return null;
    const gone = once(child, 'exit');
    child.kill(signal);
    return (await gone)[0];
  }

  async endAll(): Promise<void> {
    await Promise.all(this.#children.map((_, node) => this.end(node, 'SIGKILL')));
  }
}

/** One server of NATS, or several that are one cluster. */
export async function startNats(folder: string, count: number): Promise<NatsServer[]> {
  if (count === 1) return [await NatsServer.start({ folder })];
  const routes = await Promise.all(Array.from({ length: count }, () => freePort()));
  const all = routes.map((port) => `nats://127.0.0.1:${port}`).join(',');
  const cluster = (i: number) => [
    '--cluster_name',
    'test',
    '--cluster',
    `nats://127.0.0.1:${routes[i]}`,
    '--routes',
    all,
  ];
  return Promise.all(
    routes.map((_, i) => {
      const own = join(folder, `${i}`);
      mkdirSync(own, { recursive: true });
      return NatsServer.start({ folder: own, arguments: ['-js', '-n', `nats-${i}`, ...cluster(i)] });
    }),
  );
}
