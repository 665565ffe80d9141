// Runs in pages of every browser: functions that see nothing of this module.
import type {} from '../../../src/studio/sensors/handle.js';

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
  const sound = context.createBuffer(1, wav.length, 16_000);
  sound.copyToChannel(
    Float32Array.from(wav, (sample) => sample / 32768),
    0,
  );
  player.buffer = sound; // when it is full: Firefox takes what is in it now
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

export interface Burst {
  readonly transport: string;
  /** The numbers of the first and the last sample of the burst that were captured. */
  readonly from: number;
  readonly to: number;
  /** How many were captured. */
  readonly count: number;
}

/**
 * A burst of `length` samples, each of its own value, that an audio graph plays into a context that runs already, as soon
 * as the source says that it has started.
 */
export async function captureBurst(length: number): Promise<Burst> {
  const { audioNode, openStream, readRecording } = await (globalThis as unknown as Page).load('sluice');
  const context = new AudioContext({ sampleRate: 16_000 });
  await context.resume();
  const player = context.createBufferSource();
  const sound = context.createBuffer(1, length, 16_000);
  sound.copyToChannel(
    Float32Array.from({ length }, (_, i) => (i + 1) / 32768),
    0,
  );
  player.buffer = sound;
  const ended = new Promise((resolve) => {
    player.onended = resolve;
  });
  const source = audioNode(player);
  const stream = await openStream({ source, model: '/dist/models/keywords.safetensors', maxLatencyMs: 2500 });
  const recorded: Uint8Array[] = [];
  const stop = await stream.record((bytes) => recorded.push(bytes.slice()));
  stream.predictions$.subscribe();
  await source.started;
  player.start();
  await ended;
  await new Promise((resolve) => setTimeout(resolve, 500));
  await stop();
  await stream.close();
  await context.close();
  const { blocks } = readRecording(new Uint8Array(await new Blob(recorded as BlobPart[]).arrayBuffer()));
  const captured = blocks
    .flatMap((block) => (block.kind === 'samples' ? [...block.samples] : []))
    .filter((sample) => sample !== 0)
    .map((sample) => sample * 32768);
  return { transport: stream.transport, from: captured[0] ?? 0, to: captured.at(-1) ?? 0, count: captured.length };
}

export interface Heard {
  readonly transport: string;
  readonly labels: string[];
  readonly events: string[];
  readonly predictions: number;
  readonly dropped: number;
}

interface Listening {
  readonly context: AudioContext;
  readonly stream: Awaited<ReturnType<typeof import('#src/browser/index.js')['openStream']>>;
  readonly heard: Heard;
}

/** Listens to the microphone from now on; resolves with the first prediction. */
export async function listen(): Promise<void> {
  const { microphone, openStream } = await (globalThis as unknown as Page).load('sluice');
  const context = new AudioContext();
  const stream = await openStream({ source: microphone({ context }), model: '/dist/models/commands.safetensors' });
  const heard = {
    transport: stream.transport,
    labels: [] as string[],
    events: [] as string[],
    predictions: 0,
    dropped: 0,
  };
  Object.assign(globalThis, { listening: { context, stream, heard } satisfies Listening });
  stream.events$.subscribe((event) => {
    const about = 'device' in event ? event.device : 'message' in event ? event.message : '';
    heard.events.push(about === '' ? event.kind : `${event.kind}: ${about}`);
  });
  stream.detections$.subscribe(({ label }) => heard.labels.push(label));
  stream.stats$.subscribe(({ dropped }) => {
    heard.dropped = dropped;
  });
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: () => {
        heard.predictions++;
        resolve();
      },
      error: reject,
    });
  });
}

/** What was heard until now; with an event: when that has come, and a prediction after it. */
export async function heardUntil(event: string | null): Promise<Heard> {
  const { heard } = (globalThis as unknown as { listening: Listening }).listening;
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  const untilMs = performance.now() + 10_000;
  while (event !== null && !heard.events.includes(event)) {
    if (performance.now() > untilMs) throw new Error(`no '${event}' has come, only: ${heard.events.join(', ')}`);
    await pause();
  }
  const { predictions } = heard;
  while (heard.predictions <= predictions) {
    if (performance.now() > untilMs) throw new Error(`no prediction comes after ${heard.events.join(', ')}`);
    await pause();
  }
  return heard;
}

/** The context is suspended, as by a call; the source resumes it by itself. */
export function suspend(): Promise<void> {
  return (globalThis as unknown as { listening: Listening }).listening.context.suspend();
}

export async function stopListening(): Promise<void> {
  const { context, stream } = (globalThis as unknown as { listening: Listening }).listening;
  await stream.close();
  await context.close();
}

export interface SensorsSeen {
  readonly transport: string | null;
  readonly streams: number;
  readonly learnt: number;
  readonly notices: string;
}

/** The page of sensors: waits until every stream has learnt what is normal, at most so long. */
export async function watchSensors(mostMs: number): Promise<SensorsSeen> {
  const untilMs = performance.now() + mostMs;
  const streams = () => window.sluiceSensors?.streams() ?? [];
  const learnt = () => streams().filter(({ state }) => state !== 'learning').length;
  while ((streams().length < 9 || learnt() < 9) && performance.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const notices = document.querySelector('#notices')?.textContent ?? '';
  return { transport: window.sluiceSensors?.transport ?? null, streams: streams().length, learnt: learnt(), notices };
}
