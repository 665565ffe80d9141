// A line of the server's benchmark, for people.
import type { ServeLine } from '../../harness/serve/results.js';
import { grouped, threeDigits } from '../report/format.js';

export function textOfServe(line: ServeLine): string {
  const { scenario, streams, seconds, offeredPerSecond, deliveredPerSecond, p50Ms, p99Ms, worstMs, dropped } = line;
  const rest = [
    line.serverCores === undefined ? '' : `server busy on ${line.serverCores} cores`,
    line.bytesPerStream === undefined ? '' : `${threeDigits(line.bytesPerStream / 1024)} KB a stream`,
    line.grownBytesPerStream === undefined ? '' : `${threeDigits(line.grownBytesPerStream / 1024)} KB more at the end`,
    line.fairness === undefined ? '' : `fairness ${line.fairness.toFixed(4)}`,
    line.recoveryMs === undefined ? '' : `recovered after ${line.recoveryMs} ms`,
  ].filter((text) => text !== '');
  const times = [p50Ms, p99Ms, worstMs].map(threeDigits);
  return [
    `${scenario}: ${streams} streams, ${seconds} s: ${grouped(offeredPerSecond)} hops/s offered, ${grouped(deliveredPerSecond)} delivered, ${grouped(dropped)} dropped`,
    `  p50 ${times[0]} ms  p99 ${times[1]} ms  worst ${times[2]} ms; ${rest.join(', ')}`,
  ].join('\n');
}
