// Finds one spoken word in sound that comes in: quiet, something louder, quiet again. It only cuts; whether the word can
// be learnt from is judged elsewhere.

export interface Cut {
  /** In samples. */
  readonly from: number;
  readonly to: number;
}

const FRAME_SECONDS = 0.02;
/** Over the room. */
const LOUDER_DB = 12;
const LEAST_DB = -55;
const LEAST_FRAMES = 4;
const QUIET_AFTER_FRAMES = 24;
const MARGIN_SECONDS = 0.35;
/** Of the frames so far: what the room is like. */
const ROOM_SHARE = 0.2;
const ROOM_FRAMES = 15;

/** The first whole word in the samples; null until one has ended. `level`: of the newest moment, from 0 to 1. */
export function findCut(
  samples: Float32Array,
  sampleRate: number,
): { readonly cut: Cut | null; readonly level: number } {
  const frame = Math.round(FRAME_SECONDS * sampleRate);
  const levels = Array.from({ length: Math.floor(samples.length / frame) }, (_, i) =>
    decibels(samples.subarray(i * frame, (i + 1) * frame)),
  );
  const level = Math.max(0, Math.min(1, ((levels.at(-1) ?? -80) + 60) / 60));
  if (levels.length < ROOM_FRAMES) return { cut: null, level };
  const room = [...levels].sort((a, b) => a - b)[Math.floor(ROOM_SHARE * levels.length)] as number;
  const threshold = Math.max(LEAST_DB, room + LOUDER_DB);
  let first = -1;
  let loud = 0;
  let last = -1;
  for (const [i, db] of levels.entries()) {
    if (db >= threshold) {
      // What was too short for a word was a click.
      if (last >= 0 && i - last > QUIET_AFTER_FRAMES && loud < LEAST_FRAMES) [first, loud] = [-1, 0];
      if (first < 0) first = i;
      last = i;
      loud++;
    } else if (loud >= LEAST_FRAMES && i - last >= QUIET_AFTER_FRAMES) {
      const margin = Math.round(MARGIN_SECONDS * sampleRate);
      const cut = {
        from: Math.max(0, first * frame - margin),
        to: Math.min(samples.length, (last + 1) * frame + margin),
      };
      return { cut, level };
    }
  }
  return { cut: null, level };
}

function decibels(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-8);
}
