// A client that does one thing as fast as it may, for the test of fairness. Runs in a process of its own.
import http from 'node:http';
import { WebSocket } from 'ws';
import { blockFrame } from '#src/protocol/client-frames.js';

const [url, kind, token] = process.argv.slice(2);
const CHANNELS = 4;
const PROTOCOLS = ['sluice.v1', `bearer.${token}`];
/** Of an attack over many connections. */
const MANY = 300;
const row = new Uint8Array(4 * CHANNELS);
const connected = () => new WebSocket(url, PROTOCOLS, { perMessageDeflate: false });
let socket;
let say;
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

/** Of one connection among many, by its number. */
const ofMany = {
  'blocks as JSON over many connections': {
    open: { encoding: 'json', model: 'anomaly', channels: 1 },
    each: 0.05,
    text: JSON.stringify({
      kind: 'block',
      number: 0,
      values: Array.from({ length: 10_000 }, (_, i) => [1.7e12 + i, 1]),
    }),
  },
  'lists over many connections': { each: 1, text: JSON.stringify({ kind: 'list', request: 1, pattern: '*' }) },
  'opens that are refused over many connections': {
    each: 1,
    text: JSON.stringify({ kind: 'open', number: 1, stream: 'x', model: 'none' }),
  },
};

/** What is asked for again and again, by so many at a time. */
const loops = {
  'metrics in a loop': { atOnce: 100, before: openMany, again: askMetrics },
  'connections that come and go': { atOnce: 100, before: async () => undefined, again: comeAndGo },
};

function one({ open, each, act }) {
  socket = connected();
  say = (message) => socket.send(JSON.stringify(message));
  watchEnd(socket);
  socket.once('message', () => {
    for (const [number, stream] of [open ?? []].flat().entries())
      say({ kind: 'open', number, stream: `attacker-${number}`, replace: true, ...stream });
    let due = 0;
    setInterval(() => {
      if (socket.bufferedAmount > 4 * 2 ** 20) return;
      for (due += each; due >= 1; due--) act();
    }, 10);
    console.log('attacking');
  });
}

/** Connects one after the other: what comes next is the attack. */
async function many({ open, each, text }) {
  const sockets = [];
  for (let i = 0; i < MANY; i++) {
    const next = connected();
    watchEnd(next);
    await new Promise((resolve) => next.once('message', resolve));
    if (open !== undefined)
      next.send(JSON.stringify({ kind: 'open', number: 0, stream: `many-${i}`, replace: true, ...open }));
    sockets.push(next);
  }
  let due = 0;
  setInterval(() => {
    due += each;
    for (; due >= 1; due--) for (const next of sockets) if (next.bufferedAmount < 2 ** 19) next.send(text);
  }, 10);
  console.log('attacking');
}

async function loop({ atOnce, before, again }) {
  await before();
  for (let i = 0; i < atOnce; i++) again(i);
  console.log('attacking');
}

/** Streams that have a line each in the metrics. */
async function openMany() {
  const sender = connected();
  watchEnd(sender);
  await new Promise((resolve) => sender.once('message', resolve));
  for (let number = 0; number < 1000; number++)
    sender.send(JSON.stringify({ kind: 'open', number, stream: `looked-at-${number}`, replace: true }));
  let opened = 0;
  await new Promise((resolve) =>
    sender.on('message', (data) => {
      opened += data.toString().startsWith('{"kind":"opened"') ? 1 : 0;
      if (opened === 1000) resolve();
    }),
  );
}

const agent = new http.Agent({ keepAlive: true });

function askMetrics() {
  const headers = { authorization: `Bearer ${token}` };
  const again = () => setImmediate(askMetrics);
  http
    .get(`${url.replace(/^ws/, 'http')}metrics`, { agent, headers }, (response) => response.resume().on('close', again))
    .on('error', again);
}

function comeAndGo() {
  const next = connected();
  next.on('error', () => undefined);
  next.once('message', () => next.terminate());
  next.on('close', () => setImmediate(comeAndGo));
}

function watchEnd(watched) {
  watched.on('error', () => process.exit(2));
  watched.on('close', (code) => {
    console.log(`closed ${code}`);
    process.exit(3);
  });
}

if (kind in attacks) one(attacks[kind]);
else if (kind in ofMany) await many(ofMany[kind]);
else await loop(loops[kind]);
