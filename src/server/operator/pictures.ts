// The picture of an alarm: the rows around its beginning, from the points that are kept of its stream.
import type { AlarmPicture } from '../../protocol/operator.js';
import { readServerFrames } from '../../protocol/read-server-frames.js';
import type { PointFields } from '../../protocol/server-frames.js';
import type { ServedStream } from '../streams/served-stream.js';

/** Rows before the beginning, and from it on. */
const BEFORE = 50;
const AFTER = 50;
const DIGITS = 5;

/** Null where no row is known. */
export function pictureOf(stream: ServedStream, channel: string, startsAtMs: number): AlarmPicture | null {
  const c = stream.plan.channels.indexOf(channel);
  const points = pointsOf(stream);
  const begin = points.findIndex(({ timeMs }) => timeMs >= startsAtMs);
  const at = begin < 0 ? points.length : begin;
  const shown = points.slice(Math.max(0, at - BEFORE), at + AFTER);
  if (shown.length === 0) return null;
  return {
    timesMs: shown.map(({ timeMs }) => timeMs),
    values: shown.map(({ values }) => short(values[c])),
    expected: shown.map(({ series }) => short(series?.forecast[c])),
    spreads: shown.map(({ series }) => short(series?.spread[c])),
  };
}

/** Whether it needs no more rows. */
export function isWhole({ timesMs }: AlarmPicture, startsAtMs: number): boolean {
  return timesMs.filter((timeMs) => timeMs >= startsAtMs).length >= AFTER;
}

/** The picture of an alarm with the rows that have come since, as long as it needs any and they are kept. */
export function newerPicture(
  { picture, channel, startsAtMs }: { picture: AlarmPicture | null; channel: string; startsAtMs: number },
  stream: ServedStream,
): AlarmPicture | null {
  if (picture !== null && isWhole(picture, startsAtMs)) return picture;
  const before = ({ timesMs }: AlarmPicture) => timesMs.filter((timeMs) => timeMs < startsAtMs).length;
  const newer = pictureOf(stream, channel, startsAtMs);
  const isCut = newer === null || (picture !== null && before(newer) < before(picture)); // rows are not kept for long
  return isCut ? picture : newer;
}

function pointsOf({ results }: ServedStream): PointFields[] {
  const found: PointFields[] = [];
  const nothing = () => undefined;
  results.points.each((at, length) => {
    readServerFrames(results.points.bytes.slice(at, at + length).buffer, {
      ...{ prediction: nothing, detection: nothing, accepted: nothing },
      point: (_, point) => void found.push({ ...point }),
    });
  });
  return found;
}

function short(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null;
}
