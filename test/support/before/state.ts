// A server's folder of states: two streams are saved in it, and go on from it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { predictionBytes, readModel } from '#src/node/index.js';
import { startServer } from '#src/node/serve.js';
import { blockFrame } from '#src/protocol/client-frames.js';
import { readServerFrames } from '#src/protocol/read-server-frames.js';
import { randomFloats } from '../random.js';
import { before, hashOf, plain } from './fixture.js';
import { sensorRows } from './inputs.js';

const CHANNELS = 4;
const SENT = 200;
const ROWS = 400;
const SERIES_SENT = 680;
const SERIES_ACKNOWLEDGED = 640;
const SERIES_ROWS = 760;
const pump = randomFloats(ROWS * CHANNELS, 1, 2);
/** Of a time, which takes two words, and two values. */
const boiler = sensorRows(SERIES_ROWS);

const PUMP = { kind: 'open', number: 0, stream: 'pump', drop: 'none' };
const BOILER = {
  kind: 'open',
  number: 1,
  stream: 'boiler',
  model: 'anomaly',
  channels: ['pump', 'furnace'],
  encoding: 'json',
  drop: 'none',
};

type Tokens = Readonly<Record<string, string>>;

interface Results {
  /** By the stream's number. */
  readonly predictions: readonly Uint8Array[][];
  readonly detections: unknown[][];
}

function serve(folder: string) {
  const model = { name: 'rows', model: readModel(before('rows.safetensors')) };
  return startServer({ port: 0, model, state: folder, saveEveryMs: 1e6, keepMs: 1e7, engines: 1 });
}

/** Two streams, of whose results the client has acknowledged none and most. Returns their tokens. */
export async function saveState(folder: string): Promise<Tokens> {
  await using server = await serve(folder);
  const talk = await Talk.open(server.socketUrl);
  const tokens = { pump: await talk.start(PUMP), boiler: await talk.start(BOILER) };
  talk.sendPump(1, 0, SENT);
  talk.sendBoiler(1, 0, SERIES_SENT);
  await talk.until(({ predictions: [first, second] }) => first?.length === SENT && second?.length === SERIES_SENT);
  await talk.acknowledge(1, SERIES_ACKNOWLEDGED);
  await server.close();
  talk.end();
  return tokens;
}

/**
 * What two streams say that go on from the folder: once more what was not acknowledged, and what comes of further rows.
 */
export async function resumeFrom(folder: string, tokens: Tokens): Promise<unknown> {
  await using server = await serve(folder);
  const talk = await Talk.open(server.socketUrl);
  const had = (stream: string, predictions: number) => ({ token: tokens[stream], predictions, detections: 0 });
  await talk.start({ ...PUMP, resume: had('pump', 0) }, true);
  await talk.start({ ...BOILER, resume: had('boiler', SERIES_ACKNOWLEDGED) }, true);
  talk.sendPump(2, SENT, ROWS);
  talk.sendBoiler(2, SERIES_SENT, SERIES_ROWS);
  const left = SERIES_ROWS - SERIES_ACKNOWLEDGED;
  await talk.until(({ predictions: [first, second] }) => first?.length === ROWS && second?.length === left);
  const { predictions, detections } = talk.results;
  await server.close();
  talk.end();
  return { predictions: predictions.map((all) => [all.length, hashOf(...all)]), detections: plain(detections) };
}

/** The files of such a folder, by stream: everything in them but tokens, times and checksums. */
export function readStates(folder: string): unknown {
  const states = readdirSync(folder)
    .filter((file) => file.endsWith('.state'))
    .map((file) => [file, readState(readFileSync(join(folder, file)))]);
  return plain(Object.fromEntries(states.sort()));
}

interface Description {
  readonly token: string;
  readonly open: string;
  readonly snapshotBytes: number;
  readonly predictions: readonly [number, number][];
  readonly detections: readonly [number, number][];
}

function readState(file: Buffer): unknown {
  const end = 16 + file.readUInt32LE(12);
  const { token: _, ...description } = JSON.parse(file.toString('utf8', 16, end)) as Description;
  let at = end;
  const next = (bytes: number) => {
    at += bytes;
    return file.subarray(at - bytes, at);
  };
  const snapshot = hashOf(next(description.snapshotBytes));
  const frames = [...description.predictions, ...description.detections].map(([, bytes]) => withoutTimes(next(bytes)));
  return { head: file.toString('hex', 0, 8), description, snapshot, frames: hashOf(...frames), left: file.length - at };
}

/** Kept as bytes or as text: how long it took, and by the server's clock when, are no part of the state. */
function withoutTimes(frame: Buffer): Buffer {
  if (frame[0] === 0x7b) return Buffer.from(frame.toString().replace(/"(delayMs|timeMs)":[^,}]+/g, '"$1":0'));
  const out = Buffer.from(frame);
  if (out[0] === 17) out.fill(0, 24, 32).fill(0, 36, 40);
  if (out[0] === 18) out.fill(0, 32, 40);
  return out;
}

/** A bare WebSocket that notes results. */
class Talk {
  readonly results: Results = { predictions: [[], []], detections: [[], []] };
  readonly #socket: WebSocket;
  readonly #texts: Record<string, unknown>[] = [];
  #wake: () => void = () => undefined;

  static async open(url: string): Promise<Talk> {
    const talk = new Talk(url);
    await talk.until(() => talk.#texts.some(({ kind }) => kind === 'welcome'));
    return talk;
  }

  private constructor(url: string) {
    this.#socket = new WebSocket(url, ['sluice.v1'], { perMessageDeflate: false });
    this.#socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) this.#frames(data);
      else this.#text(JSON.parse(data.toString()) as Record<string, unknown>);
      this.#wake();
    });
  }

  /** Opens the stream and returns its token. Throws where it is not resumed though it should be. */
  async start(message: { readonly number: number } & Record<string, unknown>, resumes = false): Promise<string> {
    this.#socket.send(JSON.stringify(message));
    const isAnswer = ({ kind, number }: Record<string, unknown>) =>
      (kind === 'opened' || kind === 'refused') && number === message.number;
    await this.until(() => this.#texts.some(isAnswer));
    const answer = this.#texts.find(isAnswer);
    if (answer?.kind !== 'opened' || answer.resumed !== resumes) throw new Error(`answered ${JSON.stringify(answer)}`);
    return String(answer.token);
  }

  sendPump(sequence: number, from: number, to: number): void {
    const payload = new Uint8Array(pump.slice(from * CHANNELS, to * CHANNELS).buffer);
    this.#socket.send(blockFrame({ stream: 0, sequence, timeMs: 1000 * sequence, position: from }, payload));
  }

  sendBoiler(sequence: number, from: number, to: number): void {
    const values = boiler.slice(from, to).map(({ timeMs, values }) => [timeMs, ...values].map(orNull));
    this.#socket.send(JSON.stringify({ kind: 'block', number: 1, sequence, position: from, values }));
  }

  /** The server has taken it when this resolves. */
  async acknowledge(number: number, predictions: number): Promise<void> {
    this.#socket.send(JSON.stringify({ kind: 'ack', number, predictions, detections: 0 }));
    this.#socket.send(JSON.stringify({ kind: 'list', request: 1 }));
    await this.until(() => this.#texts.some(({ kind }) => kind === 'streams'));
  }

  async until(isSo: (results: Results) => boolean): Promise<void> {
    while (!isSo(this.results)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  end(): void {
    this.#socket.terminate();
  }

  #frames(data: Buffer): void {
    readServerFrames(Uint8Array.from(data).buffer, {
      prediction: (stream, _, prediction) => this.results.predictions[stream]?.push(predictionBytes(prediction)),
      detection: (stream, _, { timeMs, ...detection }) => this.results.detections[stream]?.push(detection),
      accepted: () => undefined,
      point: () => undefined,
    });
  }

  #text(message: Record<string, unknown>): void {
    this.#texts.push(message);
    if (message.kind === 'prediction') {
      const { number, index, endsAtMs, scores } = message as {
        number: number;
        index: number;
        endsAtMs: number;
        scores: number[];
      };
      const said = { index, endsAtMs, scores: Float32Array.from(scores) };
      this.results.predictions[number]?.push(predictionBytes(said));
    }
    if (message.kind === 'detection') {
      const { kind: _, blocks: __, timeMs: ___, stream, ...detection } = message;
      this.results.detections[stream as number]?.push(detection);
    }
  }
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
