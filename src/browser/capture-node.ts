// The page's end of the capture thread: loads the worklet, tells it where to put samples, and sees it stopped.
import { SluiceError } from '../errors.js';
import type { CaptureCommand, CaptureStopped, IntakePort } from '../ring/capture-port.js';
import { refusedFile } from './refused-file.js';

/**
 * How long a worklet may take to say that it has stopped. One in a context that the system has stopped never answers; closing the context
 * ends it all the same.
 */
const STOP_CEILING_MS = 500;

/** The capture worklet in an audio context. Connect what it shall hear to `node`. */
export class CaptureNode {
  readonly node: AudioWorkletNode;
  /** Rejects when the worklet has thrown. */
  readonly failed: Promise<never>;

  /** Loads the worklet. Rejects with SOURCE_FAILED where its file cannot be loaded. */
  static async create(context: AudioContext, workletUrl: string | URL): Promise<CaptureNode> {
    // Typed as always there; on a page that is not secure it is not.
    const worklet = context.audioWorklet as AudioWorklet | undefined;
    if (worklet === undefined) throw new SluiceError('SOURCE_FAILED', 'Cannot capture: this page has no AudioWorklet');
    await worklet.addModule(String(workletUrl)).catch(async (cause: unknown) => {
      const reason = await whyNotServed(workletUrl);
      const sentence = `Cannot capture: the worklet does not load from ${workletUrl}${reason}`;
      throw new SluiceError('SOURCE_FAILED', sentence, { cause });
    });
    return new CaptureNode(context);
  }

  constructor(context: AudioContext) {
    // The silent output leads to the destination because not every browser runs a node from which nothing leads there.
    this.node = new AudioWorkletNode(context, 'sluice-capture', {
      numberOfInputs: 1,
      numberOfOutputs: 1,
      outputChannelCount: [1],
    });
    this.node.connect(context.destination);
    this.failed = new Promise((_, reject) => {
      this.node.onprocessorerror = () =>
        reject(new SluiceError('SOURCE_FAILED', 'Cannot go on capturing: the worklet threw'));
    });
    this.failed.catch(() => undefined);
  }

  /** From here on samples go into `into`. */
  start(into: IntakePort): void {
    this.#tell({ kind: 'start', into }, into.kind === 'messages' ? [into.port, into.renewals] : []);
  }

  /** Says that the sound of so many samples never came. */
  gap(samples: number): void {
    if (samples > 0) this.#tell({ kind: 'gap', samples });
  }

  /** Resolves when the worklet has put in its last sample. The browser may collect it then: its process() returns false. */
  async stop(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopped = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, STOP_CEILING_MS);
      this.node.port.onmessage = ({ data }: MessageEvent<CaptureStopped>) => {
        if (data.kind === 'stopped') resolve();
      };
    });
    this.#tell({ kind: 'stop' });
    await stopped;
    clearTimeout(timer);
    this.node.port.onmessage = null;
    this.node.port.close();
    this.node.disconnect();
  }

  #tell(command: CaptureCommand, transfer: Transferable[] = []): void {
    this.node.port.postMessage(command, transfer);
  }
}

/** A browser does not tell why a worklet does not load: asks for its file once more. Empty where the file is there. */
async function whyNotServed(workletUrl: string | URL): Promise<string> {
  const answer = await fetch(workletUrl).catch(() => null);
  if (answer === null) return ': there is no answer';
  return answer.ok ? '' : `: ${refusedFile(answer.status, workletUrl)}`;
}
