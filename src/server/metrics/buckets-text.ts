// A histogram in the text format of Prometheus: cumulative buckets in seconds, their sum and their count.
import { BUCKET_ENDS_MS, type Buckets } from './buckets.js';

export function bucketsText(name: string, help: string, { counts, sumMs }: Buckets): string {
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`];
  let below = 0;
  for (const [i, count] of counts.entries()) {
    const endMs = BUCKET_ENDS_MS[i];
    below += count;
    lines.push(`${name}_bucket{le="${endMs === undefined ? '+Inf' : endMs / 1000}"} ${below}`);
  }
  lines.push(`${name}_sum ${sumMs / 1000}`, `${name}_count ${below}`);
  return lines.join('\n');
}
