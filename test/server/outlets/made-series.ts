// A series that breaks, and a client that sends it.
import { connect } from '#src/node/index.js';
import { random } from '../../support/random.js';
import { START } from './made.js';

const ROWS = 700;
export const MINUTE = 60_000;
/** The first row that is broken. */
export const BROKEN = 660;

/** Rows of one channel that are normal for long, and broken for a few rows; flat, each begins with its time. */
export function brokenSeries(seed = 5, startMs = START): number[] {
  const next = random(seed);
  return Array.from({ length: ROWS }, (_, i) => {
    const flow = 20 + Math.sin(i / 20) + 0.1 * next();
    return [startMs + i * MINUTE, i >= BROKEN && i < BROKEN + 5 ? flow + 30 : flow];
  }).flat();
}

/** Sends it to a stream of that name, to its end. */
export async function sendSeries(socketUrl: string, name: string): Promise<void> {
  await using client = await connect(socketUrl);
  const stream = await client.open({ stream: name, model: 'anomaly', channels: ['flow'], drop: 'none' });
  stream.send(brokenSeries());
  await stream.close();
}
