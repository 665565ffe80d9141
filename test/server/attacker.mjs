// A client that does one thing as fast as it may, for the test of fairness. Runs in a process of its own.
import { WebSocket } from 'ws';
import { blockFrame } from '#src/protocol/client-frames.js';

const [url, kind] = process.argv.slice(2);
const CHANNELS = 4;
const row = new Uint8Array(4 * CHANNELS);
const socket = new WebSocket(url, ['sluice.v1'], { perMessageDeflate: false });
const say = (message) => socket.send(JSON.stringify(message));
let sent = 0;

/** Streams of so many channels. */
function streams(count, channels) {
  return Array.from({ length: count }, () => ({ encoding: 'f32', model: 'anomaly', channels }));
}

/** One row on one of so many streams, in turn. */
function sendRow(count, channels) {
  const stream = sent % count;
  const sequence = Math.floor(sent++ / count) + 1;
  const bytes = new DataView(new ArrayBuffer(8 + 4 * channels));
  bytes.setFloat64(0, 1.7e12 + sequence, true);
  for (let i = 0; i < channels; i++) bytes.setFloat32(8 + 4 * i, Math.random(), true);
  const head = { stream, sequence, timeMs: Number.NaN, position: sequence - 1 };
  socket.send(blockFrame(head, new Uint8Array(bytes.buffer)));
}

const attacks = {
  heartbeats: { each: 600, act: () => socket.send('{"kind":"heartbeat"}') },
  'lists with a pattern that backtracks': {
    each: 1,
    act: () => say({ kind: 'list', request: ++sent, pattern: `${'*a'.repeat(60)}*b` }),
  },
  'watches that begin and end': {
    each: 20,
    act: () => {
      say({ kind: 'watch', watch: 1, pattern: '*', history: 300 });
      say({ kind: 'unwatch', watch: 1 });
    },
  },
  'rows one a message': {
    open: { encoding: 'f32' },
    each: 200,
    act: () => socket.send(blockFrame({ stream: 0, sequence: ++sent, timeMs: Number.NaN, position: sent - 1 }, row)),
  },
  'blocks of short rows as JSON': {
    open: { encoding: 'json', model: 'anomaly', channels: 1 },
    each: 0.12,
    act: () => {
      const values = Array.from({ length: 10_000 }, (_, i) => [1.7e12 + i, 1]);
      say({ kind: 'block', number: 0, values });
    },
  },
  'rows of 64 channels on four streams': { open: streams(4, 64), each: 20, act: () => sendRow(4, 64) },
  'rows of 256 channels on four streams': { open: streams(4, 256), each: 4, act: () => sendRow(4, 256) },
  'rows for a large network on four streams': {
    open: Array.from({ length: 4 }, () => ({ encoding: 'f32', model: 'large' })),
    each: 20,
    act: () => {
      const sequence = Math.floor(sent / 4) + 1;
      socket.send(blockFrame({ stream: sent++ % 4, sequence, timeMs: Number.NaN, position: sequence - 1 }, row));
    },
  },
  'opens and ends of large streams': {
    each: 2,
    act: () => {
      say({
        kind: 'open',
        number: sent,
        stream: `attacker-${sent % 4}`,
        model: 'anomaly',
        channels: 128,
        replace: true,
      });
      say({ kind: 'close', number: sent++ });
    },
  },
  'opens that are refused': { each: 20, act: () => say({ kind: 'open', number: 1, stream: 'x', model: 'none' }) },
};

const { open, each, act } = attacks[kind];
socket.on('error', () => process.exit(2));
socket.on('close', (code) => {
  console.log(`closed ${code}`);
  process.exit(3);
});
socket.once('message', () => {
  for (const [number, one] of [open ?? []].flat().entries())
    say({ kind: 'open', number, stream: `attacker-${number}`, replace: true, ...one });
  let due = 0;
  setInterval(() => {
    if (socket.bufferedAmount > 4 * 2 ** 20) return;
    for (due += each; due >= 1; due--) act();
  }, 10);
  console.log('attacking');
});
