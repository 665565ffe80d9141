// Rows wait while what an operator said is written and given to the engine.
import { describe, expect, it } from 'vitest';
import { markStream } from '#src/server/streams/mark-stream.js';

function streamOf(setMarks: () => Promise<void>) {
  const told: string[] = [];
  return {
    told,
    nextRow: 7,
    hold: () => {
      told.push('hold');
      return () => void told.push('release');
    },
    setMarks: () => {
      told.push('marks');
      return setMarks();
    },
  };
}

describe('markStream()', () => {
  it('holds the rows, writes with the next row, tells the engine, and lets the rows go', async () => {
    const stream = streamOf(async () => undefined);
    await markStream(stream, async (row) => {
      stream.told.push(`write ${row}`);
      return [];
    });
    expect(stream.told).toEqual(['hold', 'write 7', 'marks', 'release']);
  });

  it('lets the rows go where it cannot be written, and tells the engine nothing', async () => {
    const stream = streamOf(async () => undefined);
    await expect(markStream(stream, () => Promise.reject(new Error('the disk is full')))).rejects.toThrow('full');
    expect(stream.told).toEqual(['hold', 'release']);
  });

  it('is done where the stream ends meanwhile', async () => {
    const stream = streamOf(() => Promise.reject(new Error('closed')));
    await markStream(stream, async () => []);
    expect(stream.told.at(-1)).toBe('release');
  });
});
