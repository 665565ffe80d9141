// An MQTT broker for a test: Debian's mosquitto where it is installed, else one in this process.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { temporaryFolder } from '../../support/folder.js';

const MOSQUITTO = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', 'mosquitto'].find(
  (path) => spawnSync(path, ['-h']).error === undefined,
);
export const hasMosquittoClient = spawnSync('mosquitto_sub', ['--help']).error === undefined;
const folder = temporaryFolder();

export interface Broker {
  readonly port: number;
  readonly url: string;
  /** Ends at once, as where its machine loses its power. */
  kill(): Promise<void>;
  /** Starts again at the same port. */
  restart(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startBroker(): Promise<Broker> {
  const port = await freePort();
  let end = await startAt(port);
  const kill = () => end();
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    kill,
    restart: async () => {
      end = await startAt(port);
    },
    [Symbol.asyncDispose]: kill,
  };
}

async function startAt(port: number): Promise<() => Promise<void>> {
  if (MOSQUITTO === undefined) return embedded(port);
  const config = folder.write(`${port}.conf`, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
  const child: ChildProcess = spawn(MOSQUITTO, ['-c', config], { stdio: 'ignore', cwd: join(folder.path) });
  await listens(port);
  return () =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
}

async function embedded(port: number): Promise<() => Promise<void>> {
  const aedes = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    aedes.handle(socket);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await new Promise<void>((resolve) => aedes.close(() => resolve()));
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listens(port: number): Promise<void> {
  const { connect } = await import('node:net');
  for (;;) {
    const up = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
