// What clients send in the harness, and what an undisturbed server says to it: rows, rows as JSON, a series and sound,
// with gaps, missing values and times that go back.
import { copyFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  type ClientStream,
  connect,
  predictionBytes,
  type ServedDetection,
  type ServedOptions,
  type ServedPrediction,
  writeModel,
} from '#src/node/index.js';
import { random, randomSound } from '../../support/random.js';
import { CHANNELS, model, RATE, rowsOf, serve } from '../stand.js';

export interface Block {
  readonly values: Float32Array | number[];
  /** Of its last row. */
  readonly timeMs: number;
  /** Rows missing before it. */
  readonly missing: number;
}

export interface Program {
  readonly name: string;
  readonly options: Omit<ServedOptions, 'stream'>;
  /** As many as a run wants. */
  blocks(count: number): Block[];
}

const START_MS = Date.UTC(2024, 2, 1);
const EACH = 5;
const SOUND_RATE = 22_050; // not the model's own
const SOUND_EACH = 600;
/** No sender's clock goes evenly: so a result's time shows which block it was taken from. */
const UNEVEN_MS = 3;
/** A server that is stopped for long on a busy machine must not take blocks for too old. */
const PATIENT = { drop: 'none', maxDelayMs: 10_000 } as const;
const KEYWORDS = fileURLToPath(new URL('../../../dist/models/keywords.safetensors', import.meta.url));
const SERIES = ['temperature', 'pressure'];

export const PROGRAMS: readonly Program[] = [
  { name: 'rows', options: PATIENT, blocks: (count) => rowBlocks(count, 9) },
  { name: 'every third', options: { ...PATIENT, predictions: 3 }, blocks: (count) => rowBlocks(count, 10) },
  {
    name: 'json',
    options: { ...PATIENT, encoding: 'json' },
    blocks: (count) => rowBlocks(count, 11).map((block) => ({ ...block, values: Array.from(block.values) })),
  },
  { name: 'series', options: { ...PATIENT, model: 'anomaly', channels: SERIES }, blocks: seriesBlocks },
  { name: 'sound', options: { ...PATIENT, model: 'keywords', rate: SOUND_RATE }, blocks: soundBlocks },
];

/** The arguments with which a server has the models that the programs name. */
export async function writeModels(folder: string): Promise<string[]> {
  await writeFile(`${folder}/rows.safetensors`, writeModel(model));
  await copyFile(KEYWORDS, `${folder}/keywords.safetensors`);
  return ['--model', `${folder}/rows.safetensors`, '--models', folder];
}

function rowBlocks(count: number, seed: number): Block[] {
  const values = rowsOf(count * EACH, seed);
  return Array.from({ length: count }, (_, i) => ({
    values: values.slice(i * EACH * CHANNELS, (i + 1) * EACH * CHANNELS),
    timeMs: START_MS + ((i + 1) * EACH * 1000) / RATE + UNEVEN_MS * (i % 3),
    missing: i % 7 === 3 ? 4 : 0,
  }));
}

/** Rows of a series: some values are missing, some times go back, and sometimes something breaks. */
function seriesBlocks(count: number): Block[] {
  const next = random(12);
  const row = (i: number) => {
    const timeMs = START_MS + (i % 23 === 11 ? i - 2 : i) * 60_000;
    const swing = Math.sin(i / 8) + 0.1 * next();
    const broken = i % 60 > 55 ? 30 : 0;
    return [timeMs, i % 31 === 5 ? Number.NaN : 20 + swing + broken, 3 - swing + 0.1 * next()];
  };
  return Array.from({ length: count }, (_, i) => ({
    values: Array.from({ length: EACH }, (_, j) => row(i * EACH + j)).flat(),
    timeMs: START_MS + (i + 1) * EACH * 60_000,
    missing: 0,
  }));
}

function soundBlocks(count: number): Block[] {
  const samples = randomSound(count * SOUND_EACH, SOUND_RATE, 13);
  return Array.from({ length: count }, (_, i) => ({
    values: samples.slice(i * SOUND_EACH, (i + 1) * SOUND_EACH),
    timeMs: START_MS + ((i + 1) * SOUND_EACH * 1000) / SOUND_RATE + UNEVEN_MS * (i % 3),
    missing: i % 19 === 7 ? 500 : 0,
  }));
}

/** Everything that a client was told, each as text that holds its bits. */
export class Heard {
  readonly predictions: string[] = [];
  readonly detections: string[] = [];
  /** What must not happen, whatever befalls the server. */
  readonly troubles: string[] = [];

  constructor(stream: ClientStream) {
    stream.predictions$.subscribe({
      next: (prediction) => this.predictions.push(textOf(prediction)),
      error: (error) => this.troubles.push(String(error)),
    });
    stream.detections$.subscribe({ next: (each) => this.detections.push(detectionText(each)), error: () => undefined });
    stream.events$.subscribe((event) => {
      const { kind } = event;
      if (kind === 'restarted' || kind === 'lost' || kind === 'dropped') this.troubles.push(JSON.stringify(event));
    });
  }
}

function textOf({ latencyMs: _, delayMs: __, scores, series, ...rest }: ServedPrediction): string {
  const bits = Buffer.from(predictionBytes({ ...rest, scores })).toString('hex');
  return JSON.stringify({ ...rest, bits, ...(series === undefined ? {} : { series }) });
}

function detectionText({ latencyMs: _, ...rest }: ServedDetection): string {
  return JSON.stringify(rest);
}

/** What an undisturbed server says to programs, each found out once. */
export class Undisturbed {
  readonly #models: string;
  readonly #known = new Map<string, Promise<Heard>>();

  constructor(models: string) {
    this.#models = models;
  }

  of(program: Program, count: number): Promise<Heard> {
    const key = `${program.name} ${count}`;
    const heard = this.#known.get(key) ?? this.#run(program, count);
    this.#known.set(key, heard);
    return heard;
  }

  async #run(program: Program, count: number): Promise<Heard> {
    await using server = await serve({ models: this.#models, state: `${this.#models}/${program.name}` });
    await using client = await connect(server.socketUrl);
    const stream = await client.open({ stream: 'pump', ...program.options });
    const heard = new Heard(stream);
    for (const { values, ...rest } of program.blocks(count)) {
      stream.send(values, rest);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await stream.close();
    return heard;
  }
}
