// A stream's state as bytes: a restored stream continues with the same bits; a snapshot of another stream is refused
// and changes nothing.
import { beforeAll, describe, expect, it } from 'vitest';
import { SluiceError } from '#src/errors.js';
import type { Model } from '#src/model/model.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { SoundState } from '#src/pipeline/sound-state.js';
import { samplesInSnapshot } from '#src/pipeline/state-numbers.js';
import { randomSound } from '../support/random.js';
import { tinyModel } from '../support/tiny-model.js';

const model = tinyModel();
let module: WebAssembly.Module;

beforeAll(async () => {
  module = await readKernel();
});

describe.each([16_000, 44_100, 48_000])('SoundState.restore() at %i Hz', (rate) => {
  const sound = randomSound(2 * rate, rate, 6);

  it('continues with the same bits in another kernel, from any hop', () => {
    const whole = run(open(rate), sound, 0);
    for (const hops of [0, 1, 2, 3, 4, 17, 99, 100, 101, 150]) {
      const first = open(rate);
      const before = run(first, sound, 0, hops);
      const second = open(rate);
      run(second, randomSound(rate, rate, 8), 0); // a state to be replaced whole
      const bytes = first.snapshot();
      second.restore(bytes);
      const after = run(second, sound, samplesInSnapshot(bytes));
      expect([...before, ...after]).toEqual(whole);
    }
  });

  it('restores gaps, replaced samples and detections that have not re-armed yet', () => {
    const broken = sound.slice();
    broken.fill(Number.NaN, 3000, 3100);
    const [one, other] = [open(rate), open(rate)];
    run(one, broken, 0, 60);
    one.gap(777);
    run(one, sound, 0, 1); // the gap is not reported yet
    const bytes = one.snapshot();
    other.restore(bytes);
    expect(other).toMatchObject({ index: one.index, replaced: 100, samplesNeeded: one.samplesNeeded });
    expect(other.fired).toBeNull();
    const [goesOn, restored] = [run(one, sound, 5000), run(other, sound, 5000)];
    expect(restored).toEqual(goesOn);
    expect(restored[0]).toContain('"gapBefore":777');
  });

  it('accepts its own snapshot and then makes the same one', () => {
    const state = open(rate);
    run(state, sound, 0, 50);
    const bytes = state.snapshot();
    run(state, sound, 0, 50);
    state.restore(bytes);
    expect(state.snapshot()).toEqual(bytes);
  });

  it('leaves the snapshot as it is when the stream goes on', () => {
    const state = open(rate);
    run(state, sound, 0, 50);
    const bytes = state.snapshot();
    const copy = bytes.slice();
    run(state, sound, 0, 50);
    expect(bytes).toEqual(copy);
  });
});

const sound = randomSound(16_000, 16_000, 6);

describe('SoundState.restore() takes', () => {
  it('a snapshot of the same model with other thresholds: these belong to the stream, not to the state', () => {
    const strict = open(16_000, { ...model, detector: { ...model.detector, enter: {} } });
    run(strict, sound, 0, 20);
    const state = open(16_000);
    state.restore(strict.snapshot());
    expect(state.index).toBe(strict.index);
  });

  it('a snapshot that lies at an odd address', () => {
    const state = open(16_000);
    run(state, sound, 0, 20);
    const own = state.snapshot();
    const larger = new Uint8Array(own.length + 1);
    larger.set(own, 1);
    const other = open(16_000);
    other.restore(larger.subarray(1));
    expect(other.snapshot()).toEqual(own);
  });
});

describe('SoundState.restore() refuses', () => {
  const others: readonly [string, Model, number][] = [
    ['another rate', model, 48_000],
    ['another width', tinyModel({ hidden: 16 }), 16_000],
    ['a width that takes the same room', tinyModel({ hidden: 11 }), 16_000],
    ['other labels', tinyModel({ labels: ['none', 'red', 'green', 'cyan'] }), 16_000],
    ['other weights under the same name', tinyModel({ seed: 8 }), 16_000],
    ['another front end', { ...model, frontEnd: { ...model.frontEnd, minHz: 61 } }, 16_000],
    ['another name', { ...model, name: 'other' }, 16_000],
  ];

  it.each(others)('a snapshot of %s', (_, other, rate) => {
    const stranger = open(rate, other);
    run(stranger, sound, 0, 20);
    refuses(stranger.snapshot());
  });

  it('every changed byte', () => {
    const state = open(16_000);
    run(state, sound, 0, 20);
    const own = state.snapshot();
    const unnoticed: number[] = [];
    for (let at = 0; at < own.length; at++) {
      const changed = own.slice();
      changed[at]! ^= 1 << (at % 8);
      if (!isRefused(state, changed)) unnoticed.push(at);
    }
    expect(unnoticed).toEqual([]);
    expect(state.snapshot()).toEqual(own);
  });

  it('bytes that are too short, too long, or none', () => {
    const state = open(16_000);
    run(state, sound, 0, 20);
    const own = state.snapshot();
    for (let length = 0; length < own.length; length += length < 64 ? 1 : 61) refuses(own.subarray(0, length));
    refuses(own.subarray(0, own.length - 1));
    refuses(Uint8Array.of(...own, 0));
    refuses(new Uint8Array(own.length));
  });

  function refuses(bytes: Uint8Array): void {
    const state = open(16_000);
    run(state, sound, 0, 30);
    const before = state.snapshot();
    expect(isRefused(state, bytes)).toBe(true);
    expect(state.snapshot()).toEqual(before);
    expect(state.index).toBe(27);
  }
});

describe('samplesInSnapshot()', () => {
  it('gives how many samples the stream had taken; missing ones count', () => {
    const state = open(44_100);
    expect(samplesInSnapshot(state.snapshot())).toBe(0);
    let taken = 0;
    for (let hop = 0; hop < 9; hop++) {
      taken += state.samplesNeeded;
      state.step();
    }
    expect(samplesInSnapshot(state.snapshot())).toBe(taken);
    state.gap(1234);
    expect(samplesInSnapshot(state.snapshot())).toBe(taken + 1234);
  });

  it('refuses a snapshot that ends before that number, and reads one that ends after it', () => {
    const state = open(16_000);
    state.gap(500);
    const bytes = state.snapshot();
    for (let length = 0; length < 112; length++) {
      expect(() => samplesInSnapshot(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'SNAPSHOT_MISMATCH' }),
      );
    }
    expect(samplesInSnapshot(bytes.subarray(0, 112))).toBe(500);
  });

  it.each([0, 1, 15, 16, 24, 400])('refuses %i bytes that are not a snapshot', (length) => {
    expect(() => samplesInSnapshot(new Uint8Array(length))).toThrow(
      expect.objectContaining({ code: 'SNAPSHOT_MISMATCH', message: expect.stringMatching(/^[^\n]+$/) }),
    );
  });
});

/** A state on a kernel of its own. */
function open(rate: number, of: Model = model): SoundState {
  return new SoundState(new Program(Kernel.create(module), of), rate);
}

/** Runs up to `hops` hops of the samples from `at` on. Returns every bit of every prediction. */
function run(state: SoundState, samples: Float32Array, at: number, hops = Number.POSITIVE_INFINITY): string[] {
  const out: string[] = [];
  let from = at;
  for (let hop = 0; hop < hops && from + state.samplesNeeded <= samples.length; hop++) {
    const needed = state.samplesNeeded;
    state.input.set(samples.subarray(from, from + needed));
    from += needed;
    if (state.step()) out.push(prediction(state));
  }
  return out;
}

function prediction({
  index,
  endsAtMs,
  gapBefore,
  settled,
  replaced,
  fired,
  scores,
  hidden,
  features,
}: SoundState): string {
  const bits = [scores, hidden, features].map((row) => new Uint32Array(row.slice().buffer).join());
  return JSON.stringify({ index, endsAtMs, gapBefore, settled, replaced, fired, bits });
}

function isRefused(state: SoundState, bytes: Uint8Array): boolean {
  try {
    state.restore(bytes);
    return false;
  } catch (error) {
    return error instanceof SluiceError && error.code === 'SNAPSHOT_MISMATCH';
  }
}
