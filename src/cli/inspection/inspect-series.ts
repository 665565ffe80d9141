// What `inspect` shows of a series model.
import type { ChannelDescription } from '../../model/channel-description.js';
import type { SeriesModel } from '../../model/series-model.js';
import { boxed, bytesOf, grouped, table } from '../report/format.js';

/** What inspecting a model of series found. */
export interface SeriesInspection {
  readonly name: string;
  /** Of the file. */
  readonly bytes: number;
  readonly channels: readonly string[];
  /** Their kinds, units and limits; null: gauges without any. */
  readonly described: readonly ChannelDescription[] | null;
  readonly monitor: SeriesModel['monitor'];
  /** Likelihood from which there is an alarm. */
  readonly threshold: number;
  /** Bytes of what was learnt ahead; 0: nothing was. */
  readonly learntBytes: number;
  readonly provenance: SeriesModel['provenance'];
}

export function inspectSeries(model: SeriesModel, bytes: number): SeriesInspection {
  const { name, channels, described = null, monitor, detector, learnt, provenance } = model;
  const threshold = detector.enter[model.labels[1]] ?? 1;
  return { name, bytes, channels, described, monitor, threshold, learntBytes: learnt?.length ?? 0, provenance };
}

export function seriesReport({ name, bytes, ...model }: SeriesInspection): string[] {
  const { channels, described, monitor, threshold, learntBytes, provenance } = model;
  const learnt =
    learntBytes === 0
      ? `nothing yet: the first ${grouped(monitor.learnRows)} rows are only learnt from`
      : `${bytesOf(learntBytes)} of state, from rows seen before; alarms from the first row on`;
  const data = (provenance.data ?? []).map((source) => ['data', source]);
  return boxed(`${name}  ${bytesOf(bytes)}`, [
    table([
      ['a monitor of series', ''],
      ['channels', (described?.map(inWords) ?? channels).join(', ')],
      [
        'network',
        `random GRU of ${monitor.hidden} units, seed ${monitor.seed}, and a readout that learns with every row`,
      ],
      ['learnt', learnt],
      ['alarm', `at a likelihood of ${threshold}`],
      ...data,
      ...(provenance.trainedAt === undefined ? [] : [['trained', provenance.trainedAt]]),
    ]),
  ]);
}

/** For example `energy (counter, kWh)`, `pressure (bar, 0 to 10)`. */
function inWords({ name, kind, unit, min, max, states }: ChannelDescription): string {
  const limits = min === undefined && max === undefined ? [] : [`${min ?? 'any'} to ${max ?? 'any'}`];
  const more = [...(kind === 'gauge' ? [] : [kind]), ...(unit === null ? [] : [unit]), ...limits, ...(states ?? [])];
  return more.length === 0 ? name : `${name} (${more.join(', ')})`;
}
