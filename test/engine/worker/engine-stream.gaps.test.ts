// What missing samples do to a stream's state, by policy, each compared with a stream without gaps.
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import {
  openStream,
  type Prediction,
  predictionBytes,
  replay,
  type Source,
  type StreamOptions,
  samplesInSnapshot,
} from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { SoundState } from '#src/pipeline/sound-state.js';
import { randomSound } from '../../support/random.js';
import { tinyModel } from '../../support/tiny-model.js';

const model = tinyModel({ layers: 2 });

/** Missing samples: from here on, so many. */
type Hole = readonly [number, number];

/** Sound with gaps, in blocks of odd sizes. */
function holed(sound: Float32Array, sampleRate: number, holes: readonly Hole[], blockSamples = 333): Source {
  return {
    name: 'holed',
    live: false,
    open: async () => ({ sampleRate }),
    async feed(intake) {
      let at = 0;
      for (const [hole, length] of [...holes, [sound.length, 0] as const]) {
        while (at < hole) {
          at += intake.push(sound, at, Math.min(hole, at + blockSamples));
          if (at < hole) await intake.ready();
        }
        intake.lose(length);
        at += length;
      }
    },
  };
}

async function run(source: Source, more: Partial<StreamOptions> = {}): Promise<Prediction[]> {
  const stream = await openStream({ source, model, ...more });
  return lastValueFrom(stream.predictions$.pipe(toArray()));
}

const bits = (predictions: readonly Prediction[]) => predictions.map(predictionBytes);
const scores = (predictions: readonly Prediction[]) => predictions.map((each) => [...each.scores]);

describe.each([16_000, 44_100])("onGap: 'zeros' at %i Hz", (rate) => {
  const sound = randomSound(2 * rate, rate, 4);
  const holes: Hole[] = [
    [3001, 500],
    [5000, 7],
    [5010, 4000],
    [20_000, 1],
  ];
  const silent = sound.slice();
  for (const [at, length] of holes) silent.fill(0, at, at + length);

  it.each(['shared', 'messages'] as const)(
    'gives the bits of a stream that was sent zeros, over %s, whatever the blocks',
    async (transport) => {
      const expected = bits(await run(replay(silent, { sampleRate: rate })));
      for (const block of [1, 160, 333, 100_000]) {
        const predictions = await run(holed(sound, rate, holes, block), { onGap: 'zeros', transport });
        expect(bits(predictions)).toEqual(expected);
        expect(predictions.reduce((sum, { gap }) => sum + gap, 0)).toBe(4508);
        const first = predictions.findIndex(({ gap }) => gap > 0);
        expect(predictions[first]?.settled).toBe(false);
      }
    },
  );

  it('continues from a snapshot that was taken while silence was still to come', async () => {
    const program = new Program(Kernel.create(await readKernel()), model);
    const [state, other] = [new SoundState(program, rate), new SoundState(program, rate)];
    state.onGap = 'zeros';
    state.input.set(sound.subarray(0, 60));
    state.bridge(60, 3000);
    for (let hop = 0; hop < 3; hop++) state.step();
    other.restore(state.snapshot());
    expect(other.onGap).toBe('zeros');
    expect(samplesInSnapshot(state.snapshot())).toBe(3060);
    for (let hop = 0; hop < 30; hop++) {
      for (const each of [state, other]) {
        each.input.set(sound.subarray(hop, hop + each.samplesNeeded - each.filled), each.filled);
        each.step();
      }
      expect([...other.scores]).toEqual([...state.scores]);
      expect(other.endsAtMs).toBe(state.endsAtMs);
    }
  });
});

describe("onGap: 'zeros'", () => {
  it('resets at a gap of more than a second: the predictions after it are those from rest, later', async () => {
    const sound = randomSound(64_000, 16_000, 4);
    const predictions = await run(holed(sound, 16_000, [[20_003, 16_001]]), { onGap: 'zeros' });
    const after = predictions.findIndex(({ gap }) => gap > 0);
    const anew = await run(replay(sound.slice(36_004), { sampleRate: 16_000 }));
    expect(scores(predictions.slice(after))).toEqual(scores(anew));
    expect(predictions[after]?.endsAtMs).toBe(36_004 / 16 + 30);
    expect(predictions[after]?.gap).toBe(16_001 + 3); // with the three samples before it, too few for a hop
  });

  it('puts no silence in place of samples that were skipped', async () => {
    const program = new Program(Kernel.create(await readKernel()), model);
    const [state, held] = [new SoundState(program, 16_000), new SoundState(program, 16_000)];
    state.onGap = 'zeros';
    for (const each of [state, held]) {
      for (let hop = 0; hop < 20; hop++) {
        each.input.set(randomSound(160, 16_000, hop + 1));
        each.step();
      }
      each.gap(800, true);
    }
    expect([...state.hidden]).toEqual([...held.hidden]);
    expect(state.hidden.some((h) => h !== 0)).toBe(true);
  });
});

describe("onGap: 'reset'", () => {
  const sound = randomSound(48_000, 16_000, 9);
  const hole: Hole = [24_000, 800];

  it('gives after the gap the bits of a stream that starts there', async () => {
    const predictions = await run(holed(sound, 16_000, [hole]), { onGap: 'reset' });
    const after = predictions.findIndex(({ gap }) => gap > 0);
    const anew = await run(replay(sound.slice(24_800), { sampleRate: 16_000 }));
    expect(scores(predictions.slice(after))).toEqual(scores(anew));
    expect(predictions.slice(after).findIndex(({ settled }) => settled)).toBe(100);
  });

  it('differs from hold and from zeros', async () => {
    const results = await Promise.all(
      (['hold', 'zeros', 'reset'] as const).map(async (onGap) => {
        const predictions = await run(holed(sound, 16_000, [hole]), { onGap });
        return String(scores(predictions.slice(-180)));
      }),
    );
    expect(new Set(results).size).toBe(3);
  });
});

describe('the default of onGap', () => {
  const sound = randomSound(48_000, 16_000, 2);
  const gapped = (more: Partial<StreamOptions>) => run(holed(sound, 16_000, [[9000, 900]]), more);
  const careful = { ...model, onGap: 'reset' as const };

  it("is the model's, which its file keeps; 'hold' where the model has none", async () => {
    expect(readModel(writeModel(careful)).onGap).toBe('reset');
    expect(bits(await gapped({ model: careful }))).toEqual(bits(await gapped({ onGap: 'reset' })));
    expect(bits(await gapped({}))).toEqual(bits(await gapped({ onGap: 'hold' })));
    expect(bits(await gapped({ model: careful, onGap: 'hold' }))).toEqual(bits(await gapped({ onGap: 'hold' })));
  });

  it("is the snapshot's, where there is one, and not the model's", async () => {
    await using first = await openStream({ source: replay(sound, { sampleRate: 16_000 }), model, onGap: 'zeros' });
    const snapshot = await first.snapshot();
    expect(bits(await gapped({ snapshot }))).toEqual(bits(await gapped({ onGap: 'zeros' })));
    expect(bits(await gapped({ snapshot, onGap: 'reset' }))).toEqual(bits(await gapped({ onGap: 'reset' })));
  });

  it('refuses another word, in an option and in a model file', async () => {
    await expect(gapped({ onGap: 'forget' as 'hold' })).rejects.toThrow(
      "'onGap' must be 'hold', 'zeros' or 'reset': received 'forget'",
    );
    const wrong = writeModel({ ...model, onGap: 'forget' as 'hold' });
    expect(() => readModel(wrong)).toThrow(expect.objectContaining({ code: 'MODEL_UNREADABLE' }));
  });
});
