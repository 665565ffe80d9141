// Where the word is in a clip, by energy alone: the loudest part, extended over short pauses (the closures of stops).
// Training needs the end of the word: from there on the label is right; before it, nobody can know.

const FRAME_MS = 10;
/** Pauses inside a word: the closure before a released stop ("stop", "right"). */
const BRIDGE_MS = 180;
/** Sound that is quieter than the loudest moment by more than this is breath or the room, even in a quiet recording. */
const QUIETEST_DB = 26;

/** The word's first sample and the first sample behind it. samples: in [-1, 1]. */
export function findWord(samples: Float32Array, sampleRate: number): { wordFrom: number; wordTo: number } {
  const frame = Math.max(1, Math.round((sampleRate * FRAME_MS) / 1000));
  const levels = frameLevels(samples, frame);
  if (levels.length < 3) return { wordFrom: 0, wordTo: samples.length };
  const sorted = Float64Array.from(levels).sort();
  const floor = sorted[Math.floor(sorted.length * 0.15)] as number;
  const peakAt = loudestStretch(levels);
  const peak = levels[peakAt] as number;
  const threshold = Math.max(floor + Math.max(6, 0.3 * (peak - floor)), peak - QUIETEST_DB);
  const bridge = Math.round(BRIDGE_MS / FRAME_MS);
  const last = grow(levels, peakAt, 1, threshold, bridge);
  const first = grow(levels, peakAt, -1, threshold, bridge);
  return { wordFrom: Math.max(0, first * frame), wordTo: Math.min(samples.length, (last + 1) * frame) };
}

/** The middle of the 70 ms with the most energy; a click of the microphone is too short for that. */
function loudestStretch(levels: Float64Array): number {
  const reach = 3;
  let best = 0;
  let most = 0;
  for (let i = 0; i < levels.length; i++) {
    let sum = 0;
    for (let j = Math.max(0, i - reach); j <= Math.min(levels.length - 1, i + reach); j++) {
      sum += Math.sqrt(10 ** ((levels[j] as number) / 10));
    }
    if (sum <= most) continue;
    most = sum;
    best = i;
  }
  return best;
}

/** The last frame at or above the threshold in one direction from `start`, across pauses of at most `bridge`. */
function grow(levels: Float64Array, start: number, direction: 1 | -1, threshold: number, bridge: number): number {
  let edge = start;
  for (let i = start; i >= 0 && i < levels.length && Math.abs(i - edge) <= bridge; i += direction) {
    if ((levels[i] as number) >= threshold) edge = i;
  }
  return edge;
}

/** Level of each frame in dB, smoothed over three. */
function frameLevels(samples: Float32Array, frame: number): Float64Array {
  const count = Math.floor(samples.length / frame);
  const powers = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let j = i * frame; j < (i + 1) * frame; j++) sum += (samples[j] as number) ** 2;
    powers[i] = sum / frame;
  }
  return powers.map((power, i) => {
    const around = (powers[Math.max(0, i - 1)] as number) + power + (powers[Math.min(count - 1, i + 1)] as number);
    return 10 * Math.log10(around / 3 + 1e-10);
  });
}
