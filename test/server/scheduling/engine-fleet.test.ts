// Which engines a server starts, and for whom.
import { describe, expect, it, vi } from 'vitest';
import type { EngineHandle } from '#src/engine/main/engine.js';
import { EngineFleet } from '#src/server/scheduling/engine-fleet.js';

describe('EngineFleet', () => {
  it('never places streams of short hops where hops take long, and starts no engine that nobody needs', async () => {
    let started = 0;
    const engine = () => ({ number: ++started, alive: true, close: async () => undefined }) as never as EngineHandle;
    const fleet = new EngineFleet(async () => engine(), 1);
    const place = async (load: number, hopWork: number) => (await fleet.place('model', load, hopWork)).engine;
    const short = await place(1, 1);
    expect(await place(1000, 2)).toBe(short);
    expect(started).toBe(1);
    const long = await place(1, 256);
    expect(long).not.toBe(short);
    expect(await place(1, 64)).toBe(long);
    expect(await place(1, 1)).toBe(short);
    expect(started).toBe(2);
  });

  it('starts none once it is closed: the process could not end', async () => {
    const start = vi.fn();
    const fleet = new EngineFleet(start, 2);
    await fleet.close();
    await expect(fleet.place('model', 1, 1)).rejects.toMatchObject({ code: 4503 });
    expect(start).not.toHaveBeenCalled();
  });
});
