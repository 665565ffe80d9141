import { describe, expect, it } from 'vitest';
import { OwnedStream, type Session, SessionSender } from '#src/server/fleet/owner/owned-stream.js';
import { RecordHandler, type RecordHandlerParts } from '#src/server/fleet/owner/record-handler.js';
import type { LogRecord } from '#src/server/fleet/wire/records.js';
import type { ServedStream } from '#src/server/streams/served-stream.js';

const by = (session: number): Session => ({ session, node: 'a', encoding: 'f32', saysClosed: true });
const entry = (sequence: number) => ({ sequence, bytes: new Uint8Array(0), timeMs: 0 });

/** A handler with one stream, which writes down what is done to it. */
function stand() {
  const done: string[] = [];
  const stream = {
    ...{ name: 'pump', token: 'secret', closing: null },
    results: { acknowledged: (predictions: number) => done.push(`acknowledged ${predictions}`) },
    setDetector: () => done.push('detector'),
    snapshot: async () => done.push('known'),
  } as unknown as ServedStream;
  const sender = new SessionSender('pump', by(1), { result: () => undefined, closed: () => undefined });
  const owned = new OwnedStream(stream, by(1), sender);
  const parts = {
    streams: new Map([['pump', owned]]),
    hub: { forgetWhereDone: () => undefined },
    settled: async (_: unknown, known = () => true) => {
      do await new Promise((resolve) => setTimeout(resolve));
      while (!known());
      done.push('settled');
    },
  } as unknown as RecordHandlerParts;
  const handler = new RecordHandler(parts);
  return { done, owned, sender, take: (record: LogRecord, at: number) => handler.take(record, entry(at)) };
}

const ack = (session: number): LogRecord => ({
  ...{ kind: 'ack', stream: 'pump', session, predictions: session, detections: 0 },
});

describe('RecordHandler', () => {
  it('takes what the client acknowledges that sends the stream, and not what one did before', async () => {
    const { done, owned, sender, take } = stand();
    await take(ack(1), 5);
    owned.goesOnWith(by(2), sender, 6);
    for (const session of [1, 2]) await take(ack(session), 7);
    expect(done).toEqual(['acknowledged 1', 'acknowledged 2']);
  });

  it('changes a detector between the rows before and behind it: when the engine has those, and before it has these', async () => {
    const { done, take } = stand();
    await take({ kind: 'detector', stream: 'pump', settings: { smoothingMs: 50 } }, 5);
    expect(done).toEqual(['settled', 'detector', 'known', 'settled']);
  });
});
