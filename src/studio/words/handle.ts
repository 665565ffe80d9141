// What the page shows to scripts beside it: tests, and people at the console.
import type { Detection, Transport } from 'sluice';

export interface StudioHandle {
  /** Of the stream in progress or the last one, the oldest first; at most the newest thousand. */
  readonly detections: readonly Detection[];
  /** Of the stream in progress or the last one; null before the first. */
  readonly transport: Transport | null;
  /** Resolves when the stream in progress has ended and everything is delivered, rejects when it failed. Resolved where there is none. */
  readonly done: Promise<void>;
  /** SHA-256, in hexadecimal, of the bytes of all predictions of that stream, once it has ended: what `sluice run --json` calls digest. */
  digest(): Promise<string>;
}

declare global {
  interface Window {
    sluiceStudio: StudioHandle;
  }
}
