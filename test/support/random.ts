// Seeded random numbers for tests (mulberry32).
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** `length` floats, uniform in [-scale, scale]. */
export function randomFloats(length: number, seed: number, scale = 1): Float32Array {
  const next = random(seed);
  return Float32Array.from({ length }, () => (2 * next() - 1) * scale);
}

/** Something like sound: a few gliding tones that come and go, and noise; samples in [-1, 1]. */
export function randomSound(length: number, sampleRate: number, seed = 1): Float32Array {
  const next = random(seed);
  const tones = Array.from({ length: 5 }, () => ({ hz: 100 + 3000 * next(), swing: 1 + 4 * next(), phase: next() }));
  return Float32Array.from({ length }, (_, i) => {
    const t = i / sampleRate;
    let sum = 0.02 * (2 * next() - 1);
    for (const { hz, swing, phase } of tones) {
      sum +=
        0.12 *
        Math.max(0, Math.sin(swing * t + phase * 6)) *
        Math.sin(2 * Math.PI * (hz * t + 20 * Math.sin(swing * t)));
    }
    return sum;
  });
}
