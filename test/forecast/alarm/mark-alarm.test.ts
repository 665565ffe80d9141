// What a person says of an alarm of a stream of this process.
import { describe, expect, it } from 'vitest';
import { acknowledge, callNormal, type Detection, openStream, rows, seriesModel } from '#src/node/index.js';
import { rowsOf } from '../../server/operator/made.js';

const ROWS = 900;

/** Detections of a series that breaks and stays broken. `said` is called with the first one. */
async function run(said: (stream: Awaited<ReturnType<typeof openStream>>, alarm: Detection) => void) {
  const flat = rowsOf(0, ROWS);
  let go: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => {
    go = resolve;
  });
  async function* readings() {
    for (let i = 0; i < ROWS; i++) {
      if (i === 720) await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, 2000))]);
      yield { timeMs: flat[2 * i] as number, values: [flat[2 * i + 1] as number] };
    }
  }
  const model = seriesModel({ channels: ['flow'], adapt: 'when acknowledged' });
  const stream = await openStream({ source: rows(readings(), { channels: 1 }), model });
  const told: Detection[] = [];
  await stream.detections$.forEach((alarm) => {
    told.push(alarm);
    if (told.length > 1) return;
    said(stream, alarm);
    go();
  });
  return told;
}

describe('an alarm of a stream of this process', () => {
  it('lasts where nobody says anything, and ends with the next row where it is called normal', async () => {
    expect((await run(() => undefined)).map(({ open }) => open)).toEqual([true]);
    const told = await run((stream, alarm) => callNormal(stream, alarm, { always: true }));
    expect(told.map(({ open }) => open)).toEqual([true, false]);
    expect(told[1]?.startsAtMs).toBe(told[0]?.startsAtMs);
  });

  it('is learnt from once it is acknowledged, and ends', async () => {
    const told = await run((stream, alarm) => acknowledge(stream, alarm));
    expect(told.map(({ open }) => open)).toEqual([true, false]);
  });

  it('is refused where it is none of a series', () => {
    const stream = { setDetector: () => undefined };
    expect(() => acknowledge(stream, { startsAtMs: 0 })).toThrow('it must be a detection of a series');
    expect(() => callNormal(stream, { startsAtMs: 0 })).toThrow(TypeError);
  });
});
