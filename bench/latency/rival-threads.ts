// The two threads of the rival: one that captures, one that runs the network. Here are the messages to and from them,
// and how Node and a browser start them.
import type { Offered } from '#src/harness/latency/generator.js';
import type { LoadPlan } from '#src/harness/latency/plan.js';

/** To a thread of the rival. Each is given one thing to do. */
export type ToRival =
  /** Post hops of noise on their schedule: `frame`s, and then `offered`. */
  | { readonly kind: 'frames'; readonly plan: LoadPlan; readonly hopSamples: number }
  /** Open a session; answered by `ready`. `runtime`: address of onnxruntime-web, null where it is found by name. */
  | { readonly kind: 'open'; readonly onnx: Uint8Array; readonly runtime: string | null }
  /** Run a frame; answered by `inferred`. */
  | { readonly kind: 'infer'; readonly id: number; readonly frame: Float32Array };

export interface Frame {
  readonly samples: Float32Array;
  /** Ms since the epoch: when the hop was due, and when it was posted. */
  readonly dueAtMs: number;
  readonly putAtMs: number;
}

/** The rival's answer to one frame. */
export interface Inferred {
  readonly id: number;
  readonly scores: Float32Array;
  /** Ms since the epoch. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

export type FromRival =
  | ({ readonly kind: 'offered' } & Offered)
  | ({ readonly kind: 'frame' } & Frame)
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'inferred' } & Inferred)
  | { readonly kind: 'failed'; readonly message: string };

/** A thread as its owner holds it. */
export interface RivalThread {
  post(message: ToRival, transfer?: Transferable[]): void;
  /** Called once, before anything was posted. `failed`: the thread threw or ended by itself. */
  listen(handle: (message: FromRival) => void, failed: (reason: Error) => void): void;
  stop(): Promise<void>;
}
