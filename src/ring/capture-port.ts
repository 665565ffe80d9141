// The messages of a capture thread, typed once for both of its partners: the page that starts it and, where memory
// cannot be shared, the engine. Types only.

/**
 * Where a capture thread puts samples. `shared`: a sample ring (ring.ts) and the doorbell to ring after each write, for
 * `stream`. `messages`: a port to which it posts `CaptureMessage`s and from which the buffers come back as
 * `BufferMessage`s. When the engine has died, a `RenewMessage` on `renewals` brings the port that replaces it. `several`:
 * into all of `ports`, of streams that share a source; `members` brings `JoinMessage`s. `transfer`: every message port in
 * it, for `postMessage`.
 */
export type IntakePort = { readonly transfer: readonly MessagePort[] } & (
  | {
      readonly kind: 'shared';
      readonly ring: SharedArrayBuffer;
      readonly doorbell: SharedArrayBuffer;
      readonly stream: number;
    }
  | {
      readonly kind: 'messages';
      readonly port: MessagePort;
      readonly renewals: MessagePort;
      /** Samples that may be on their way at once: as many as the engine has room for. */
      readonly capacity: number;
    }
  | { readonly kind: 'several'; readonly ports: readonly IntakePort[]; readonly members: MessagePort }
);

/** To a capture thread that writes to several streams, in the order of `ports`. */
export type JoinMessage =
  /** Put samples in here too, after the others. */
  | { readonly kind: 'join'; readonly into: IntakePort }
  /** Put no more samples into the port at this place; those behind it move up. */
  | { readonly kind: 'leave'; readonly at: number };

/** To a capture thread: from now on, post to this port. What was posted to the previous port is lost. */
export interface RenewMessage {
  readonly kind: 'renew';
  readonly port: MessagePort;
}

/**
 * From a capture thread to the engine, over the port of an `IntakePort`. On the first block of a port, `missing` counts
 * from the stream's start.
 */
export type CaptureMessage =
  /**
   * A block; its buffer is transferred. `missing`: samples missing right before it. `capturedAtMs`: when its last
   * sample was captured, ms since the epoch. `cameAtMs`: when the block arrived, from which its waiting time counts; by
   * default `capturedAtMs`.
   */
  | {
      readonly kind: 'samples';
      readonly samples: ReturnType<typeof Float32Array.of>;
      readonly missing: number;
      readonly capturedAtMs: number;
      readonly cameAtMs?: number;
    }
  /** No sample follows. `missing` samples are missing at the end. */
  | { readonly kind: 'end'; readonly missing: number };

/** From the engine back to a capture thread: a buffer to use again, so that capture makes no garbage. */
export interface BufferMessage {
  readonly kind: 'buffer';
  readonly samples: ReturnType<typeof Float32Array.of>;
}

/** From the page to its capture thread. */
export type CaptureCommand =
  /** Put samples in here from now on. Comes once. Its message ports are transferred. */
  | { readonly kind: 'start'; readonly into: IntakePort }
  /** This many samples never came, because the system had taken away the device or the audio clock. */
  | { readonly kind: 'gap'; readonly samples: number }
  /** Put in the samples that are left, mark the end, and let the browser collect the node. */
  | { readonly kind: 'stop' };

/** From a capture thread to its page, each once. */
export type CaptureReport =
  /** It has put in its first samples. */
  | { readonly kind: 'started' }
  /** It has stopped and puts in no more samples. */
  | { readonly kind: 'stopped' };
