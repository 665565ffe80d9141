// A hundred thousand random and mutated messages at a live server, while a good stream beside them gets all its
// predictions, to the bit.
import { lastValueFrom, toArray } from 'rxjs';
import { expect, it } from 'vitest';
import { connect } from '#src/node/index.js';
import { acknowledgementFrame, blockFrame, readClientFrames } from '#src/protocol/client-frames.js';
import { readClientMessage } from '#src/protocol/client-messages.js';
import { Refusal } from '#src/protocol/closing.js';
import { random } from '../../support/random.js';
import { alone, bits, CHANNELS, Raw, rowsOf, serve } from '../stand.js';

const MESSAGES = 100_000;
/** Connections at a time, and messages over each. */
const AT_ONCE = 100;
const EACH = 20;
const next = random(20);
const below = (n: number) => Math.floor(next() * n);

const TEXTS = [
  '{"kind":"open","number":0,"stream":"fuzz","encoding":"f32"}',
  '{"kind":"open","number":1,"stream":"fuzz-2","encoding":"json","predictions":3,"drop":"newest"}',
  '{"kind":"open","number":2,"stream":"fuzz-3","model":"anomaly","channels":["a","b"],"replace":true}',
  '{"kind":"block","number":1,"values":[[1,2,3,4],[1,2,null,4]],"timeMs":12}',
  '{"kind":"ack","number":0,"predictions":5,"detections":1}',
  '{"kind":"watch","watch":1,"pattern":"fuzz*","history":10,"points":2}',
  '{"kind":"unwatch","watch":1}',
  '{"kind":"list","request":1,"pattern":"*"}',
  '{"kind":"set-detector","request":2,"stream":"fuzz","settings":{"enter":{"odd":0.5}}}',
  '{"kind":"end-stream","request":3,"stream":"fuzz-2"}',
  '{"kind":"close","number":0}',
  '{"kind":"heartbeat"}',
];

function frame(): Uint8Array {
  const sequence = below(4) === 0 ? below(2 ** 32) : below(50);
  const position = below(4) === 0 ? next() * 1e12 : below(200);
  const payload = new Uint8Array(below(6) * 4 * CHANNELS + (below(5) === 0 ? below(7) : 0)).map(() => below(256));
  const block = blockFrame(
    { stream: below(3), sequence, position: Math.floor(position), timeMs: next() * 1e12 },
    payload,
  );
  return below(6) === 0 ? acknowledgementFrame(below(3), below(2 ** 32), below(100)) : block;
}

/** Some bytes are others, some are gone, some are there twice. */
function mutated(bytes: Uint8Array): Uint8Array {
  const out = Uint8Array.from(bytes);
  for (let i = below(4); i > 0 && out.length > 0; i--) out[below(out.length)] = below(256);
  const cut = below(3) === 0 ? below(out.length + 1) : out.length;
  return below(8) === 0 ? Uint8Array.from([...out, ...out.subarray(0, cut)]) : out.subarray(0, cut);
}

function message(): Uint8Array | string {
  const text = TEXTS[below(TEXTS.length)] as string;
  switch (below(6)) {
    case 0:
      return text;
    case 1:
      return new TextDecoder().decode(mutated(new TextEncoder().encode(text)));
    case 2:
      return Uint8Array.from({ length: below(80) }, () => below(256));
    case 3:
      return mutated(frame());
    default:
      return frame();
  }
}

it('the parsers of messages throw refusals and nothing else', () => {
  const handler = { block: () => undefined, acknowledged: () => undefined };
  const refused = { frames: 0, texts: 0 };
  for (let i = 0; i < MESSAGES; i++) {
    const one = message();
    try {
      if (typeof one === 'string') readClientMessage(one);
      else readClientFrames(one, handler);
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      refused[typeof one === 'string' ? 'texts' : 'frames']++;
    }
  }
  expect(Math.min(refused.frames, refused.texts)).toBeGreaterThan(MESSAGES / 20);
});

it('a good stream beside 100,000 bad messages gets all its predictions, to the bit', async () => {
  await using server = await serve({ limits: { messagesPerSecond: 1e9 } });
  await using client = await connect(server.socketUrl);
  const rows = rowsOf(3000, 7);
  const stream = await client.open({ stream: 'good', maxDelayMs: 10_000 });
  const heard = lastValueFrom(stream.predictions$.pipe(toArray()));
  const codes = new Map<number, number>();
  let [sent, at, connections] = [0, 0, 0];
  while (sent < MESSAGES) {
    const raws = Array.from({ length: AT_ONCE }, () => new Raw(server.socketUrl));
    connections += raws.length;
    await Promise.all(raws.map(({ opened }) => opened));
    // A connection is closed at its first bad message; what follows it is still thrown at the server.
    for (const { socket } of raws) for (let i = 0; i < EACH; i++, sent++) socket.send(message());
    for (const raw of raws) raw.socket.send(new Uint8Array(0)); // bad for sure
    for (const { code } of await Promise.all(raws.map(({ closed }) => closed)))
      codes.set(code, (codes.get(code) ?? 0) + 1);
    const more = (rows.length * AT_ONCE * EACH) / MESSAGES;
    stream.send(rows.subarray(at, at + more));
    at += more;
  }
  await stream.close();
  expect(at).toBe(rows.length);
  expect(bits(await heard)).toEqual(bits(await alone(rows)));
  expect([...codes.values()].reduce((sum, count) => sum + count, 0)).toBe(connections);
  expect([...codes.keys()].filter((code) => code < 4420 || code > 4424)).toEqual([]);
  expect(codes.size).toBeGreaterThan(3);
}, 120_000);
