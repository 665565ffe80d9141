// The lines of a feed's journal, one array of JSON each: values, rows that were handed on, ends of streams. A line that was
// cut when the process was killed is none: nobody was told that its values were taken.
import * as v from 'valibot';
import { after } from '../../../protocol/counting.js';
import type { Observation } from '../observation.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Line = v.union([
  v.tuple([v.literal('v'), count, v.string(), v.number(), v.array(v.tuple([v.string(), v.number()]))]),
  v.tuple([v.literal('r'), count, v.string(), v.string(), count]),
  v.tuple([v.literal('x'), count, v.string()]),
]);

export function valuesLine(number: number, { stream, timeMs, values }: Observation): string {
  return `${JSON.stringify(['v', number, stream, timeMs, [...values]])}\n`;
}

export function rowLine(stream: string, key: string, block: number, number: number): string {
  return `${JSON.stringify(['r', number, stream, key, block])}\n`;
}

export function endLine(stream: string, number: number): string {
  return `${JSON.stringify(['x', number, stream])}\n`;
}

/** Values with their number. */
export interface KeptValues {
  readonly number: number;
  readonly observation: Observation;
}

interface KeptRow {
  readonly number: number;
  readonly key: string;
  readonly block: number;
}

/** What the journal has of a stream. */
export class KeptStream {
  readonly values: KeptValues[] = [];
  readonly rows: KeptRow[] = [];
  /** The stream was over: what came up to here is not wanted any more. */
  endedAt = 0;

  /**
   * Values that are to be taken again, and the numbers at which rows ended. `key`, `block`: of the stream that was
   * restored, and of the last block that its state covers; null: there is none, and all are.
   */
  since(restored: { readonly key: string; readonly block: number } | null) {
    const covered = Math.max(this.endedAt, restored === null ? 0 : this.#coveredBy(restored));
    return {
      covered,
      values: this.values.filter(({ number }) => number > covered),
      ends: new Set(this.rows.map(({ number }) => number)),
    };
  }

  #coveredBy({ key, block }: { readonly key: string; readonly block: number }): number {
    let covered = 0;
    const first = this.rows.findIndex((row) => row.key === key);
    this.rows.forEach((row, i) => {
      const isOf = row.key === key ? after(row.block, block) <= 0 : i < first;
      if (isOf) covered = Math.max(covered, row.number);
    });
    return covered;
  }
}

export class KeptStreams {
  readonly streams = new Map<string, KeptStream>();
  /** The largest number. */
  count = 0;

  /** Reads a segment. `last`: gets the last value of each stream. Returns how many values it has. */
  read(text: string, last: Map<string, number>): number {
    let values = 0;
    for (const line of text.split('\n')) {
      const read = lineOf(line);
      if (read === null) continue;
      const [kind, number, stream] = read;
      this.count = Math.max(this.count, number);
      const kept = this.streams.get(stream) ?? new KeptStream();
      this.streams.set(stream, kept);
      if (kind === 'v') {
        const [, , , timeMs, pairs] = read;
        kept.values.push({ number, observation: { stream, timeMs, values: new Map(pairs) } });
        last.set(stream, number);
        values++;
      } else if (kind === 'r') kept.rows.push({ number, key: read[3], block: read[4] });
      else kept.endedAt = Math.max(kept.endedAt, number);
    }
    return values;
  }
}

function lineOf(text: string): v.InferOutput<typeof Line> | null {
  if (text === '') return null;
  try {
    const parsed = v.safeParse(Line, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
