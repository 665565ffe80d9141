// The client in a real browser: the same bits as the library alone, the token as a subprotocol, and a refusal that a
// page can see.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '#src/node/serve.js';
import { withPage } from '../browser/page.js';
import { alone, bits, CHANNELS, rowsOf, serve } from '../server/stand.js';

interface Page {
  load(specifier: string): Promise<typeof import('#src/browser/index.js')>;
}

const TOKEN = 'right-right-right-1';
let server: RunningServer;

beforeAll(async () => {
  server = await serve({ tokens: [{ rights: ['send', 'watch'], token: TOKEN }], origins: ['*'] });
});
afterAll(() => server.close());

describe('the client in Chromium', () => {
  it("gets the library's results, watches, and sees a refusal", async () => {
    const rows = rowsOf(120);
    const input = { url: server.socketUrl, token: TOKEN, rows: [...rows], rowValues: CHANNELS };
    const result = await withPage({ isolated: false }, (page) => page.evaluate(sendFromPage, input));
    const heard = result.predictions.map((text) => Buffer.from(text, 'base64').toString('hex'));
    expect(heard).toEqual(bits(await alone(rows)));
    expect(result.points).toBe(120);
    expect(result.refusals).toEqual([4401, 4461]);
  });
});

async function sendFromPage({
  url,
  token,
  rows,
  rowValues,
}: {
  url: string;
  token: string;
  rows: number[];
  rowValues: number;
}) {
  const { connect, predictionBytes } = await (globalThis as unknown as Page).load('sluice');
  const code = (error: unknown) => (error as { closeCode: number }).closeCode;
  const refusals = [await connect(url).then(() => 0, code)];
  const client = await connect(url, { token });
  refusals.push(await client.open({ stream: 'bad', model: 'none' }).then(() => 0, code));
  let points = 0;
  client.watch('page').subscribe((event) => {
    if (event.kind === 'point') points++;
  });
  const stream = await client.open({ stream: 'page', maxDelayMs: 10_000 });
  const predictions: string[] = [];
  stream.predictions$.subscribe((prediction) => {
    predictions.push(btoa(String.fromCharCode(...predictionBytes(prediction))));
  });
  for (let at = 0; at < rows.length; at += 5 * rowValues) stream.send(rows.slice(at, at + 5 * rowValues));
  await stream.close();
  await client.close();
  return { predictions, points, refusals };
}
