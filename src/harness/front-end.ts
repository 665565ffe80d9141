// How long the front end takes for one window: log-mel of 25 ms at 16 kHz, 40 bands, as it runs live.
import { LogMel } from '../pipeline/features/log-mel.js';
import { Kernel, vectorBytes } from '../pipeline/kernel-access/kernel.js';
import type { FrontEndLine, Runtime } from './results.js';
import { generatedSound } from './sound.js';
import { inTurns } from './turns.js';

const SAMPLE_RATE = 16_000;
const WINDOW_SAMPLES = 400;
const BANDS = 40;
/** Windows that are taken in turn, so that it is not always the same one. */
const WINDOWS = 16;

export async function measureFrontEnd(
  module: WebAssembly.Module,
  runtime: Runtime,
  budgetMs: number,
): Promise<FrontEndLine> {
  const kernel = Kernel.create(module);
  const extractor = new LogMel(kernel, {
    kind: 'log-mel',
    sampleRate: SAMPLE_RATE,
    windowSamples: WINDOW_SAMPLES,
    hopSamples: WINDOW_SAMPLES,
    fftSize: 512,
    bands: BANDS,
    minHz: 60,
    maxHz: 7600,
    floor: 1e-6,
    mean: new Array<number>(BANDS).fill(-5),
    deviation: new Array<number>(BANDS).fill(3),
  });
  const soundAt = kernel.place(generatedSound(WINDOWS * WINDOW_SAMPLES, SAMPLE_RATE));
  const featuresAt = kernel.allocate(vectorBytes(BANDS));
  let window = 0;
  const stepper = {
    engine: 'wasm-f32' as const,
    get sink() {
      return kernel.floats(featuresAt, 1)[0] as number;
    },
    run(windows: number) {
      for (let i = 0; i < windows; i++) {
        window = (window + 1) % WINDOWS;
        extractor.extract(soundAt + 4 * WINDOW_SAMPLES * window, featuresAt);
      }
    },
    close: () => Promise.resolve(),
  };
  const [timing] = await inTurns([stepper], budgetMs);
  if (!timing) throw new Error('Cannot measure the front end: nothing was timed');
  return {
    kind: 'front-end',
    name: 'log-mel',
    windowMs: (1000 * WINDOW_SAMPLES) / SAMPLE_RATE,
    bands: BANDS,
    runtime,
    ...timing,
  };
}
