// A stream's state as bytes: what is read back is what was written, and nothing else passes, right checksum or not.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { crc32 } from '#src/model/crc32.js';
import { connect } from '#src/node/index.js';
import { type OpenMessage, readClientMessage } from '#src/protocol/client-messages.js';
import { writePrediction } from '#src/protocol/server-frames.js';
import { packState, unpackState } from '#src/server/persistence/state-file.js';
import { temporaryFolder } from '../../support/folder.js';
import { Raw, rowsOf, serve } from '../stand.js';

function frame(index: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(44));
  const fields = { index, endsAtMs: 1, timeMs: 2, gap: 0, delayMs: 3, settled: true, gated: false };
  writePrediction(view, 0, 0, 0, { ...fields, scores: [0.5], series: null });
  return new Uint8Array(view.buffer);
}

const saved = {
  open: readClientMessage('{"kind":"open","number":0,"stream":"pump","key":"0123456789abcdef"}') as OpenMessage,
  token: 'token',
  position: {
    ...{
      fedTo: 40,
      sequence: 3,
      sequenceEndsAt: 36,
      timeMs: 1_709_251_200_000.5,
      firstPosition: 7,
      predictions: 10,
      detections: 2,
    },
    ...{ gapRows: 4, droppedPredictions: 5 },
  },
  snapshot: Uint8Array.of(1, 2, 3),
  predictions: [{ number: 9, bytes: frame(9) }],
  detections: [],
  awayMs: 1234,
};

/** The same bytes with another description or tail, and the right checksum. */
function forged(change: (description: Record<string, unknown>) => void, tail?: Uint8Array): Uint8Array {
  const bytes = packState(saved);
  const view = new DataView(bytes.buffer);
  const end = 16 + view.getUint32(12, true);
  const description = JSON.parse(new TextDecoder().decode(bytes.subarray(16, end))) as Record<string, unknown>;
  change(description);
  const text = new TextEncoder().encode(JSON.stringify(description));
  const rest = tail ?? bytes.subarray(end);
  const out = new Uint8Array(16 + text.length + rest.length);
  out.set(bytes.subarray(0, 16));
  out.set(text, 16);
  out.set(rest, 16 + text.length);
  const head = new DataView(out.buffer);
  head.setUint32(12, text.length, true);
  head.setUint32(8, crc32(out.subarray(16)), true);
  return out;
}

describe('unpackState()', () => {
  it('gives back what packState() was given', () => {
    expect(unpackState(packState(saved))).toEqual(saved);
  });

  it.each<[string, (description: Record<string, unknown>) => void]>([
    ['a frame of no bytes', (each) => Object.assign(each, { predictions: [[9, 0]] })],
    ['a frame of another number', (each) => Object.assign(each, { predictions: [[8, 44]] })],
    ['a prediction among the detections', (each) => Object.assign(each, { predictions: [], detections: [[9, 44]] })],
    ['a frame that is cut short', (each) => Object.assign(each, { predictions: [[9, 43]] })],
    ['more bytes than there are', (each) => Object.assign(each, { snapshotBytes: 1e9 })],
    ['a negative number', (each) => Object.assign(each, { predictions: [[-1, 44]] })],
    ['an open message that is none', (each) => Object.assign(each, { open: '{"kind":"heartbeat"}' })],
    ['a position that is no number', (each) => Object.assign(each, { position: { fedTo: 'x' } })],
  ])('refuses %s, although the checksum is right', (_, change) => {
    expect(() => unpackState(forged(change))).toThrow();
  });
});

describe('a state file with a right checksum and wrong frames', () => {
  it('is set aside, and neither the start nor a client that resumes hurts the server', async () => {
    const { path } = temporaryFolder();
    let token = '';
    {
      await using server = await serve({ state: path });
      await using client = await connect(server.socketUrl);
      const raw = new Raw(server.socketUrl);
      await raw.told('welcome');
      raw.say({ kind: 'open', number: 0, stream: 'pump' });
      token = String((await raw.told('opened')).token);
      expect(client.models).toContain('rows');
      raw.end();
    }
    const [file = ''] = await readdir(path);
    const bytes = new Uint8Array(await readFile(join(path, file)));
    const view = new DataView(bytes.buffer);
    const end = 16 + view.getUint32(12, true);
    const description = new TextDecoder().decode(bytes.subarray(16, end));
    const changed = description.replace('"predictions":[]', '"predictions":[[0,0],[1,0]]');
    expect(changed).not.toBe(description);
    const out = new Uint8Array([
      ...bytes.subarray(0, 16),
      ...new TextEncoder().encode(changed),
      ...bytes.subarray(end),
    ]);
    const head = new DataView(out.buffer);
    head.setUint32(12, changed.length, true);
    head.setUint32(8, crc32(out.subarray(16)), true);
    await writeFile(join(path, file), out);
    await using server = await serve({ state: path });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say({ kind: 'open', number: 0, stream: 'pump', resume: { token, predictions: 0, detections: 0 } });
    expect(await raw.told('opened')).toMatchObject({ resumed: false });
    expect((await readdir(path)).filter((name) => name.endsWith('.broken'))).toHaveLength(1);
    expect(rowsOf(1).length).toBe(4);
    raw.end();
  });
});
