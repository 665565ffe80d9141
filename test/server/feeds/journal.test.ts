// What a feed has acknowledged is there after `kill -9`, before any state was saved and between two.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mqtt from 'mqtt';
import { describe, expect, it } from 'vitest';
import { FeedJournal } from '#src/server/feeds/journal/feed-journal.js';
import { KeptStreams } from '#src/server/feeds/journal/journal-lines.js';
import { temporaryFolder } from '../../support/folder.js';
import { random } from '../../support/random.js';
import { startBroker } from './broker.js';

const folder = temporaryFolder();
const PROGRAM = fileURLToPath(new URL('fed-server.mjs', import.meta.url));
const START = Date.UTC(2024, 2, 1);

interface Running {
  readonly url: string;
  kill(): Promise<void>;
}

async function start(settings: object): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return {
    url: url.toString().trim(),
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** Rows that a model has seen, over all streams. */
async function rowsOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}metrics`)).text();
  return Number(/^sluice_feed_rows_total\{[^}]*\} (\d+)/m.exec(text)?.[1] ?? 0);
}

async function predictionsOf(url: string): Promise<number> {
  const { connect } = await import('#src/node/index.js');
  await using client = await connect(url.replace('http', 'ws'));
  const streams = await client.list('*');
  return streams.reduce((sum, { predictions }) => sum + predictions, 0);
}

async function until(count: () => Promise<number>, wanted: number): Promise<number> {
  let last = -1;
  for (let tries = 0; tries < 200 && last < wanted; tries++) {
    last = await count();
    if (last < wanted) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return last;
}

describe('a server that is killed', () => {
  it.each([
    ['before any state was saved', 3_600_000],
    ['between two saved states', 50],
  ])('has all lines that it acknowledged: %s', async (name, saveEveryMs) => {
    const state = `${folder.path}/${name.replaceAll(' ', '-')}`;
    const settings = { state, saveEveryMs, influx: { model: 'anomaly', discoverMs: 0, gatherMs: 200 } };
    const next = random(5);
    let sent = 0;
    for (let round = 0; round < 3; round++) {
      const server = await start(settings);
      expect(await until(() => predictionsOf(server.url), sent)).toBe(sent);
      const batches = 3 + Math.floor(10 * next());
      for (let batch = 0; batch < batches; batch++) {
        const lines = Array.from({ length: 20 }, () => `pump flow=${next()} ${START + sent++ * 60_000}`);
        const answer = await fetch(`${server.url}write?precision=ms`, { method: 'POST', body: lines.join('\n') });
        expect(answer.status).toBe(204);
      }
      await server.kill();
    }
    const server = await start(settings);
    expect(await until(() => predictionsOf(server.url), sent)).toBe(sent);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await predictionsOf(server.url)).toBe(sent); // and none of them twice
    await server.kill();
  });

  it('has all messages that it acknowledged to an MQTT broker, which keeps the others', async () => {
    await using broker = await startBroker();
    const settings = {
      state: `${folder.path}/mqtt`,
      saveEveryMs: 300,
      mqtt: {
        ...{ url: broker.url, clientId: 'sluice-journal', model: 'anomaly', subscribe: ['plant/+/+'] },
        ...{ discoverMs: 0, gatherMs: 200, results: null },
      },
    };
    const sensor = await mqtt.connectAsync(broker.url);
    let server = await start(settings);
    let sent = 0;
    await sensor.publishAsync('plant/pump/flow', `${sent++}`, { qos: 1 });
    while ((await rowsOf(server.url)) === 0) {
      await new Promise((resolve) => setTimeout(resolve, 100)); // it has subscribed, or not yet
      await sensor.publishAsync('plant/pump/flow', `${sent++}`, { qos: 1 });
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = await predictionsOf(server.url);
    for (let i = 0; i < 300; i++) {
      if (i === 150) {
        await server.kill();
        server = await start(settings);
      }
      await sensor.publishAsync('plant/pump/flow', `${i}`, { qos: 1 });
    }
    const had = await until(() => predictionsOf(server.url), before + 300);
    expect(had).toBeGreaterThanOrEqual(before + 300);
    expect(had).toBeLessThanOrEqual(before + 302); // the broker sends again what was under way
    await server.kill();
    await sensor.endAsync(true);
  });
});

const observation = (stream: string, timeMs: number) => ({ stream, timeMs, values: new Map([['flow', timeMs / 7]]) });
const parts = (name: string) => ({ folder: join(folder.path, name), warn: () => undefined, dropped: () => undefined });

describe('FeedJournal', () => {
  it('gives back what no state covers, with the ends of rows, and leaves out a line that was cut', async () => {
    const journal = await FeedJournal.open(parts('back'));
    for (let i = 1; i <= 5; i++) {
      journal.take(observation('a', i));
      journal.row('a', 'key', i, i);
    }
    journal.take(observation('b', 9));
    await journal.close();
    const [file = ''] = readdirSync(parts('back').folder);
    const path = join(parts('back').folder, file);
    writeFileSync(path, `${readFileSync(path, 'utf8')}["v",7,"a",1,[["flow"`);
    const again = await FeedJournal.open(parts('back'));
    expect(again.streams).toEqual(['a', 'b']);
    const a = again.kept('a')?.since({ key: 'key', block: 3 });
    expect(a?.values.map(({ number }) => number)).toEqual([4, 5]);
    expect(a?.ends.has(4)).toBe(true);
    expect(again.kept('b')?.since(null).values).toHaveLength(1);
    expect(again.take(observation('a', 10))).toBe(7);
    await again.close();
  });

  it('keeps a bounded part of what is covered', async () => {
    const journal = await FeedJournal.open(parts('bounded'));
    for (let i = 0; i < 100_000; i++) {
      const number = journal.take(observation('a', i));
      if (i % 1000 === 0) {
        await journal.sync();
        journal.covered('a', number);
      }
    }
    await journal.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(readdirSync(parts('bounded').folder).length).toBeLessThanOrEqual(3);
  });

  it('does not give a stream what a former one of its name was given', () => {
    const kept = new KeptStreams();
    const lines = ['["v",1,"a",5,[["x",1]]]', '["r",1,"a","old",7]', '["v",2,"a",6,[["x",2]]]', '["r",2,"a","new",1]'];
    kept.read(lines.join('\n'), new Map());
    expect(
      kept.streams
        .get('a')
        ?.since({ key: 'new', block: 0 })
        .values.map(({ number }) => number),
    ).toEqual([2]);
    expect(kept.streams.get('a')?.since({ key: 'new', block: 1 }).values).toEqual([]);
  });
});
