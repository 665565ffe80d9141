// The protocol as bytes, without a socket, and as docs/protocol.md describes it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BlockHead } from '#src/protocol/block-head.js';
import { acknowledgementFrame, blockFrame, readClientFrames } from '#src/protocol/client-frames.js';
import { CODES, CONNECTION_CODES } from '#src/protocol/closing.js';
import { after as laterBy, plus } from '#src/protocol/counting.js';
import { patternTest } from '#src/protocol/names.js';
import { readServerFrames, type ServerFrameHandler } from '#src/protocol/read-server-frames.js';
import {
  detectionBytesNeeded,
  pointBytesNeeded,
  predictionBytesNeeded,
  writeAccepted,
  writeDetection,
  writePoint,
  writePrediction,
} from '#src/protocol/server-frames.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('frames from a client', () => {
  it('are the documented bytes', () => {
    const block = blockFrame({ stream: 3, sequence: 258, timeMs: 1.5, position: 2 }, Uint8Array.of(9, 8, 7, 6));
    expect(hex(block)).toBe(
      ['01000000', '03000000', '02010000', '04000000', '000000000000f83f', '0000000000000040', '09080706'].join(''),
    );
    expect(hex(acknowledgementFrame(1, 2, 3))).toBe('02000000010000000200000003000000');
  });

  it('are read one after the other out of one message, wherever it lies', () => {
    const frames = [
      acknowledgementFrame(1, 2, 3),
      blockFrame({ stream: 1, sequence: 4, timeMs: Number.NaN, position: 7 }, Uint8Array.of(1, 2, 3)),
      blockFrame({ stream: 2, sequence: 5, timeMs: 8, position: 9 }, Uint8Array.of(4)),
    ];
    const bytes = Buffer.concat([Uint8Array.of(0, 0, 0), ...frames]).subarray(3);
    const seen: unknown[] = [];
    readClientFrames(bytes, {
      block: (head: BlockHead, of, at) => seen.push({ ...head, payload: [...of.subarray(at, at + head.payloadBytes)] }),
      acknowledged: (...all) => seen.push(all),
    });
    expect(seen).toEqual([
      [1, 2, 3],
      { stream: 1, sequence: 4, payloadBytes: 3, timeMs: Number.NaN, position: 7, payload: [1, 2, 3] },
      { stream: 2, sequence: 5, payloadBytes: 1, timeMs: 8, position: 9, payload: [4] },
    ]);
  });
});

describe('frames from a server', () => {
  const series = {
    likelihood: 0.5,
    severity: 2,
    onset: 0,
    alarm: true,
    open: true,
    ended: false,
    forecast: Float32Array.of(1, 2),
    spread: Float32Array.of(3, 4),
    contributions: Float32Array.of(0.25, 0.75),
  };
  const scores = Float32Array.of(0.25, 0.75);
  const prediction = {
    index: 7,
    endsAtMs: 20,
    timeMs: 30,
    gap: 2,
    delayMs: 1.5,
    settled: true,
    gated: false,
    scores,
    series,
  };
  const detection = {
    open: false,
    reason: 'level',
    why: 'it is 20 °C too warm',
    value: 1.5,
    expected: 2,
    spread: 0.25,
    number: 1,
    index: 7,
    label: 'zu heiß',
    score: 0.5,
    startsAtMs: 1,
    endsAtMs: 2,
    timeMs: 3,
    channel: 'a',
    severity: 4,
  };
  const point = {
    index: 9,
    timeMs: 5,
    gap: 1,
    settled: false,
    past: false,
    values: Float32Array.of(6),
    scores,
    series: null,
  };

  it('are read as they were written, all kinds in one message', () => {
    const text = new TextEncoder();
    const { label, channel, reason, why } = detection;
    const names = {
      ...{ label: text.encode(label), channel: text.encode(channel) },
      ...{ reason: text.encode(reason), why: text.encode(why) },
    };
    const size =
      predictionBytesNeeded(prediction) + detectionBytesNeeded(names, detection) + 16 + pointBytesNeeded(point);
    const view = new DataView(new ArrayBuffer(size));
    let at = writePrediction(view, 0, 3, 11, prediction);
    at = writeDetection(view, at, 3, 12, detection, names);
    at = writeAccepted(view, at, 3, 13, 14);
    expect(writePoint(view, at, 15, point)).toBe(size);
    const seen: unknown[] = [];
    const see =
      (kind: string) =>
      (...all: unknown[]) =>
        seen.push([kind, ...all]);
    const handler = { prediction: see('p'), detection: see('d'), accepted: see('a'), point: see('o') };
    readServerFrames(view.buffer as ArrayBuffer, handler as ServerFrameHandler);
    expect(seen).toEqual([
      ['p', 3, 11, prediction],
      ['d', 3, 12, detection],
      ['a', 3, 13, 14],
      ['o', 15, point],
    ]);
    for (let length = 1; length < size; length++) {
      const cut = view.buffer.slice(0, length) as ArrayBuffer;
      const whole = [
        predictionBytesNeeded(prediction),
        size - pointBytesNeeded(point) - 16,
        size - pointBytesNeeded(point),
      ];
      if (whole.includes(length)) continue;
      expect(() => readServerFrames(cut, handler as ServerFrameHandler)).toThrow(RangeError);
    }
  });
});

describe('numbers, names and codes', () => {
  it('numbers continue beyond 2^32', () => {
    expect(plus(0xffffffff, 2)).toBe(1);
    expect(laterBy(1, 0xffffffff)).toBe(2);
    expect(laterBy(0xffffffff, 1)).toBe(-2);
  });

  it.each([
    ['pump-1', 'pump-*', true],
    ['pump', 'pump-*', false],
    ['a/b/c', '*b*', true],
    ['abc', 'abc', true],
    ['abc', 'ab', false],
    ['aaaaaaaaab', '*a*a*a*c', false],
    ['', '*', true],
    ['ab', 'ab*b', false],
    ['abxb', 'ab*b', true],
    ['abab', '*ab*ab*', true],
    ['aba', '*ab*ab*', false],
    ['a', '**a**', true],
  ])('%s fits %s: %s', (name, pattern, fits) => {
    expect(patternTest(pattern)(name)).toBe(fits);
  });

  it('a pattern takes little time, whatever it and the names are', () => {
    const [name, fromMs] = ['a'.repeat(128), performance.now()];
    for (const pattern of [
      `*${'a'.repeat(126)}b`,
      `${'*a'.repeat(63)}b`,
      `${'a*'.repeat(63)}b`,
      `${'*aaaa'.repeat(25)}b*`,
    ]) {
      const fits = patternTest(pattern);
      let found = 0;
      for (let i = 0; i < 100_000; i++) if (fits(name)) found++;
      expect(found).toBe(0);
    }
    expect(performance.now() - fromMs).toBeLessThan(3000);
  });

  it('every code has its line in docs/protocol.md, with whether it closes the connection', () => {
    const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
    const told = [...page.matchAll(/^\| (4\d{3}) \| (yes|no) \|/gm)].map(([, code, closes]) => [Number(code), closes]);
    const codes = Object.values(CODES).map((code) => [code, CONNECTION_CODES.has(code) ? 'yes' : 'no']);
    expect(told.sort()).toEqual(codes.sort());
  });
});
