// The options of a measurement, with units and defaults, checked once.
import { checkCount, checkPositive, checkRange, isObject, shown, wrongKind } from '../../checks.js';
import type { Model } from '../../model/model.js';
import type { ModelSource } from '../../model-source.js';
import type { Prediction } from '../../observable/values.js';
import type { TransportChoice } from '../../options.js';
import type { Source } from '../../source/source.js';
import { type MeasureExtras, measure } from './measure.js';
import type { MeasurePlan } from './plan.js';
import type { LatencyReport } from './report.js';
import type { HarnessPlatform } from './threads.js';

/** What `measureLatency` takes. */
export interface MeasureLatencyOptions {
  readonly model: ModelSource;
  /**
   * A live source of your own: latencies then count from the capture of a hop's last sample, as the source tells it.
   * @default hops of noise on a fixed schedule, from a thread of their own: latencies count from when a hop was due
   */
  readonly source?: Source;
  /** What you do with a prediction: it is measured with the rest. @default nothing */
  readonly subscriber?: (prediction: Prediction) => void;
  /** @default 10000 */
  readonly durationMs?: number;
  /**
   * Hops in the first this many ms are not counted: threads are starting, code is being compiled.
   * @default 1000
   */
  readonly warmUpMs?: number;
  /** Streams at once, each with a load of its own. @default 1 */
  readonly streams?: number;
  /** Hops that come at once, when the last of them is due. @default 1 */
  readonly burstHops?: number;
  /** As of `openStream`. @default 250 */
  readonly maxLatencyMs?: number;
  /** Later than this is a miss. @default maxLatencyMs */
  readonly deadlineMs?: number;
  /** @default 'auto' */
  readonly transport?: TransportChoice;
  /** Ends the measurement early, with what was found out until then. */
  readonly signal?: AbortSignal;
}

/** Rejects with TypeError or RangeError for wrong options, and as `openStream` does. */
export async function measureLatencyOn(
  platform: HarnessPlatform,
  options: MeasureLatencyOptions,
): Promise<LatencyReport> {
  if (!isObject(options)) throw new TypeError(`${DOING}: options must be an object: received ${shown(options)}`);
  const { source, subscriber, signal, streams = 1 } = options;
  if (source !== undefined && !(isObject(source) && source.live === true)) {
    throw wrongKind(DOING, 'source', 'a live Source', source);
  }
  if (source !== undefined && streams !== 1) {
    throw new RangeError(`${DOING}: 'streams' must be 1 with a source of your own: received ${streams}`);
  }
  const plan = checked(options, await platform.readModel(options.model));
  const extras: MeasureExtras = {
    ...(source === undefined ? {} : { source }),
    ...(subscriber === undefined ? {} : { subscriber }),
    ...(signal === undefined ? {} : { signal }),
  };
  return measure(platform, plan, extras);
}

const DOING = 'Cannot measure the latency';

function checked(options: MeasureLatencyOptions, model: Model): MeasurePlan {
  const { durationMs = 10_000, warmUpMs = 1000, streams = 1, burstHops = 1 } = options;
  const { maxLatencyMs = 250, deadlineMs = maxLatencyMs, transport = 'auto' } = options;
  checkPositive(DOING, 'durationMs', durationMs, 2 ** 30);
  checkRange(DOING, 'warmUpMs', warmUpMs, { least: 0, most: durationMs });
  checkCount(DOING, 'streams', streams);
  checkCount(DOING, 'burstHops', burstHops);
  checkPositive(DOING, 'deadlineMs', deadlineMs, 2 ** 31 - 1);
  return { model, streams, durationMs, warmUpMs, burstHops, maxLatencyMs, deadlineMs, transport };
}
