// A stream takes what an operator said at a definite row. Rows that come meanwhile wait: none of them may reach the
// engine before it knows what was said, and nothing is said to the engine before it is written down.
import type { AlarmMark } from '../../model/alarm-mark.js';
import type { ServedStream } from './served-stream.js';

/** An engine that does not answer for so long holds the rows no longer. */
const MOST_MS = 5000;

/** `write` gets the row from which it counts, and returns all that was said of the stream's alarms. */
export async function markStream(
  stream: Pick<ServedStream, 'hold' | 'nextRow' | 'setMarks'>,
  write: (row: number) => Promise<readonly AlarmMark[]>,
): Promise<void> {
  const release = stream.hold();
  try {
    const marks = await write(stream.nextRow);
    await within(stream.setMarks(marks), MOST_MS);
  } finally {
    release();
  }
}

/** Resolves when `work` is done, has failed because the stream is over, or takes too long. */
async function within(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
