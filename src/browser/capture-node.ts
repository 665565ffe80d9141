// The page's end of the capture thread: loads the worklet, tells it where to write samples, and waits until it has
// stopped.
import { Deferred } from '../deferred.js';
import { SluiceError } from '../errors.js';
import { checkLoadTimeout, type LoadTimeout, withinTime } from '../loading/timeout.js';
import type { CaptureCommand, CaptureReport, IntakePort } from '../ring/capture-port.js';
import { whyNotServed } from './why-not-served.js';

/**
 * How long a worklet may take to report that it has stopped. A worklet in a suspended context never answers; closing
 * the context ends it in any case.
 */
const STOP_CEILING_MS = 500;

const MEND = "give its right address as 'workletUrl'";

/** Where the capture worklet comes from. */
export interface WorkletOptions extends LoadTimeout {
  /** Where `sluice/capture.js` is served. @default found by your bundler, beside this package's code */
  readonly workletUrl?: string | URL;
}

/** The capture worklet in an audio context. Connect the sound to capture to `node`. */
export class CaptureNode {
  readonly node: AudioWorkletNode;
  /** Rejects when the worklet has thrown. */
  readonly failed: Promise<never>;
  readonly #reports = { started: new Deferred<void>(), stopped: new Deferred<void>() };

  /** Loads the worklet. Rejects with SOURCE_FAILED where its file cannot be loaded, or is no worklet of this package. */
  static async create(context: AudioContext, options: WorkletOptions): Promise<CaptureNode> {
    const { workletUrl = new URL('../worklets/capture.js', import.meta.url) } = options;
    const timeoutMs = checkLoadTimeout('Cannot capture', options);
    // The type says that it is always there; on a page that is not secure it is not.
    const worklet = context.audioWorklet as AudioWorklet | undefined;
    if (worklet === undefined) throw new SluiceError('SOURCE_FAILED', 'Cannot capture: this page has no AudioWorklet');
    const late = () => new Error(`the server has sent nothing for ${timeoutMs / 1000} s`);
    try {
      await withinTime(worklet.addModule(String(workletUrl)), timeoutMs, late);
      return new CaptureNode(context);
    } catch (cause) {
      const why = (await whyNotServed(workletUrl, { worker: false, timeoutMs })) || `the browser says: ${cause}`;
      const sentence = `Cannot capture: the worklet does not load from ${workletUrl}: ${why}: ${MEND}`;
      throw new SluiceError('SOURCE_FAILED', sentence, { cause });
    }
  }

  constructor(context: AudioContext) {
    // Not every browser runs a node that leads nowhere, so the silent output is connected to the destination.
    this.node = new AudioWorkletNode(context, 'sluice-capture', {
      numberOfInputs: 1,
      numberOfOutputs: 1,
      outputChannelCount: [1],
    });
    this.node.connect(context.destination);
    this.node.port.onmessage = ({ data }: MessageEvent<CaptureReport>) => this.#reports[data.kind].resolve();
    this.failed = new Promise((_, reject) => {
      this.node.onprocessorerror = () =>
        reject(new SluiceError('SOURCE_FAILED', 'Cannot go on capturing: the worklet threw'));
    });
    this.failed.catch(() => undefined);
  }

  /** Resolves when the first samples have been captured. */
  get started(): Promise<void> {
    return this.#reports.started.promise;
  }

  /** Writes samples into `into` from now on. */
  start(into: IntakePort): void {
    this.#tell({ kind: 'start', into }, into.transfer);
  }

  /** Marks this many samples as missing. */
  gap(samples: number): void {
    if (samples > 0) this.#tell({ kind: 'gap', samples });
  }

  /**
   * Resolves when the worklet has written its last sample. The browser may collect it then: its process() returns
   * false.
   */
  async stop(): Promise<void> {
    const { stopped } = this.#reports;
    const timer = setTimeout(stopped.resolve, STOP_CEILING_MS);
    this.#tell({ kind: 'stop' });
    await stopped.promise;
    clearTimeout(timer);
    this.node.port.onmessage = null;
    this.node.port.close();
    this.node.disconnect();
  }

  #tell(command: CaptureCommand, transfer: readonly MessagePort[] = []): void {
    this.node.port.postMessage(command, transfer as MessagePort[]);
  }
}
