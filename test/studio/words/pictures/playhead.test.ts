import { describe, expect, it } from 'vitest';
import { Playhead } from '../../../../src/studio/words/pictures/playhead.js';

describe('Playhead', () => {
  it('glides at the speed of sound, a little behind, while predictions come in bursts', () => {
    const playhead = new Playhead();
    let last = 0;
    for (let ms = 0; ms < 10_000; ms += 16) {
      if (ms % 48 === 0) playhead.arrived(ms);
      playhead.advance(16);
      expect(playhead.atMs).toBeGreaterThanOrEqual(last);
      if (ms > 2000) expect(playhead.atMs - last).toBeLessThan(24);
      last = playhead.atMs;
    }
    expect(10_000 - last).toBeLessThan(200);
  });

  it('never passes what has come, and arrives at it in the end', () => {
    const playhead = new Playhead();
    playhead.arrived(500);
    for (let n = 0; n < 200; n++) {
      playhead.advance(16);
      expect(playhead.atMs).toBeLessThanOrEqual(500);
    }
    expect(playhead.atMs).toBe(500);
  });

  it('jumps when it is far behind', () => {
    const playhead = new Playhead();
    playhead.arrived(60_000);
    playhead.advance(16);
    expect(playhead.atMs).toBe(60_000);
  });
});
