// A gate lets the network rest in silence: what is predicted meanwhile, which earlier samples the network gets when it
// wakes, and its state then.
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import {
  openStream,
  type Prediction,
  replay,
  type StreamOptions,
  samplesInSnapshot,
  type VoiceActivityOptions,
  voiceActivity,
} from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { SoundState } from '#src/pipeline/sound-state.js';
import { loudnessModel } from '../support/loudness-model.js';
import { randomSound } from '../support/random.js';
import { tinyModel } from '../support/tiny-model.js';

const RATE = 16_000;
const HOP = 160;
const model = tinyModel({ hidden: 20, layers: 2 });
const gateModel = loudnessModel(RATE);

/** One second of silence, one of sound, two of silence, one of sound, one of silence. */
const sound = new Float32Array(6 * RATE);
const tone = Float32Array.from(randomSound(RATE, RATE, 3), (x, i) => x + 0.3 * Math.sin(i * 0.3));
sound.set(tone, RATE);
sound.set(tone.toReversed(), 4 * RATE);

const gate = (options: Partial<VoiceActivityOptions> = {}) =>
  voiceActivity({ model: gateModel, label: 'loud', hangoverMs: 200, preRollMs: 100, ...options });

async function run(more: Partial<StreamOptions> = {}, samples = sound, blockSamples = 480): Promise<Prediction[]> {
  const source = replay(samples, { sampleRate: RATE, pace: 'fast', blockSamples });
  const stream = await openStream({ source, model, ...more });
  return lastValueFrom(stream.predictions$.pipe(toArray()));
}

const scoresOf = (predictions: readonly Prediction[]) => predictions.map(({ scores }) => [...scores]);

/** Where the gate opened: index of the first prediction that is not gated after some that are. */
function openings(predictions: readonly Prediction[]): number[] {
  return predictions.flatMap(({ gated, index }) =>
    !gated && index > 0 && predictions[index - 1]?.gated ? [index] : [],
  );
}

describe('a stream with a gate', () => {
  it('rests in silence: each hop has its prediction, which is the background, marked as gated and counted', async () => {
    const source = replay(sound, { sampleRate: RATE, pace: 'fast' });
    const stream = await openStream({ source, model, gate: gate() });
    const stats = lastValueFrom(stream.stats$);
    const predictions = await lastValueFrom(stream.predictions$.pipe(toArray()));
    const gated = predictions.filter((each) => each.gated);
    expect(predictions.map(({ index }) => index)).toEqual(predictions.map((_, i) => i));
    for (const { scores } of gated) expect([...scores]).toEqual([1, 0, 0, 0]);
    expect((await stats).gated).toBe(gated.length);
    // two seconds of sound and two hangovers of 0.2 s, to a hop of the gate's 20 ms
    expect(predictions.length - gated.length).toBeGreaterThanOrEqual(236);
    expect(predictions.length - gated.length).toBeLessThanOrEqual(244);
  });

  it('opens with the sound, within a hop of the gate', async () => {
    const predictions = await run({ gate: gate() });
    const opened = openings(predictions).map((index) => (predictions[index] as Prediction).endsAtMs);
    expect(opened).toHaveLength(2);
    expect(opened[0]).toBeGreaterThan(1000);
    expect(opened[0]).toBeLessThanOrEqual(1040);
    expect(opened[1]).toBeLessThanOrEqual(4040);
  });

  it("with state 'reset' predicts after an opening what a stream predicts that starts with the pre-roll", async () => {
    const predictions = await run({ gate: gate({ state: 'reset' }) });
    for (const opened of openings(predictions)) {
      const anew = await run({}, sound.slice((opened - 10) * HOP));
      const open = predictions.slice(opened).findIndex((each) => each.gated);
      expect(scoresOf(predictions.slice(opened, opened + open))).toEqual(scoresOf(anew.slice(10, 10 + open)));
    }
  });

  it("with state 'reset' is settled a second after the first sample that the network got", async () => {
    const predictions = await run({ gate: gate({ state: 'reset' }) });
    const [, opened] = openings(predictions) as [number, number];
    const settled = predictions.findIndex(({ settled }, i) => settled && i >= opened);
    expect(settled).toBe(opened + 100 - 10);
  });

  it("with state 'hold' and a pre-roll as long as the pause predicts what a stream without a gate predicts", async () => {
    const predictions = await run({ gate: gate({ state: 'hold', preRollMs: 5000 }) });
    const always = await run();
    const open = predictions.filter((each) => !each.gated);
    expect(open.length).toBeGreaterThan(200);
    expect(scoresOf(open)).toEqual(scoresOf(open.map(({ index }) => always[index] as Prediction)));
  });

  it("with state 'hold' and no pre-roll continues as if there had been no pause", async () => {
    const state = new SoundState(new Program(Kernel.create(await readKernel()), model), RATE, {
      frames: 1,
      state: 'hold',
    });
    const said = (samples: Float32Array, rests: (hop: number) => boolean) => {
      const scores: number[][] = [];
      for (let hop = 0; (hop + 1) * HOP <= samples.length; hop++) {
        state.input.set(samples.subarray(hop * HOP, (hop + 1) * HOP));
        if (rests(hop)) state.rest();
        else if (state.step()) scores.push([...state.scores]);
      }
      return scores;
    };
    const before = state.snapshot();
    // a frame is 400 samples and a hop 160: with a period of one hop all windows are equal
    const steady = Float32Array.from({ length: 100 * HOP }, (_, i) => 0.2 * Math.sin((2 * Math.PI * i) / HOP));
    const paused = said(steady, (hop) => hop >= 30 && hop < 60);
    state.restore(before);
    expect(paused).toEqual(said(steady, () => false).slice(0, paused.length));
  });

  it.each([1, 7, 128, 1_000_000])(
    'gives the same bits for blocks of %d samples, over messages too',
    async (blockSamples) => {
      const expected = scoresOf(await run({ gate: gate() }));
      expect(scoresOf(await run({ gate: gate() }, sound, blockSamples))).toEqual(expected);
      expect(scoresOf(await run({ gate: gate(), transport: 'messages' }, sound, blockSamples))).toEqual(expected);
    },
  );

  it('continues from a snapshot that was taken while the network rested', async () => {
    const expected = await run({ gate: gate() });
    const half = sound.slice(0, 3 * RATE - 100);
    const source = replay(half, { sampleRate: RATE, pace: 'real-time' });
    const stream = await openStream({ source, model, gate: gate() });
    const resting = new Promise<void>((resolve) => {
      stream.predictions$.subscribe(({ gated, index }) => {
        if (gated && index > 20) resolve();
      });
    });
    await resting;
    const snapshot = await stream.snapshot();
    await stream.close();
    const rest = await run({ gate: gate(), snapshot }, sound.slice(samplesInSnapshot(snapshot)));
    expect(scoresOf(rest)).toEqual(scoresOf(expected.slice((rest[0] as Prediction).index)));
  });

  it('refuses the snapshot of a stream without a gate, and a stream without a gate refuses its snapshot', async () => {
    const snapshotOf = async (more: Partial<StreamOptions>) => {
      await using stream = await openStream({ source: replay(sound, { sampleRate: RATE }), model, ...more });
      return stream.snapshot();
    };
    const [plain, gated] = [await snapshotOf({}), await snapshotOf({ gate: gate() })];
    await expect(run({ gate: gate(), snapshot: plain })).rejects.toMatchObject({ code: 'SNAPSHOT_MISMATCH' });
    await expect(run({ snapshot: gated })).rejects.toMatchObject({ code: 'SNAPSHOT_MISMATCH' });
    const other = gate({ preRollMs: 200 });
    await expect(run({ gate: other, snapshot: gated })).rejects.toMatchObject({ code: 'SNAPSHOT_MISMATCH' });
  });

  it('is refused with one clause where its settings are wrong', async () => {
    await expect(run({ gate: gate({ label: 'speech' }) })).rejects.toThrow(
      "the gate's 'label' must be one of its model's (quiet, loud): received 'speech'",
    );
    await expect(run({ gate: {} as never })).rejects.toThrow("'gate' must be made by voiceActivity");
    expect(() => gate({ enter: 2 })).toThrow("'enter' must be from 0 to 1: received 2");
    expect(() => gate({ enter: 0.4, exit: 0.5 })).toThrow("'exit' must be from 0 to 0.4: received 0.5");
    expect(() => gate({ preRollMs: -1 })).toThrow("'preRollMs' must be from 0 to 5000");
    expect(() => gate({ state: 'other' as never })).toThrow("'state' must be 'hold' or 'reset'");
    expect(() => gate({ model: 5 as never })).toThrow("'model' must be bytes, a URL, a path or a model: received 5");
  });
});
