// Opens a stream of the library for each stream that is served: a place in an engine, and a source to push into.
import { EnginePool } from '../../engine/main/pool.js';
import { SluiceError } from '../../errors.js';
import { openLinkOn } from '../../open-link.js';
import { checkStreamOptions } from '../../options.js';
import type { Platform } from '../../platform.js';
import { DEFAULT_DELAY_MS } from '../../protocol/client-messages.js';
import { Refusal } from '../../protocol/closing.js';
import type { EngineFleet } from '../scheduling/engine-fleet.js';
import type { StreamScheduler } from '../scheduling/stream-scheduler.js';
import { PushSource } from './push-source.js';
import { restoreResults, type SavedStream } from './saved-stream.js';
import { ServedLink } from './served-link.js';
import { ServedStream, type ServedStreamParts } from './served-stream.js';

export interface OpenParts extends Omit<ServedStreamParts, 'name' | 'placement' | 'source' | 'link' | 'restored'> {
  readonly platform: Platform;
  readonly fleet: EngineFleet;
  readonly saved: SavedStream | null;
}

/** Predictions that can wait in an engine. Few, so that the rings of a thousand streams stay in the caches. */
const RECORDS = 32;

/** Rejects with a Refusal, or with what openStream rejects with. */
export async function openServed(parts: OpenParts): Promise<ServedStream> {
  const { platform, plan, open, fleet, saved } = parts;
  const placement = await fleet.place(plan.model, plan.load, plan.hopWork);
  try {
    const { sampleRate, input, layout } = plan;
    const source = new PushSource(
      open.stream,
      input === 'series' ? { sampleRate, channels: layout.values } : { sampleRate },
    );
    const { engine } = placement;
    const { maxDelayMs: maxLatencyMs = DEFAULT_DELAY_MS, detector } = open;
    const snapshot = saved === null ? {} : { snapshot: saved.snapshot };
    const options = checkStreamOptions({ source, model: plan.model, engine, maxLatencyMs, detector, ...snapshot });
    // The engine is given, so the pool is never asked for one.
    const link = new ServedLink(await openLinkOn(platform, new EnginePool(platform), options, RECORDS));
    const restored = saved?.position ?? null;
    const served = new ServedStream({ ...parts, name: open.stream, placement, source, link, restored });
    if (saved !== null) restoreResults(served, saved);
    return served;
  } catch (error) {
    placement.release();
    throw refusalOf(error, placement.scheduler, fleet);
  }
}

function refusalOf(error: unknown, scheduler: StreamScheduler, fleet: EngineFleet): unknown {
  if (error instanceof RangeError || error instanceof TypeError) return new Refusal('WRONG_SETTINGS', error.message);
  if (!(error instanceof SluiceError)) return error;
  if (error.code === 'SNAPSHOT_MISMATCH') return error;
  fleet.forgetIfDead(scheduler);
  if (error.code === 'MEMORY_REFUSED') return new Refusal('NO_MEMORY', error.message);
  return new Refusal(error.code === 'MODEL_MISMATCH' ? 'MODEL_MISFIT' : 'FAILED', error.message);
}
