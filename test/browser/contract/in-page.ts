// Runs in pages of every browser: functions that see nothing of this module.

interface Page {
  load(specifier: string): Promise<typeof import('#src/browser/index.js')>;
}

export interface Replayed {
  readonly transport: string;
  /** The bytes of each, as base64. */
  readonly predictions: string[];
}

export interface Abilities {
  readonly relaxedSimd: boolean;
  readonly waitAsync: boolean;
  readonly sharedMemory: boolean;
}

/** What the engine makes use of where it is there. */
export async function abilities(): Promise<Abilities> {
  const relaxedKernel = await (await fetch('/dist/kernel/kernel-relaxed.wasm')).arrayBuffer();
  return {
    relaxedSimd: WebAssembly.validate(relaxedKernel),
    waitAsync: typeof (Atomics as { waitAsync?: unknown }).waitAsync === 'function',
    sharedMemory: typeof SharedArrayBuffer === 'function' && crossOriginIsolated,
  };
}

/** The recording as a source that waits; of a model and a kernel of one's own where they are given. */
export async function replayRecording(asked: { model: number[]; kernel: string } | null): Promise<Replayed> {
  const { openStream, predictionBytes, replay } = await (globalThis as unknown as Page).load('sluice');
  // not decodeAudioData: Chromium's divides positive samples by 32767
  const wav = new Int16Array(await (await fetch('/dist/assets/recording.wav')).arrayBuffer(), 44);
  const source = replay(
    Float32Array.from(wav, (sample) => sample / 32768),
    { sampleRate: 16_000, pace: 'fast' },
  );
  const chosen = asked
    ? { model: Uint8Array.from(asked.model), kernel: asked.kernel }
    : { model: '/dist/models/keywords.safetensors' };
  const stream = await openStream({ source, ...chosen });
  const predictions: string[] = [];
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: (prediction) => predictions.push(btoa(String.fromCharCode(...predictionBytes(prediction)))),
      error: reject,
      complete: resolve,
    });
  });
  return { transport: stream.transport, predictions };
}

/**
 * So much of the recording, played by an audio graph and captured by the worklet in real time. In the middle, the
 * context is suspended for a moment.
 */
export async function captureRecording(seconds: number): Promise<Replayed> {
  const { audioNode, openStream, predictionBytes } = await (globalThis as unknown as Page).load('sluice');
  const wav = new Int16Array(await (await fetch('/dist/assets/recording.wav')).arrayBuffer(), 44, seconds * 16_000);
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const context = new AudioContext({ sampleRate: 16_000 });
  await context.suspend();
  const player = context.createBufferSource();
  player.buffer = context.createBuffer(1, wav.length, 16_000);
  player.buffer.copyToChannel(
    Float32Array.from(wav, (sample) => sample / 32768),
    0,
  );
  const stream = await openStream({
    source: audioNode(player),
    model: '/dist/models/keywords.safetensors',
    maxLatencyMs: 2500,
  });
  const predictions: string[] = [];
  stream.predictions$.subscribe((prediction) => {
    predictions.push(btoa(String.fromCharCode(...predictionBytes(prediction))));
  });
  // the worklet takes the message while the clock stands still; then both start with the same quantum
  await pause(500);
  player.start();
  const ended = new Promise((resolve) => {
    player.onended = resolve;
  });
  await context.resume();
  await pause(seconds * 500);
  await context.suspend();
  await pause(300);
  await context.resume();
  await ended;
  await pause(500);
  await stream.close();
  await context.close();
  return { transport: stream.transport, predictions };
}
