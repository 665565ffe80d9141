// What outlets have done, as metrics with a label for each outlet.
import type { Registry } from 'prom-client';
import { neededPackage } from '../needed-package.js';
import type { OutletStatus } from '../outlets/outlets.js';

const TOTALS: readonly [string, string, (status: OutletStatus) => number][] = [
  ['outlet_messages_total', 'messages that an outlet delivered', ({ sent }) => sent],
  ['outlet_alarms_total', 'alarms that an outlet delivered', ({ sentNotes }) => sentNotes],
  ['outlet_failures_total', 'attempts to deliver that failed', ({ failed }) => failed],
  ['outlet_dropped_total', 'alarms dropped because too many waited', ({ dropped }) => dropped],
  ['outlet_refused_total', 'alarms set aside because the receiver refused them', ({ refused }) => refused],
  ['outlet_repeated_total', 'alarms that came again and were not sent again', ({ repeated }) => repeated],
];
const GAUGES: readonly [string, string, (status: OutletStatus) => number][] = [
  ['outlet_waiting', 'alarms that wait for an outlet', ({ waiting }) => waiting],
  ['outlet_failing', "1 where an outlet's last attempt failed", ({ failing }) => (failing ? 1 : 0)],
];

export function addOutletMetrics(registry: Registry, outlets: () => Iterable<OutletStatus>): void {
  const { Counter, Gauge } = neededPackage<typeof import('prom-client')>('prom-client');
  const common = { labelNames: ['outlet'], registers: [registry] };
  for (const [name, help, value] of TOTALS) {
    new Counter({
      ...{ ...common, name: `sluice_${name}`, help },
      collect() {
        this.reset();
        for (const status of outlets()) this.inc({ outlet: status.name }, value(status));
      },
    });
  }
  for (const [name, help, value] of GAUGES) {
    new Gauge({
      ...{ ...common, name: `sluice_${name}`, help },
      collect() {
        this.reset();
        for (const status of outlets()) this.set({ outlet: status.name }, value(status));
      },
    });
  }
}
