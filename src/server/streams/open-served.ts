// A stream of the library for each stream that is served: a seat in an engine, a source to push into, or nothing at all.
import { EnginePool } from '../../engine/main/pool.js';
import { SluiceError } from '../../errors.js';
import { nodePlatform } from '../../node/platform.js';
import { openLinkOn } from '../../open-link.js';
import { checkStreamOptions } from '../../options.js';
import type { OpenMessage } from '../../protocol/client-messages.js';
import { Refusal } from '../../protocol/closing.js';
import { restoreFrames } from '../persistence/saved-frames.js';
import type { SavedFrame } from '../persistence/state-file.js';
import type { EngineFleet } from '../scheduling/engine-fleet.js';
import type { RestoredPosition } from './block-sequencer.js';
import { PushSource } from './push-source.js';
import { ServedLink } from './served-link.js';
import type { ServedParts } from './served-parts.js';
import { ServedStream } from './served-stream.js';

/** A stream as a server before this one has saved it. */
export interface SavedStream {
  readonly open: OpenMessage;
  readonly token: string;
  readonly position: RestoredPosition;
  readonly snapshot: Uint8Array;
  /** Results that the client had not acknowledged. */
  readonly predictions: readonly SavedFrame[];
  readonly detections: readonly SavedFrame[];
}

export interface OpenedStream {
  readonly stream: ServedStream;
  /** Whether it is one that was there. */
  readonly resumed: boolean;
}

export interface OpenParts extends Omit<ServedParts, 'name' | 'seat' | 'source' | 'link' | 'restored'> {
  readonly fleet: EngineFleet;
  readonly saved: SavedStream | null;
}

/** Predictions that can wait in an engine. Few, for where the rings of a thousand streams are small they stay near both threads. */
const RECORDS = 32;
/** Streams are given their engines here: no pool is asked. */
const NO_POOL = new EnginePool(nodePlatform);

/** Rejects with a Refusal, or what openStream rejects with. */
export async function openServed(parts: OpenParts): Promise<ServedStream> {
  const { plan, open, fleet, saved } = parts;
  const seat = await fleet.seat(plan.model, plan.load);
  try {
    const { sampleRate, input, layout } = plan;
    const source = new PushSource(
      open.stream,
      input === 'series' ? { sampleRate, channels: layout.values } : { sampleRate },
    );
    const { engine } = seat;
    const { maxDelayMs: maxLatencyMs, detector } = open;
    const snapshot = saved === null ? {} : { snapshot: saved.snapshot };
    const options = checkStreamOptions({ source, model: plan.model, engine, maxLatencyMs, detector, ...snapshot });
    const link = new ServedLink(await openLinkOn(nodePlatform, NO_POOL, options, RECORDS));
    const restored = saved?.position ?? null;
    const served = new ServedStream({ ...parts, name: open.stream, seat, source, link, restored });
    restoreFrames(served.results.predictions, saved?.predictions ?? []);
    restoreFrames(served.results.detections, saved?.detections ?? []);
    return served;
  } catch (error) {
    seat.leave();
    throw refusalOf(error, seat.feeder, fleet);
  }
}

function refusalOf(error: unknown, feeder: Parameters<EngineFleet['forgetIfDead']>[0], fleet: EngineFleet): unknown {
  if (error instanceof RangeError || error instanceof TypeError) return new Refusal('WRONG_SETTINGS', error.message);
  if (!(error instanceof SluiceError)) return error;
  if (error.code === 'SNAPSHOT_MISMATCH') return error;
  fleet.forgetIfDead(feeder);
  if (error.code === 'MEMORY_REFUSED') return new Refusal('NO_MEMORY', error.message);
  return new Refusal(error.code === 'MODEL_MISMATCH' ? 'MODEL_MISFIT' : 'FAILED', error.message);
}
