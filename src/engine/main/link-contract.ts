// What a link tells, what it is told, and how it reaches its engine. Types only.
import type { SluiceError } from '../../errors.js';
import type { FromEngine, PostedDetection, ToEngine } from '../messages.js';
import type { Deliver } from './delivery.js';
import type { HeldBell } from './held-bell.js';
import type { StreamEvent } from './stream-event.js';

/** Who is told what comes out of a stream. */
export interface StreamLinkListener {
  readonly record: Deliver;
  detection(detection: PostedDetection): void;
  event(event: StreamEvent): void;
  /** Everything is delivered. */
  ended(): void;
  /** Nothing more comes. */
  failed(error: SluiceError): void;
}

/** A message from the engine about one stream. */
export type LinkMessage = Extract<FromEngine, { readonly stream: number }>;

/** How a link reaches its engine. */
export interface LinkTransport {
  post(message: ToEngine, transfer?: Transferable[]): void;
  /** Of the engine. Null: transport `messages`. */
  readonly doorbell: SharedArrayBuffer | null;
  readonly ringer: HeldBell | null;
}
