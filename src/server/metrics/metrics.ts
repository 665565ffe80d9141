// What the server counts, in the form that Prometheus reads. Everything is looked up when somebody asks, so that nothing is paid for it meanwhile.
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { EngineFleet } from '../scheduling/engine-fleet.js';
import type { StreamHub } from '../streams/stream-hub.js';
import type { Watching } from '../transport/watching.js';
import { bucketsText } from './buckets-text.js';
import type { Counts } from './counters.js';

export interface MetricsParts {
  readonly counts: Counts;
  readonly hub: StreamHub;
  readonly fleet: EngineFleet;
  readonly watching: Watching;
}

export class Metrics {
  readonly #registry = new Registry();
  readonly #counts: Counts;

  constructor({ counts, hub, fleet, watching }: MetricsParts) {
    const registers = [this.#registry];
    this.#counts = counts;
    const dropped = () => {
      let rows = counts.droppedOfClosed;
      for (const stream of hub.streams) rows += stream.dropped;
      return rows;
    };
    const counters: readonly [string, string, () => number][] = [
      ['frames_total', 'rows or samples that came', () => counts.rows],
      ['blocks_total', 'blocks that came', () => counts.blocks],
      ['blocks_repeated_total', 'blocks that came twice', () => counts.repeated],
      ['received_bytes_total', 'bytes of messages from clients', () => counts.received],
      ['messages_total', 'messages from clients', () => counts.messages],
      ['predictions_total', 'predictions made', () => counts.predictions],
      ['detections_total', 'detections made', () => counts.detections],
      ['points_total', 'points sent to watchers', () => counts.points],
      ['dropped_frames_total', 'rows or samples given up because they waited too long', dropped],
      ['replaced_values_total', 'values that were no numbers', () => counts.replaced],
      ['reconnects_total', 'streams continued over another connection', () => counts.reconnects],
      ['connections_total', 'connections let in', () => counts.connectionsEver],
      ['snapshots_total', 'snapshots written', () => counts.snapshots],
    ];
    const gauges: readonly [string, string, () => number][] = [
      ['streams', 'streams open', () => hub.count],
      ['connections', 'connections open', () => counts.connections],
      ['watches', 'patterns watched', () => watching.count],
      ['stream_memory_bytes', 'memory of all streams, about', () => hub.heldBytes],
      ['hops_under_way', 'hops in the engines', () => fleet.feeders.reduce((sum, { underWay }) => sum + underWay, 0)],
    ];
    for (const [name, help, value] of counters) new Counted({ name: `sluice_${name}`, help, registers }, value);
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
    new ByCode(
      { name: 'sluice_refusals_total', help: 'refusals, by close code', labelNames: ['code'], registers },
      counts,
    );
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  async text(): Promise<string> {
    const { delay, queue, step } = this.#counts;
    return [
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
  }
}

class Counted extends Counter {
  constructor(configuration: ConstructorParameters<typeof Counter>[0], value: () => number) {
    super({
      ...configuration,
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  }
}

class ByCode extends Counter<'code'> {
  constructor(configuration: ConstructorParameters<typeof Counter<'code'>>[0], counts: Counts) {
    super({
      ...configuration,
      collect() {
        this.reset();
        for (const [code, times] of counts.refusals) this.inc({ code: String(code) }, times);
      },
    });
  }
}
