// A microphone as a source: opened, connected to the capture worklet, and kept alive through calls, sleeping pages and
// unplugged devices. The samples themselves do not pass through here.
import { SluiceError } from '../errors.js';
import type { Intake, Source, SourceFormat } from '../source/source.js';
import { abortion, unlessAborted } from './abort.js';
import { CaptureNode, type WorkletOptions } from './capture-node.js';
import { DeviceInput } from './device-input.js';
import { keepRunning } from './keep-running.js';

/** Which microphone, and how. */
export interface MicrophoneOptions extends WorkletOptions {
  /** One of `listMicrophones()`. @default the system's default */
  readonly deviceId?: string;
  /** Added to `{ echoCancellation: false, noiseSuppression: false, autoGainControl: false }`. */
  readonly constraints?: MediaTrackConstraints;
  /**
   * Your own context to capture in; it is not closed.
   * @default a new one, at the rate of the system
   */
  readonly context?: AudioContext;
}

/** A microphone as a source. Live: it does not wait. */
export interface Microphone extends Source {
  /** The name of the device that samples come from, for people; empty while there is none. */
  readonly device: string;
  /**
   * Takes samples from another microphone (undefined: the default) in the same stream, at the same rate;
   * `device-changed` tells when. Rejects with DEVICE_REFUSED or DEVICE_MISSING, and then nothing has changed.
   */
  switchTo(deviceId: string | undefined): Promise<void>;
}

/**
 * A microphone. Opening it asks the person for leave. While it feeds, `interrupted` tells that the system has taken the
 * sound away and `resumed` that it is back; where the audio clock stood still meanwhile, the time is marked as a gap.
 * After `device-lost` there is silence until the default device can be opened, which is tried at once and then whenever
 * devices change.
 */
export function microphone(options: MicrophoneOptions = {}): Microphone {
  return new MicrophoneSource(options);
}

class MicrophoneSource implements Microphone {
  readonly name = 'microphone';
  readonly live = true;
  readonly #options: MicrophoneOptions;
  readonly #input: DeviceInput;
  #context: AudioContext | undefined;
  #capture: CaptureNode | undefined;

  constructor(options: MicrophoneOptions) {
    this.#options = options;
    this.#input = new DeviceInput(options.constraints);
  }

  get device(): string {
    return this.#input.label;
  }

  async open(signal: AbortSignal): Promise<SourceFormat> {
    signal.throwIfAborted();
    try {
      await this.#input.open(this.#options.deviceId, signal);
      // After the device: some systems change their rate when a microphone opens.
      this.#context = this.#options.context ?? new AudioContext({ latencyHint: 'interactive' });
      const loading = CaptureNode.create(this.#context, this.#options);
      this.#capture = await unlessAborted(loading, signal, (late) => void late.stop());
      this.#input.connect(this.#capture.node);
      return { sampleRate: this.#context.sampleRate };
    } catch (error) {
      await this.#release();
      throw error;
    }
  }

  async feed(intake: Intake, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return this.#release();
    const context = this.#context;
    const capture = this.#capture;
    if (context === undefined || capture === undefined) {
      throw new SluiceError('STREAM_CLOSED', 'Cannot feed from the microphone: it is not open');
    }
    let unwatch: (() => void) | undefined;
    try {
      const failed = new Promise<never>((_, reject) => {
        const pauses = new Pauses(intake);
        capture.start(intake.lend());
        // What came before the first sample is not a gap.
        let hasRun = context.state === 'running';
        unwatch = keepRunning(context, {
          stopped: () => pauses.add('context'),
          running: () => {
            const pausedMs = pauses.remove('context');
            if (hasRun) capture.gap(Math.round((pausedMs * context.sampleRate) / 1000));
            hasRun = true;
          },
          closed: () => reject(new SluiceError('SOURCE_FAILED', 'Cannot go on capturing: its AudioContext was closed')),
        });
        this.#input.watch({
          report: (event) => intake.report(event),
          muted: (muted) => (muted ? pauses.add('device') : pauses.remove('device')),
          failed: reject,
        });
      });
      await Promise.race([abortion(signal), failed, capture.failed]);
    } finally {
      unwatch?.();
      await this.#release();
    }
  }

  switchTo(deviceId: string | undefined): Promise<void> {
    return this.#input.switchTo(deviceId);
  }

  async #release(): Promise<void> {
    await this.#capture?.stop();
    this.#capture = undefined;
    this.#input.release();
    const context = this.#context;
    this.#context = undefined;
    if (context !== undefined && context !== this.#options.context && context.state !== 'closed') await context.close();
  }
}

/**
 * Reasons why no sound comes: the audio clock stands still, or the device is muted. Reports the first reason, and the
 * end of the last one.
 */
class Pauses {
  readonly #intake: Intake;
  readonly #sinceMs = new Map<'context' | 'device', number>();

  constructor(intake: Intake) {
    this.#intake = intake;
  }

  add(reason: 'context' | 'device'): void {
    if (this.#sinceMs.has(reason)) return;
    if (this.#sinceMs.size === 0) this.#intake.report({ kind: 'interrupted' });
    this.#sinceMs.set(reason, performance.now());
  }

  /** Returns how long the reason lasted, in ms: 0 if it was none. */
  remove(reason: 'context' | 'device'): number {
    const sinceMs = this.#sinceMs.get(reason);
    if (sinceMs === undefined) return 0;
    this.#sinceMs.delete(reason);
    if (this.#sinceMs.size === 0) this.#intake.report({ kind: 'resumed' });
    return performance.now() - sinceMs;
  }
}
