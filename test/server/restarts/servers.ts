// A server on one port, one state folder and one machine, whichever process it is at the moment. The machine's clock
// and disk are the test's.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

export type Disk = 'fine' | 'no room' | 'no names' | 'no sync';

export interface ServersParts {
  /** The file to run, and the arguments before those of `serve`. */
  readonly command: readonly string[];
  readonly models: readonly string[];
  readonly state: string;
}

const HEARTBEAT_MS = 200;
const SAVE_EVERY_MS = 40;
/** A connection that is not heard is given up after so long at most: three heartbeats, and a look once a second. */
export const SILENT_MS = 3 * HEARTBEAT_MS + 1000;

/** Below the ports that systems give to outgoing connections: one of those could take the port of a server that is down. */
const FIRST_PORT = 12_000;
const LAST_PORT = 31_000;
let nextPort = FIRST_PORT + ((process.pid * 97) % (LAST_PORT - FIRST_PORT));

async function portOfItsOwn(): Promise<number> {
  for (;;) {
    nextPort = nextPort < LAST_PORT ? nextPort + 1 : FIRST_PORT;
    const port = nextPort;
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}

export class Servers {
  readonly #parts: ServersParts;
  readonly #running = new Set<ChildProcess>();
  #child: ChildProcess | null = null;
  #clockMs = 0;
  #disk: Disk = 'fine';
  port = 0;
  /** What the servers logged. */
  log = '';

  constructor(parts: ServersParts) {
    this.#parts = parts;
  }

  get isUp(): boolean {
    return this.#child !== null;
  }

  /** Starts it, if it is not up. False where it ended instead, as it may while the disk is full. */
  async start(): Promise<boolean> {
    if (this.#child !== null) return true;
    if (this.port === 0) this.port = await portOfItsOwn();
    const child = this.#spawn(this.port);
    const line = once(child.stdout as NodeJS.ReadableStream, 'data').then(([data]) => String(data));
    const gone = once(child, 'exit').then(() => null);
    const said = await Promise.race([line, gone]);
    if (said === null) return false;
    this.#child = child;
    return true;
  }

  /** Ends it, if it is up. Returns its exit code; null where the signal ended it. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#child;
    if (child === null) return null;
    this.#child = null;
    const gone = once(child, 'exit').then(([code]) => code as number | null);
    child.kill(signal);
    return gone;
  }

  /** Kills whatever runs, also what an action that hangs has started. */
  async killAll(): Promise<void> {
    this.#child = null;
    await Promise.all([...this.#running].map((child) => child.kill('SIGKILL') && once(child, 'exit')));
  }

  stop(): void {
    this.#child?.kill('SIGSTOP');
  }

  go(): void {
    this.#child?.kill('SIGCONT');
  }

  /** A second server on the same folder. Returns the exit code with which it refuses to start. */
  async second(): Promise<number | null> {
    const child = this.#spawn(0);
    const up = once(child.stdout as NodeJS.ReadableStream, 'data').then(() => child.kill('SIGKILL'));
    up.catch(() => undefined);
    const [code] = await once(child, 'exit');
    return code;
  }

  /** Sets the clock of the machine that much ahead, or back. */
  setClock(byMs: number): Promise<void> {
    this.#clockMs += Math.round(byMs);
    return this.#tell();
  }

  setDisk(disk: Disk): Promise<void> {
    this.#disk = disk;
    return this.#tell();
  }

  async #tell(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    const done = once(child, 'message');
    child.send({ clockMs: this.#clockMs, disk: this.#disk });
    await done;
  }

  #spawn(port: number): ChildProcess {
    const { command, models, state } = this.#parts;
    const own = ['--json', '--no-page', '--port', String(port), '--log-level', 'warn', '--engines', '1'];
    const times = ['--save-every', String(SAVE_EVERY_MS), '--heartbeat', String(HEARTBEAT_MS)];
    const world = { TEST_WORLD_CLOCK_MS: String(this.#clockMs), TEST_WORLD_DISK: this.#disk };
    const child = spawn(process.execPath, [...command, ...own, ...times, ...models, '--state', state], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...world },
    });
    this.#running.add(child);
    child.on('exit', () => this.#running.delete(child));
    child.stderr?.on('data', (data) => {
      this.log += data;
    });
    return child;
  }
}
