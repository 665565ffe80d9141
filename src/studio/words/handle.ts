// For scripts beside the page: tests, and the browser's console.
import type { Detection, Transport } from 'sluice';

export interface StudioHandle {
  /** Detections of the current or last stream, the oldest first; the newest thousand. */
  readonly detections: readonly Detection[];
  /** Transport of the current or last stream; null before the first. */
  readonly transport: Transport | null;
  /**
   * Resolves when the current stream has ended and everything was delivered; rejects if it failed. Resolved without a
   * stream.
   */
  readonly done: Promise<void>;
  /**
   * SHA-256 in hexadecimal of the bytes of all predictions of that stream, after its end: the `digest` of `sluice run
   * --json`.
   */
  digest(): Promise<string>;
  /** The newest sound of the stream that runs. Null where the person did not let the page keep it. */
  lastSeconds(): { readonly samples: Float32Array; readonly sampleRate: number } | null;
}

declare global {
  interface Window {
    sluiceStudio: StudioHandle;
  }
}
