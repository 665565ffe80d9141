// What owners tell all nodes of their streams, for those who watch: by the bus, where what nobody hears is gone.
import type { DetectionFields } from '../../../protocol/server-frames.js';
import type { StreamInfo } from '../../../protocol/server-messages.js';
import { fromJsonBytes, jsonBytes } from '../wire/frames.js';

/** Streams are there or have changed; `recent`: where that was asked for. */
export interface InfoMessage {
  readonly kind: 'streams';
  readonly node: string;
  readonly partition: number;
  readonly streams: readonly { readonly info: StreamInfo; readonly recent?: readonly DetectionFields[] }[];
}

export type ViewMessage =
  | InfoMessage
  /** All streams of a partition. */
  | {
      readonly kind: 'names';
      readonly node: string;
      readonly partition: number;
      readonly lagMs: number;
      readonly names: readonly string[];
    }
  | { readonly kind: 'gone'; readonly stream: string }
  | { readonly kind: 'detection'; readonly stream: string; readonly detection: DetectionFields }
  /** A node wants to know all streams; or has watchers. */
  | { readonly kind: 'ask' | 'watching'; readonly node: string };

/** Subjects of the bus. */
export const VIEW = 'view';
export const POINTS = 'points';

export function viewBytes(message: ViewMessage): Uint8Array {
  return jsonBytes(message);
}

export function readView(bytes: Uint8Array): ViewMessage {
  return fromJsonBytes(bytes) as ViewMessage;
}
