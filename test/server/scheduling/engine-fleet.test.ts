// The engines of a server that ends.
import { expect, it, vi } from 'vitest';
import { EngineFleet } from '#src/server/scheduling/engine-fleet.js';

it('starts no engine once it is closed: the process could not end', async () => {
  const start = vi.fn();
  const fleet = new EngineFleet(start, 2);
  await fleet.close();
  await expect(fleet.place({}, 1, 1)).rejects.toMatchObject({ code: 4503 });
  expect(start).not.toHaveBeenCalled();
});
