// The counters in the form that Prometheus reads. Values are read when somebody asks, so that metrics cost nothing in
// between.
import type { Registry } from 'prom-client';
import { monotonicMs } from '../../clock.js';
import type { Feed } from '../feeds/feed.js';
import { neededPackage } from '../needed-package.js';
import type { OutletStatus } from '../outlets/outlets.js';
import { addAlarmMetrics } from './alarm-metrics.js';
import { bucketsText } from './buckets-text.js';
import type { Counters } from './counters.js';
import { addFeedMetrics } from './feed-metrics.js';
import { addFleetMetrics, type FleetReadings } from './fleet-metrics.js';
import { addOutletMetrics } from './outlet-metrics.js';

/** What is not counted but read when somebody asks. */
export interface MetricsReadings {
  /** Rows dropped on the streams that are open. */
  dropped(): number;
  /** Detections of each open stream, by its name. */
  detections(): Iterable<readonly [stream: string, count: number]>;
  streams(): number;
  watches(): number;
  /** Of streams and connections together. */
  memoryBytes(): number;
  streamBytes(): number;
  /** Hops that the engines have and have not answered. */
  hopsUnderWay(): number;
  outlets(): Iterable<OutletStatus>;
  feeds(): Iterable<Feed>;
  /** Of streams that have had alarms: how many are open and call for somebody, and how many are muted. */
  alarms(): Iterable<readonly [stream: string, open: number, muted: number]>;
  /** Null: the server is alone. */
  readonly fleet: FleetReadings | null;
}

export class Metrics {
  readonly #registry: Registry;
  readonly #counters: Counters;
  /** The text that is being made or was last made, and when that was begun. */
  #text: Promise<Buffer> | null = null;
  #textMs = 0;

  /** Throws SluiceError PACKAGE_MISSING. */
  constructor(counters: Counters, readings: MetricsReadings) {
    const { Counter, collectDefaultMetrics, Gauge, Registry } =
      neededPackage<typeof import('prom-client')>('prom-client');
    this.#registry = new Registry();
    const registers = [this.#registry];
    this.#counters = counters;
    const totals: readonly [string, string, () => number][] = [
      ['frames_total', 'rows or samples that came', () => counters.rows],
      ['blocks_total', 'blocks that came', () => counters.blocks],
      ['blocks_repeated_total', 'blocks that came twice', () => counters.repeated],
      ['received_bytes_total', 'bytes of messages from clients', () => counters.received],
      ['messages_total', 'messages from clients', () => counters.messages],
      ['predictions_total', 'predictions made', () => counters.predictions],
      ['detections_total', 'detections made', () => counters.detections],
      ['points_total', 'points sent to watchers', () => counters.points],
      [
        'dropped_frames_total',
        'rows or samples dropped because they waited too long',
        () => counters.droppedOfClosed + readings.dropped(),
      ],
      ['replaced_values_total', 'values that were not numbers', () => counters.replaced],
      ['reconnects_total', 'streams continued over another connection', () => counters.reconnects],
      ['connections_total', 'connections let in', () => counters.connectionsEver],
      ['snapshots_total', 'snapshots written', () => counters.snapshots],
    ];
    const gauges: readonly [string, string, () => number][] = [
      ['streams', 'streams open', () => readings.streams()],
      ['connections', 'connections open', () => counters.connections],
      ['watches', 'patterns watched', () => readings.watches()],
      ['memory_bytes', 'memory of all streams and connections, as far as it is bounded', () => readings.memoryBytes()],
      ['stream_memory_bytes', 'memory of all streams, about', () => readings.streamBytes()],
      ['hops_under_way', 'work in the engines, in hops of a small network', () => readings.hopsUnderWay()],
    ];
    for (const [name, help, value] of totals) {
      new Counter({
        name: `sluice_${name}`,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(value());
        },
      });
    }
    for (const [name, help, value] of gauges) {
      new Gauge({
        name: `sluice_${name}`,
        help,
        registers,
        collect() {
          this.set(value());
        },
      });
    }
    new Counter({
      name: 'sluice_refusals_total',
      help: 'refusals, by close code',
      labelNames: ['code'],
      registers,
      collect() {
        this.reset();
        for (const [code, times] of counters.refusals) this.inc({ code: String(code) }, times);
      },
    });
    new Counter({
      name: 'sluice_stream_detections_total',
      help: `detections by stream, of the first ${MOST_STREAMS} streams`,
      labelNames: ['stream'],
      registers,
      collect() {
        this.reset();
        let streams = 0;
        for (const [stream, count] of readings.detections()) {
          if (++streams > MOST_STREAMS) return;
          this.inc({ stream }, count);
        }
      },
    });
    addAlarmMetrics(this.#registry, MOST_STREAMS, () => readings.alarms());
    addOutletMetrics(this.#registry, () => readings.outlets());
    addFeedMetrics(this.#registry, () => readings.feeds());
    if (readings.fleet !== null) addFleetMetrics(this.#registry, readings.fleet);
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Made at most once in `FRESH_MS`, for all who ask: with a thousand streams it takes milliseconds. */
  text(): Promise<Buffer> {
    const nowMs = monotonicMs();
    if (this.#text !== null && nowMs - this.#textMs < FRESH_MS) return this.#text;
    this.#textMs = nowMs;
    this.#text = this.#make();
    return this.#text;
  }

  async #make(): Promise<Buffer> {
    const { delay, queue, step } = this.#counters;
    const text = [
      (await this.#registry.metrics()).trimEnd(),
      bucketsText('sluice_delay_seconds', "from a block's arrival to its prediction", delay),
      bucketsText('sluice_queue_delay_seconds', "from a block's arrival to its engine", queue),
      bucketsText(
        'sluice_step_seconds',
        'of one hop in sixteen: in the engine, with those that are stepped together',
        step,
      ),
      '',
    ].join('\n');
    return Buffer.from(text);
  }
}

/** What the metrics say is at most so old, ms. */
const FRESH_MS = 1000;
/** Streams with a label of their own: each is a series in whoever reads the metrics. */
const MOST_STREAMS = 1000;
