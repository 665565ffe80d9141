// A line of the latency benchmark for people.
import type { LatencyLine, StatsCostLine } from '../../harness/results.js';
import { grouped, percent, threeDigits } from '../report/format.js';

export function latencyText(line: LatencyLine): string {
  const { scenario, engine, runtime, subscriber, stages, offered, delivered, dropped, accounted } = line;
  const who =
    engine === 'onnxruntime-web' ? engine : `sluice, subscriber on ${subscriber === 'worker' ? 'a worker' : 'main'}`;
  const hops =
    offered === null
      ? `${grouped(delivered)} delivered, ${grouped(dropped)} dropped`
      : `${grouped(offered)} offered ${accounted ? '=' : 'is not'} ${grouped(delivered)} delivered + ${grouped(dropped)} dropped`;
  return [
    `${scenario}, ${runtime}, ${who}`,
    `  due to subscriber    ${row([line.p50Ms, line.p90Ms, line.p99Ms, line.p999Ms, line.worstMs])}`,
    `  ring to subscriber   ${row([stages.delivery.p50Ms, stages.delivery.p90Ms, stages.delivery.p99Ms, stages.delivery.p999Ms, stages.delivery.worstMs])}`,
    `  p50 / p99 of: due to ring ${pair(stages.capture)}, ring to engine ${pair(stages.wait)}, engine ${pair(stages.step)}, to the observable ${pair(stages.crossing)}, subscriber ${pair(stages.subscriber)} ms`,
    `  ${hops}; ${grouped(line.deadlineMisses)} later than ${line.deadlineMs} ms; oldest ${threeDigits(line.oldestMs)} ms${line.boundMs === null ? '' : `, bound ${threeDigits(line.boundMs)} ms`}${seen(line)}`,
  ].join('\n');
}

export function statsCostText({ runtime, hopUs, stampUs, everyStampUs, recordUs }: StatsCostLine): string {
  return `Stamps and histograms in ${runtime}: ${threeDigits(1000 * (stampUs + recordUs))} ns of a hop of ${threeDigits(hopUs)} µs, ${percent((stampUs + recordUs) / hopUs)}; to time every hop takes ${threeDigits(1000 * everyStampUs)} ns\n`;
}

function row(times: readonly number[]): string {
  return ['p50', 'p90', 'p99', 'p99.9', 'worst']
    .map((name, i) => `${name} ${threeDigits(times[i] as number).padStart(6)} ms`)
    .join('  ');
}

function pair({ p50Ms, p99Ms }: { readonly p50Ms: number; readonly p99Ms: number }): string {
  return `${p50Ms.toFixed(2)} / ${p99Ms.toFixed(2)}`;
}

/** What else was seen meanwhile, where the platform tells. */
function seen({ collections, engineCollections, loopDelay, memory }: LatencyLine): string {
  const engine =
    engineCollections === null
      ? ''
      : `; ${engineCollections.count} on the engine thread, worst ${threeDigits(engineCollections.worstMs)} ms`;
  const garbage =
    collections === null
      ? ''
      : `; ${collections.count} garbage collections, worst ${threeDigits(collections.worstMs)} ms`;
  const loop = loopDelay === null ? '' : `; event loop late by ${threeDigits(loopDelay.p99Ms)} ms at p99`;
  const bytes = memory.map(([, each]) => `${Math.round(each / 2 ** 20)}`).join(', ');
  return `${garbage}${engine}${loop}${memory.length === 0 ? '' : `; MB after each minute: ${bytes}`}`;
}
