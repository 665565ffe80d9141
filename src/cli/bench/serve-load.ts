// The load of `sluice bench serve`, a process of its own. It sends rows on plain sockets when they are due, and
// measures when their results arrive.
import { connect, type Socket } from 'node:net';
import { DueRows } from '../../harness/serve/due.js';
import { fairnessOf, type LoadPlan, type LoadResult, type StepResult } from '../../harness/serve/plan.js';
import { clientMessage, ServerBytes } from '../../harness/serve/web-socket-bytes.js';
import { Histogram } from '../../observable/histogram.js';
import { acknowledgementFrame, BLOCK_HEAD_BYTES, blockFrame } from '../../protocol/client-frames.js';
import {
  ACCEPTED,
  ACCEPTED_BYTES,
  DETECTION,
  DETECTION_HEAD_BYTES,
  PREDICTION,
  PREDICTION_HEAD_BYTES,
} from '../../protocol/server-frames.js';

const HANDSHAKE =
  'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sluice.v1\r\n\r\n';
/** A percentile is too great by at most a 1024th of it. */
const BITS = 10;
/** Results that arrive later than this after the last row was due are not waited for. */
const TAIL_MS = 1500;
const ACKNOWLEDGE_MS = 100;
/** Rows sent in one go: between them the sockets are read. */
const AT_ONCE = 2000;

const now = () => performance.timeOrigin + performance.now();

class Measured {
  readonly delays = new Histogram(BITS);
  readonly late = new Histogram(BITS);
  readonly byStream: number[];
  readonly worst: number[];
  delivered = 0;
  readonly #startMs: number;
  readonly #endMs: number;

  constructor(streams: number, startMs: number, seconds: number) {
    this.byStream = Array<number>(streams).fill(0);
    this.worst = Array<number>(Math.ceil(seconds * 10)).fill(-1);
    this.#startMs = startMs;
    this.#endMs = startMs + seconds * 1000;
  }

  /** False where the row was due in another step. */
  take(stream: number, dueMs: number, nowMs: number): boolean {
    if (dueMs < this.#startMs || dueMs >= this.#endMs) return false;
    const delayMs = Math.max(0, nowMs - dueMs);
    this.delays.record(delayMs);
    this.byStream[stream] = (this.byStream[stream] as number) + 1;
    this.delivered++;
    const tenth = Math.floor((dueMs - this.#startMs) / 100);
    if (delayMs > (this.worst[tenth] ?? 0)) this.worst[tenth] = delayMs;
    return true;
  }

  result(offered: number): StepResult {
    return {
      offered,
      delivered: this.delivered,
      p50Ms: this.delays.quantile(0.5),
      p99Ms: this.delays.quantile(0.99),
      worstMs: this.delays.worstMs,
      lateP99Ms: this.late.quantile(0.99),
      fairness: fairnessOf(this.byStream),
      worstByTenth: this.worst,
    };
  }
}

/** One connection. It has every n-th stream, where n is the number of connections. */
class Sender {
  readonly #socket: Socket;
  readonly #bytes = new ServerBytes();
  readonly #alone: boolean;
  #isUp = false;
  #opened = 0;
  #up: () => void = () => undefined;
  #parts: Uint8Array[] = [];
  readonly up: Promise<void>;
  /** Of the streams on it. */
  readonly numbers: readonly number[];
  /** (streams) predictions and detections had. */
  readonly predictions: Uint32Array;
  readonly detections: Uint32Array;
  readonly dropped: Uint32Array;

  constructor(plan: LoadPlan, numbers: readonly number[], heard: (stream: number, timeMs: number) => void) {
    this.#alone = plan.alone;
    this.numbers = numbers;
    this.predictions = new Uint32Array(numbers.length);
    this.detections = new Uint32Array(numbers.length);
    this.dropped = new Uint32Array(numbers.length);
    this.#socket = connect(plan.port, '127.0.0.1');
    this.#socket.setNoDelay(true);
    this.up = new Promise((resolve, reject) => {
      this.#up = resolve;
      this.#socket.on('error', reject);
      this.#socket.on('close', () => reject(new Error('the server closed the connection')));
    });
    this.#socket.write(HANDSHAKE);
    this.#socket.on('data', (chunk) => this.#receive(chunk, plan, heard));
  }

  add(frame: Uint8Array): void {
    this.#parts.push(this.#alone ? clientMessage(frame) : frame);
  }

  /** All in one write; one message, or many. */
  send(): void {
    if (this.#parts.length === 0) return;
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#socket.write(this.#alone ? bytes : clientMessage(bytes));
  }

  acknowledge(): void {
    const frames = this.numbers.map((_, i) =>
      acknowledgementFrame(i, this.predictions[i] as number, this.detections[i] as number),
    );
    this.#socket.write(clientMessage(Buffer.concat(frames)));
  }

  close(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
  }

  #receive(chunk: Buffer, plan: LoadPlan, heard: (stream: number, timeMs: number) => void): void {
    let bytes: Uint8Array = chunk;
    if (!this.#isUp) {
      const end = chunk.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.#isUp = true;
      bytes = chunk.subarray(end + 4);
      for (const [number, stream] of this.numbers.entries()) {
        const open = { kind: 'open', number, stream: `load-${stream}`, maxDelayMs: plan.maxDelayMs, replace: true };
        this.#socket.write(clientMessage(new TextEncoder().encode(JSON.stringify(open)), 1));
      }
    }
    this.#bytes.take(bytes, (opcode, payload) => {
      if (opcode === 2) this.#results(payload, heard);
      else if (opcode === 1) this.#text(new TextDecoder().decode(payload));
      else if (opcode === 9) this.#socket.write(clientMessage(payload, 10));
    });
  }

  #text(text: string): void {
    if (text.startsWith('{"kind":"opened"') && ++this.#opened === this.numbers.length) this.#up();
    if (text.startsWith('{"kind":"refused"')) this.#socket.destroy(new Error(text));
  }

  #results(bytes: Uint8Array, heard: (stream: number, timeMs: number) => void): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < bytes.length; ) {
      const kind = bytes[at];
      const stream = view.getUint32(at + 4, true);
      if (kind === PREDICTION) {
        this.predictions[stream] = view.getUint32(at + 8, true) + 1;
        heard(this.numbers[stream] as number, view.getFloat64(at + 24, true));
        at += PREDICTION_HEAD_BYTES + 4 * view.getUint16(at + 2, true);
      } else if (kind === DETECTION) {
        this.detections[stream] = view.getUint32(at + 8, true);
        at += DETECTION_HEAD_BYTES + view.getUint16(at + 2, true) + view.getUint32(at + 52, true);
      } else if (kind === ACCEPTED) {
        this.dropped[stream] = view.getUint32(at + 12, true);
        at += ACCEPTED_BYTES;
      } else throw new Error(`a frame of kind ${kind}`);
    }
  }
}

process.once('message', (plan: LoadPlan) => {
  run(plan).then(
    (result) => process.send?.({ result }, () => process.exit(0)),
    (error: unknown) => process.send?.({ error: String(error) }, () => process.exit(1)),
  );
});
process.send?.({ ready: true });

async function run(plan: LoadPlan): Promise<LoadResult> {
  const measured: Measured[] = [];
  const heard = (stream: number, timeMs: number) => {
    const nowMs = now();
    for (let i = measured.length - 1; i >= 0; i--) if ((measured[i] as Measured).take(stream, timeMs, nowMs)) return;
  };
  const senders = Array.from({ length: plan.connections }, (_, c) => {
    const numbers = [];
    for (let stream = c; stream < plan.streams; stream += plan.connections) numbers.push(stream);
    return new Sender(plan, numbers, heard);
  });
  await Promise.all(senders.map(({ up }) => up));
  process.send?.({ up: true });
  const frames = senders.map(({ numbers }) => numbers.map((stream, number) => rowFrame(number, plan.channels, stream)));
  const acknowledging = setInterval(() => {
    for (const sender of senders) sender.acknowledge();
  }, ACKNOWLEDGE_MS);
  const offered: number[] = [];
  for (const { rowsPerSecond, seconds } of plan.steps) {
    const startMs = now();
    const step = new Measured(plan.streams, startMs, seconds);
    measured.push(step);
    const due = new DueRows(plan.streams, rowsPerSecond, seconds, startMs);
    while (!due.isOver) {
      const nowMs = now();
      due.take(nowMs, AT_ONCE, (stream, dueMs) => {
        const sender = senders[stream % plan.connections] as Sender;
        const frame = (frames[stream % plan.connections] as RowFrame[])[
          Math.floor(stream / plan.connections)
        ] as RowFrame;
        step.late.record(nowMs - dueMs);
        sender.add(frame.next(dueMs));
      });
      for (const sender of senders) sender.send();
      await new Promise((resolve) => setTimeout(resolve, plan.everyMs));
    }
    offered.push(due.offered);
  }
  await new Promise((resolve) => setTimeout(resolve, TAIL_MS));
  clearInterval(acknowledging);
  for (const sender of senders) sender.close();
  const dropped = senders.reduce((sum, sender) => sum + sender.dropped.reduce((a, b) => a + b, 0), 0);
  return { steps: measured.map((step, i) => step.result(offered[i] as number)), dropped };
}

interface RowFrame {
  next(dueMs: number): Uint8Array;
}

/** A stream's block of one row, filled in anew for each row: what is sent before it has been copied by then. */
function rowFrame(number: number, channels: number, seed: number): RowFrame {
  const frame = blockFrame({ stream: number, sequence: 0, timeMs: 0, position: 0 }, new Uint8Array(4 * channels));
  const view = new DataView(frame.buffer);
  let rows = 0;
  return {
    next(dueMs) {
      const copy = frame.slice();
      const out = new DataView(copy.buffer);
      for (let i = 0; i < channels; i++)
        out.setFloat32(BLOCK_HEAD_BYTES + 4 * i, Math.sin(0.01 * rows * (i + 1) + seed), true);
      out.setUint32(8, (rows + 1) >>> 0, true);
      out.setFloat64(16, dueMs, true);
      out.setFloat64(24, rows, true);
      rows++;
      return view.byteLength === copy.length ? copy : frame;
    },
  };
}
