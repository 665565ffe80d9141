// Which engine gets a new stream.
import { describe, expect, it } from 'vitest';
import { place } from '#src/server/scheduling/placement.js';

describe('place()', () => {
  const engine = (load: number, ...models: string[]) => ({
    load,
    has: (model: unknown) => models.includes(model as string),
  });
  it('chooses the engine with the least load, or one that has the model where that is nearly as good', () => {
    const [idle, near, far] = [engine(10), engine(12, 'm'), engine(100, 'm')];
    expect(place([idle, near, far], 'm', 5)).toBe(near);
    expect(place([idle, near, far], 'other', 5)).toBe(idle);
    expect(place([idle, far], 'm', 5)).toBe(idle);
  });
});
