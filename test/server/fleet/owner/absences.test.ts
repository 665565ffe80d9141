import { describe, expect, it } from 'vitest';
import { Absences, STRANGER } from '#src/server/fleet/owner/absences.js';
import { OwnedStream, type Session, SessionSender } from '#src/server/fleet/owner/owned-stream.js';
import type { ServedStream } from '#src/server/streams/served-stream.js';

const KEEP_MS = 1000;
const sender = (by: Session) => new SessionSender('pump', by, { result: () => undefined, closed: () => undefined });
const stream = { name: 'pump', token: 'secret' } as ServedStream;

function stand(session: number, node: string) {
  const by: Session = { session, node, encoding: 'f32', saysClosed: true };
  const owned = new OwnedStream(stream, by, sender(by));
  const said: string[] = [];
  const append = (record: { kind: string; session: number }) => said.push(`${record.kind} ${record.session}`);
  return { owned, said, absences: new Absences({ streams: new Map([['pump', owned]]), keepMs: KEEP_MS, append }) };
}

describe('Absences', () => {
  it('says once that the clients of a node that is gone are away, whenever the partition was taken', () => {
    const { owned, said, absences } = stand(7, 'a');
    owned.openings.set(8, 'b').set(9, 'c');
    for (let i = 0; i < 3; i++) absences.tick(i, (node) => node === 'c');
    expect(said.sort()).toEqual(['left 7', 'left 8']);
  });

  it('says it again of a client that came back with its node and is gone again', () => {
    const { owned, said, absences } = stand(7, 'a');
    absences.tick(0, () => false);
    owned.awaySinceMs = 1;
    absences.tick(2, () => false);
    owned.isHere(7);
    expect(owned.awaySinceMs).toBeNaN();
    absences.tick(3, () => true);
    absences.tick(4, () => false);
    expect(said).toEqual(['left 7', 'left 7']);
  });

  it('asks once that a stream ends whose client was away for too long', () => {
    const { owned, said, absences } = stand(7, 'a');
    owned.awaySinceMs = 10;
    absences.tick(KEEP_MS + 10, () => true);
    expect(said).toEqual([]);
    for (let i = 0; i < 2; i++) absences.tick(KEEP_MS + 11 + i, () => true);
    expect(said).toEqual(['expire 7']);
  });

  it('waits for no client of rows that another program publishes', () => {
    const { said, absences } = stand(STRANGER, '');
    absences.tick(0, () => false);
    expect(said).toEqual([]);
  });
});
