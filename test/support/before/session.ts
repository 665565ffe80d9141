// What client and server really say to each other in one session: the first message of every kind each way, without
// what differs from run to run.
import { firstValueFrom } from 'rxjs';
import { filter } from 'rxjs/operators';
import { WebSocket } from 'ws';
import { connect, readModel, type WatchEvent } from '#src/node/index.js';
import { startServer } from '#src/node/serve.js';
import { randomFloats } from '../random.js';
import { before } from './fixture.js';
import { sensorRows } from './inputs.js';

const ROWS = 200;
const CHANNELS = 4;
/** Times, and how far a thread had come at the moment. */
const VARIES = /"(token|openedAtMs|timeMs|delayMs|blocks|sequence|reconnects)":("[^"]*"|[^,}\]]+)/g;
/** In messages that are sent whenever it suits. */
const COUNTS = /"(predictions|detections|dropped)":\d+/g;

interface Heard {
  readonly client: Record<string, string>;
  readonly server: Record<string, string>;
}

/** The first message of each kind: of text as it is, of bytes its first four. */
export async function session(): Promise<Heard> {
  const heard: Heard = { client: {}, server: {} };
  const model = { name: 'rows', model: readModel(before('rows.safetensors')) };
  await using server = await startServer({ port: 0, model, heartbeatMs: 15_000 });
  await using client = await connect(server.socketUrl, {
    connect: (url, protocols) => overheard(new WebSocket(url, protocols, { perMessageDeflate: false }), heard) as never,
  });
  const watched = client.watch('pump*', { points: 2, history: 10 });
  const events: WatchEvent[] = [];
  const watching = watched.subscribe((event) => events.push(event));
  const pump = await client.open({ stream: 'pump', maxDelayMs: 10_000 });
  const all = counted(pump.predictions$, ROWS);
  pump.send(randomFloats(ROWS * CHANNELS, 1, 2));
  await all;
  const boiler = await client.open({
    stream: 'boiler',
    model: 'anomaly',
    channels: ['pump', 'furnace'],
    encoding: 'json',
  });
  const told = counted(boiler.predictions$, 10);
  boiler.send(sensorRows(10).flatMap(({ timeMs, values }) => [timeMs, ...values]));
  await told;
  await client.list('pump*');
  await client.setDetector('pump', { minDurationMs: 20 });
  await client.setDetector('nobody', {}).catch(() => undefined);
  await firstValueFrom(watched.pipe(filter(({ kind }) => kind === 'stream')));
  await boiler.close();
  await client.endStream('pump');
  while (!events.some(({ kind }) => kind === 'gone')) await new Promise((resolve) => setTimeout(resolve, 10));
  watching.unsubscribe();
  return { client: sorted(heard.client), server: sorted(heard.server) };
}

function counted(results: { subscribe(observer: object): unknown }, count: number): Promise<void> {
  let seen = 0;
  return new Promise((resolve) => {
    const next = () => {
      if (++seen === count) resolve();
    };
    results.subscribe({ next, error: () => undefined });
  });
}

function overheard(socket: WebSocket, heard: Heard): WebSocket {
  const send = socket.send.bind(socket) as (data: string | Uint8Array) => void;
  socket.send = ((data: string | Uint8Array) => {
    note(heard.client, data);
    send(data);
  }) as WebSocket['send'];
  socket.on('message', (data: ArrayBuffer | Buffer, isBinary: boolean) => {
    note(heard.server, isBinary ? new Uint8Array(data) : data.toString());
  });
  return socket;
}

function note(messages: Record<string, string>, data: string | Uint8Array): void {
  const isText = typeof data === 'string';
  const kind = isText ? kindOf(data) : `frame ${data[0]}`;
  if (kind in messages || kind === 'heartbeat') return; // a heartbeat comes when it is quiet for long
  messages[kind] = isText ? masked(kind, data) : Buffer.from(data.subarray(0, 4)).toString('hex');
}

/** `refused` and `watched` are told apart by what they are about. */
function kindOf(text: string): string {
  const message = JSON.parse(text) as { kind: string; stream?: string; info?: { name: string } };
  return [message.kind, message.info?.name ?? ''].join(' ').trim();
}

function masked(kind: string, text: string): string {
  const quiet = text.replace(VARIES, '"$1":0');
  return /^(watched|streams|accepted|ack)/.test(kind) ? quiet.replace(COUNTS, '"$1":0') : quiet;
}

function sorted(messages: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : 1)));
}
