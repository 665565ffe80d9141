// One node of a fleet as metrics: who is there, what it owns, and how far that is behind.
import type { Registry } from 'prom-client';
import { neededPackage } from '../needed-package.js';

export interface FleetReadings {
  /** Nodes that are there. */
  readonly nodes: number;
  /** Records that were none and were set aside, since the start. */
  readonly refused: number;
  /** Partitions that this node owns, and how old their last record was when it was taken, ms. */
  lags(): Iterable<readonly [partition: number, lagMs: number]>;
}

export function addFleetMetrics(registry: Registry, fleet: FleetReadings): void {
  const { Counter, Gauge } = neededPackage<typeof import('prom-client')>('prom-client');
  const registers = [registry];
  new Gauge({
    ...{ name: 'sluice_fleet_nodes', help: 'nodes of the fleet that are there', registers },
    collect() {
      this.set(fleet.nodes);
    },
  });
  new Gauge({
    ...{
      name: 'sluice_fleet_partition_lag_seconds',
      help: 'how old the last record of a partition was when it was taken',
    },
    ...{ labelNames: ['partition'], registers },
    collect() {
      this.reset();
      for (const [partition, lagMs] of fleet.lags()) this.set({ partition: String(partition) }, lagMs / 1000);
    },
  });
  new Counter({
    ...{ name: 'sluice_fleet_refused_total', help: 'records in NATS that were none and were set aside', registers },
    collect() {
      this.reset();
      this.inc(fleet.refused);
    },
  });
}
