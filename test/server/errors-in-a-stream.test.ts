// An error in one stream's work ends that stream; one in a message ends its connection. Nothing ends the server.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { blockFrame } from '#src/protocol/client-frames.js';
import { CODES } from '#src/protocol/closing.js';
import { readServerFrames } from '#src/protocol/read-server-frames.js';
import { Backlog } from '#src/server/scheduling/backlog.js';
import { EngineShare } from '#src/server/scheduling/engine-share.js';
import { BlockSequencer } from '#src/server/streams/block-sequencer.js';
import { FrameLog } from '#src/server/streams/frame-log.js';
import { StreamHub } from '#src/server/streams/stream-hub.js';
import { CHANNELS, Raw, serve } from './stand.js';

const row = new Uint8Array(4 * CHANNELS);
const block = (sequence: number) =>
  blockFrame({ stream: 0, sequence, timeMs: Number.NaN, position: sequence - 1 }, row);

afterEach(() => {
  vi.restoreAllMocks();
});

async function opened(url: string, stream: string, more: object = {}): Promise<Raw> {
  const raw = new Raw(url);
  await raw.told('welcome');
  raw.say({ kind: 'open', number: 0, stream, ...more });
  await raw.told('opened');
  return raw;
}

function predictionsOf({ messages }: Raw): number {
  let count = 0;
  const ignore = () => undefined;
  const handler = { prediction: () => count++, detection: ignore, accepted: ignore, point: ignore };
  for (const message of messages) readServerFrames(Uint8Array.from(message).buffer, handler);
  return count;
}

function broken(): never {
  throw new TypeError('a defect');
}

describe('an error in the work of one stream', () => {
  it.each<[string, () => void]>([
    [
      'where a block is placed',
      () => void vi.spyOn(BlockSequencer.prototype, 'countRepeated').mockImplementationOnce(broken),
    ],
    [
      'where it is given a turn',
      () => {
        vi.spyOn(EngineShare.prototype, 'isOpen', 'get').mockReturnValueOnce(false);
        vi.spyOn(Backlog.prototype, 'feed').mockImplementationOnce(broken);
      },
    ],
    ['where a result is kept', () => void vi.spyOn(FrameLog.prototype, 'append').mockImplementationOnce(broken)],
  ])('%s ends that stream with its code, and no other', async (_, breakIt) => {
    await using server = await serve();
    const neighbour = await opened(server.socketUrl, 'neighbour');
    const raw = await opened(server.socketUrl, 'pump');
    breakIt();
    raw.socket.send(block(1));
    expect(await raw.told('closed')).toMatchObject({ number: 0, code: CODES.FAILED, reason: 'a defect' });
    neighbour.socket.send(block(1));
    await neighbour.until(() => neighbour.messages.length > 0);
    raw.say({ kind: 'open', number: 1, stream: 'pump' });
    expect(await raw.told('opened', 2)).toMatchObject({ number: 1 });
    raw.end();
    neighbour.end();
  });

  it('where results are sent again ends that stream', async () => {
    await using server = await serve();
    const first = await opened(server.socketUrl, 'pump');
    const { token } = await first.told('opened');
    first.socket.send(block(1));
    await first.until(() => predictionsOf(first) > 0);
    // Its log holds that prediction. An empty log is gone through when it grows, which is no sending.
    const { each } = FrameLog.prototype;
    vi.spyOn(FrameLog.prototype, 'each').mockImplementation(function (this: FrameLog, ...args) {
      return this.count > 0 ? broken() : each.apply(this, args);
    });
    const second = new Raw(server.socketUrl);
    await second.told('welcome');
    second.say({ kind: 'open', number: 0, stream: 'pump', resume: { token, predictions: 0, detections: 0 } });
    expect(await second.told('closed')).toMatchObject({ code: CODES.FAILED });
    first.end();
    second.end();
  });
});

describe('an error in a message', () => {
  it('ends its connection with a code, and no other', async () => {
    await using server = await serve();
    const neighbour = await opened(server.socketUrl, 'neighbour');
    const raw = await opened(server.socketUrl, 'pump');
    vi.spyOn(StreamHub.prototype, 'matching').mockImplementationOnce(broken);
    raw.say({ kind: 'list', request: 1 });
    expect(await raw.closed).toEqual({ code: CODES.FAILED, reason: 'a defect' });
    neighbour.socket.send(block(1));
    await neighbour.until(() => neighbour.messages.length > 0);
    neighbour.end();
  });
});
