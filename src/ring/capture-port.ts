// What a capture thread is told and what it posts, typed once for all the threads it speaks with: the page that starts it, and, where memory
// cannot be shared, the engine. Types only.

/**
 * The way in that a capture thread gets. `shared`: a sample ring (ring.ts) and the doorbell to ring after writing, for `stream`. `messages`: a port to
 * which it posts `CaptureMessage`s and which gives the buffers back as `BufferMessage`s; `renewals` brings another in its place, as a
 * `RenewMessage`, when the engine has died.
 */
export type IntakePort =
  | {
      readonly kind: 'shared';
      readonly ring: SharedArrayBuffer;
      readonly doorbell: SharedArrayBuffer;
      readonly stream: number;
    }
  | { readonly kind: 'messages'; readonly port: MessagePort; readonly renewals: MessagePort };

/** To a capture thread: post to this port from now on. What was posted to the other is lost. */
export interface RenewMessage {
  readonly kind: 'renew';
  readonly port: MessagePort;
}

/** From a capture thread to the engine, over the port of an `IntakePort`. On the first block of a port, `missing` counts from the stream's start. */
export type CaptureMessage =
  /**
   * A block; its buffer is transferred. `missing`: samples that are missing right before it. `capturedAtMs`: when its last sample was captured, ms since
   * the epoch. `cameAtMs`: when the block came, from which its wait counts; without it, when its last sample was captured.
   */
  | {
      readonly kind: 'samples';
      readonly samples: Float32Array<ArrayBuffer>;
      readonly missing: number;
      readonly capturedAtMs: number;
      readonly cameAtMs?: number;
    }
  /** No sample follows; `missing` samples are lost at the end. */
  | { readonly kind: 'end'; readonly missing: number };

/** From the engine back to a capture thread: a buffer that may be filled again, so that capture makes no garbage. */
export interface BufferMessage {
  readonly kind: 'buffer';
  readonly samples: Float32Array<ArrayBuffer>;
}

/** From the page to its capture thread. */
export type CaptureCommand =
  /** Put samples in here from now on. Comes once. The port of the `messages` kind is transferred. */
  | { readonly kind: 'start'; readonly into: IntakePort }
  /** So many samples never came: the system had taken the device or the audio clock away. */
  | { readonly kind: 'gap'; readonly samples: number }
  /** Put in what is left, say that it was the last, and be collected. */
  | { readonly kind: 'stop' };

/** From a capture thread to its page, once: it has stopped and puts nothing in any more. */
export interface CaptureStopped {
  readonly kind: 'stopped';
}
