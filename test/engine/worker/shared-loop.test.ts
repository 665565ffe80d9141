// Messages that follow each other closely do not keep the streams of an engine from their turns.
import { describe, expect, it } from 'vitest';
import { SharedLoop } from '#src/engine/worker/shared-loop.js';
import { COUNT_BYTES, CountWriter } from '#src/ring/count.js';
import { DOORBELL_BYTES } from '#src/ring/doorbell.js';

describe('SharedLoop', () => {
  it('makes a turn between two messages', () => {
    const shared = (bytes: number) => new SharedArrayBuffer(bytes);
    const words = {
      engineBell: shared(DOORBELL_BYTES),
      posted: shared(COUNT_BYTES),
      mainBell: shared(DOORBELL_BYTES),
      answered: null,
    };
    const order: string[] = [];
    const turns = {
      handle: (message: string) => void order.push(message),
      marked: () => undefined,
      anyMarked: () => undefined,
      turn: () => order.push('turn') > 0,
      waiting: false,
    };
    const loop = new SharedLoop<string>(
      () => turns,
      words,
      () => undefined,
    );
    const posted = new CountWriter(words.posted);
    for (let i = 0; i < 3; i++) posted.add();
    loop.receive('first');
    loop.receive('second');
    expect(order).toEqual(['first', 'turn', 'second', 'turn']);
  });
});
