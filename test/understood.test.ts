// Nothing that was not understood ends well: no exit code 0, no completed stream and no tick, by any public way in.
// What is brought here is what people bring by mistake: an empty file, a page in place of a file, a picture, text, an
// archive, bytes of anything.

import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { lastValueFrom } from 'rxjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { keywords, openStream, pcm, rows, type Source, seriesModel, socket } from '#src/node/index.js';
import { type Ran, sluice } from './support/command.js';
import { temporaryFolder } from './support/folder.js';
import { tinyModelBytes } from './support/tiny-model.js';

const folder = temporaryFolder();
const path = (name: string) => `${folder.path}/${name}`;

const BROUGHT: Readonly<Record<string, Uint8Array | string>> = {
  'an empty file': '',
  text: 'Dear reader,\nthis is a letter and no sound.\n',
  'a page': '<!doctype html><html><body>404 Not Found</body></html>',
  'an answer of a server': '{"error":"not found"}',
  'a table of words': 'name,colour\nanna,red\nben,blue\n',
  'a picture': Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001080600000', 'hex'),
  'an archive': gzipSync('hello'),
  'bytes of anything': Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 * 31 + ((i * i) % 253)) & 255),
};
const NAMES = Object.keys(BROUGHT);
const fileOf = (name: string, ending: string) => path(`${NAMES.indexOf(name)}.${ending}`);

beforeAll(() => {
  writeFileSync(path('model.safetensors'), tinyModelBytes());
  for (const name of NAMES) {
    const bytes = BROUGHT[name] as Uint8Array | string;
    for (const ending of ['wav', 'csv', 'onnx', 'pt', 'safetensors', 'sluice'])
      writeFileSync(fileOf(name, ending), bytes);
    for (const word of ['yes', 'no']) {
      mkdirSync(path(`clips-${NAMES.indexOf(name)}/${word}`), { recursive: true });
      writeFileSync(path(`clips-${NAMES.indexOf(name)}/${word}/1.wav`), bytes);
    }
  }
});

/** It failed, in one sentence, and left no result on stdout. */
function refused({ code, stdout, stderr }: Ran, what: string): void {
  expect(code, `${what}: ${stdout} ${stderr}`).toBe(1);
  expect(stderr, what).toMatch(/sluice: \S+ .+/);
  expect(stdout, what).not.toMatch(/✓|"kind":"(summary|prediction|clip|trained|tuned)"/);
}

const COMMANDS: Readonly<Record<string, (name: string) => string[]>> = {
  'run a sound': (name) => ['run', fileOf(name, 'wav')],
  'run --clips': (name) => ['run', '--clips', fileOf(name, 'wav'), '--json'],
  'run a table': (name) => ['run', fileOf(name, 'csv'), '--json'],
  'convert ONNX': (name) => ['convert', fileOf(name, 'onnx'), path('out.safetensors')],
  'convert a state dict': (name) => ['convert', fileOf(name, 'pt'), path('out.safetensors')],
  inspect: (name) => ['inspect', fileOf(name, 'safetensors')],
  quantize: (name) => ['quantize', fileOf(name, 'safetensors'), '--out', path('out.safetensors')],
  replay: (name) => ['replay', fileOf(name, 'sluice')],
  'train keywords': (name) => [
    'train',
    'keywords',
    path(`clips-${NAMES.indexOf(name)}`),
    '--out',
    path('out'),
    '--epochs',
    '1',
  ],
  'train forecaster': (name) => ['train', 'forecaster', fileOf(name, 'csv'), '--out', path('out')],
  tune: (name) => ['tune', path('model.safetensors'), path(`clips-${NAMES.indexOf(name)}`), '--out', path('out')],
};

describe('sluice', () => {
  it.each(Object.keys(COMMANDS))('%s: nothing that is brought by mistake ends well', async (command) => {
    for (const name of NAMES)
      refused(await sluice((COMMANDS[command] as (name: string) => string[])(name)), `${command}, ${name}`);
  });

  it('run -: what is recognised as something else is refused, and raw PCM is said to be assumed', async () => {
    for (const name of NAMES) {
      const bytes = BROUGHT[name] as Uint8Array | string;
      const ran = await sluice(['run', '-'], typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
      if (name === 'bytes of anything') expect(ran.stderr).toMatch(/assumed: raw PCM/);
      else refused(ran, name);
    }
  });

  it('run: folders and patterns without anything to read are refused', async () => {
    mkdirSync(path('nothing'));
    refused(await sluice(['run', path('nothing')]), 'an empty folder');
    refused(await sluice(['run', path('absent.wav')]), 'a missing file');
    refused(await sluice(['run', path('absent.csv')]), 'a missing table');
  });

  it('run: a table whose time or columns are named wrongly is refused', async () => {
    const lines = Array.from({ length: 50 }, (_, i) => `2026-01-01 00:${String(i).padStart(2, '0')}:00,${i},${i % 7}`);
    writeFileSync(path('good.csv'), ['time,a,b', ...lines].join('\n'));
    refused(await sluice(['run', path('good.csv'), '--time', 'b']), '--time without times');
    refused(await sluice(['run', path('good.csv'), '--time', 'absent']), '--time that is not there');
    refused(await sluice(['run', path('good.csv'), '--columns', 'absent']), '--columns that are not there');
    refused(
      await sluice(['train', 'forecaster', path('good.csv'), '--time', 'b', '--out', path('x')]),
      'the same in training',
    );
  });
});

async function ends(source: Source, model: Parameters<typeof openStream>[0]['model']): Promise<string> {
  const stream = await openStream({ source, model });
  return lastValueFrom(stream.predictions$, { defaultValue: null }).then(
    (last) => (last === null ? 'completed with nothing' : 'completed'),
    (error: Error) => error.message,
  );
}

describe('a stream', () => {
  it('of rows without a value fails', async () => {
    const given = Array.from({ length: 20 }, (_, i) => ({ timeMs: i * 1000, values: [Number.NaN] }));
    expect(await ends(rows(given, { channels: 1 }), seriesModel({ channels: ['a'] }))).toMatch(
      /received 20 rows without any/,
    );
  });

  it('of a socket that sends JSON fails', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    server.on('connection', (client) => {
      client.send('{"samples":[1,2,3]}');
      client.close(1000);
    });
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await ends(socket(url, { sampleRate: 16_000 }), keywords)).toMatch(
      /must be binary.*received 1 text messages and no sample/,
    );
    await new Promise((resolve) => server.close(resolve));
  });

  it('of raw bytes too few for a sample fails', async () => {
    expect(await ends(pcm(Readable.from([new Uint8Array(1)]), { sampleRate: 16_000 }), keywords)).toMatch(
      /less than a sample/,
    );
  });

  it.each(NAMES)('with %s for a model is not opened', async (name) => {
    const model = new Uint8Array(readFileSync(fileOf(name, 'safetensors')));
    const source = rows([], { channels: 1 });
    await expect(openStream({ source, model })).rejects.toMatchObject({ code: expect.stringMatching(/^MODEL_/) });
  });
});
