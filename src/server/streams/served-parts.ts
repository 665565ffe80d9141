// What a served stream is made of. Types only.
import type { OpenMessage } from '../../protocol/client-messages.js';
import type { EngineSeat } from '../scheduling/engine-fleet.js';
import type { RestoredPosition } from './block-sequencer.js';
import type { PushSource } from './push-source.js';
import type { ServedLink } from './served-link.js';
import type { StreamListener } from './stream-parties.js';
import type { StreamPlan } from './stream-plan.js';

export interface ServedParts {
  readonly name: string;
  readonly token: string;
  readonly plan: StreamPlan;
  readonly open: OpenMessage;
  readonly seat: EngineSeat;
  readonly source: PushSource;
  readonly link: ServedLink;
  readonly limits: { readonly waitingBytes: number; readonly keptBytes: number; readonly keptDetections: number };
  readonly listener: StreamListener;
  /** Blocks are good as soon as they are here, not only once a snapshot on disk covers them. */
  readonly acknowledgeAtOnce: boolean;
  readonly restored: RestoredPosition | null;
}
