import { describe, expect, it } from 'vitest';
import { OwnedStream, type Session, SessionSender } from '#src/server/fleet/owner/owned-stream.js';
import type { ServedStream } from '#src/server/streams/served-stream.js';

const by = (session: number): Session => ({ session, node: 'a', encoding: 'f32', saysClosed: true });
const silent = { result: () => undefined, closed: () => undefined };
const sender = new SessionSender('pump', by(1), silent);
const stream = { name: 'pump', token: 'secret' } as ServedStream;

describe('OwnedStream', () => {
  it('counts a block of the session of its place in the log, also when that is replayed', () => {
    const owned = new OwnedStream(stream, by(1), sender);
    owned.goesOnWith(by(2), sender, 20);
    const again = new OwnedStream(stream, owned.by, sender, { sessions: owned.sessions });
    for (const each of [owned, again]) {
      expect([each.counts(1, 19), each.counts(2, 19)]).toEqual([true, false]);
      expect([each.counts(1, 21), each.counts(2, 21)]).toEqual([false, true]);
      expect(each.since).toBe(20);
    }
  });

  it('knows the first record that no state covers', () => {
    const owned = new OwnedStream(stream, by(1), sender);
    owned.changed(5);
    owned.changed(6, 1);
    owned.changed(8, 2);
    owned.covered(1, 4);
    expect(owned.firstPending).toBe(5);
    owned.covered(1, 6);
    expect(owned.firstPending).toBe(8);
    owned.covered(2, 8);
    expect(owned.firstPending).toBeNull();
  });
});
