// Where a block lies in its stream.
import { describe, expect, it } from 'vitest';
import { Refusal } from '#src/protocol/closing.js';
import { BlockSequencer } from '#src/server/streams/block-sequencer.js';

describe('BlockSequencer', () => {
  it.each([1, 64])('lets a client leave out as many samples as the ring can count, in rows of %i', (rowSamples) => {
    const most = Math.floor((2 ** 31 - 1) / rowSamples);
    expect(new BlockSequencer(rowSamples, null).startOf(5)).toBe(0);
    const sequencer = new BlockSequencer(rowSamples, null);
    sequencer.startOf(0);
    expect(sequencer.startOf(most)).toBe(most * rowSamples);
    expect(() => sequencer.startOf(most + 1)).toThrow(Refusal);
  });
});
