// A thread that speaks with espeak-ng, compiled to WebAssembly by others. The package is loaded by its path: a person
// installed it.
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { EspeakRequest } from './espeak.js';

/** What is used of the package. */
interface EspeakModule {
  readonly eSpeakNGWorker: new () => EspeakVoice;
}

interface EspeakVoice {
  /** 0: it has that voice. */
  set_voice(name: string): number;
  set_rate(wordsPerMinute: number): void;
  set_pitch(pitch: number): void;
  get_samplerate(): number;
  synthesize(text: string, take: (samples: Int16Array | null) => boolean): void;
}

const { path } = workerData as { readonly path: string };
let loading: Promise<EspeakVoice> | undefined;

parentPort?.on('message', async ({ id, request }: { readonly id: number; readonly request: EspeakRequest }) => {
  try {
    loading ??= load();
    const voice = await loading;
    const result =
      'lacks' in request ? request.lacks.filter((name) => voice.set_voice(name) !== 0) : say(voice, request);
    parentPort?.postMessage({ id, result });
  } catch (error) {
    parentPort?.postMessage({
      id,
      error: `espeak-ng failed: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
});

async function load(): Promise<EspeakVoice> {
  const { default: create } = (await import(pathToFileURL(path).href)) as { default: () => Promise<EspeakModule> };
  const module = await create();
  return new module.eSpeakNGWorker();
}

function say(espeak: EspeakVoice, { voice, text, rate, pitch }: Exclude<EspeakRequest, { lacks: unknown }>) {
  const blocks: Int16Array[] = [];
  if (espeak.set_voice(voice) !== 0) throw new Error(`it has no voice ${voice}`);
  espeak.set_rate(rate);
  espeak.set_pitch(pitch);
  espeak.synthesize(text, (samples) => {
    if (samples !== null) blocks.push(samples.slice());
    return false;
  });
  const samples = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const block of blocks) for (const sample of block) samples[at++] = sample / 32768;
  return { samples, sampleRate: espeak.get_samplerate() };
}
