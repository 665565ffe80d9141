// Alarms that are open, as metrics with a label for each stream.
import type { Registry } from 'prom-client';
import { neededPackage } from '../needed-package.js';

type Counts = Iterable<readonly [stream: string, open: number, muted: number]>;

/** Of the first `mostStreams` streams that have had an alarm. */
export function addAlarmMetrics(registry: Registry, mostStreams: number, counts: () => Counts): void {
  const { Gauge } = neededPackage<typeof import('prom-client')>('prom-client');
  const gauges: readonly [string, string, (open: number, muted: number) => number][] = [
    ['stream_alarms_open', 'alarms of series that are open and neither muted nor called normal', (open) => open],
    ['stream_alarms_muted', 'alarms of series that are open and muted', (_, muted) => muted],
  ];
  for (const [name, help, value] of gauges) {
    new Gauge({
      ...{ name: `sluice_${name}`, help: `${help}, of the first ${mostStreams} streams that have had one` },
      ...{ labelNames: ['stream'], registers: [registry] },
      collect() {
        this.reset();
        let streams = 0;
        for (const [stream, open, muted] of counts()) {
          if (++streams > mostStreams) return;
          this.set({ stream }, value(open, muted));
        }
      },
    });
  }
}
