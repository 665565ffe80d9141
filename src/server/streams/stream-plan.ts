// How a stream is run: fits what its client asks for to what the model takes, or refuses.
import { detailCount } from '../../forecast/details.js';
import { SeriesMonitor } from '../../forecast/monitor.js';
import { type AnyModel, isSeriesModel } from '../../model/any-model.js';
import type { ChannelDescription } from '../../model/channel-description.js';
import { isRecurrent, macsPerStep } from '../../model/flow.js';
import { type Model, rowValues } from '../../model/model.js';
import { monitorOptions, type SeriesModel } from '../../model/series-model.js';
import type { ModelSource } from '../../model-source.js';
import { filterBytes } from '../../pipeline/frames/resampler.js';
import type { OpenMessage } from '../../protocol/client-messages.js';
import { Refusal } from '../../protocol/closing.js';
import { MOST_COUNT, pointBytesNeeded, predictionBytesNeeded } from '../../protocol/server-frames.js';
import { rowWords } from '../../series/rows.js';
import type { RowLayout } from './row-layout.js';

export interface StreamPlan {
  readonly input: 'sound' | 'rows' | 'series';
  /** For openStream: the same object for all streams that can be stepped together. */
  readonly model: ModelSource;
  readonly modelName: string;
  /** Of the engine's samples, Hz; Infinity where rows carry their times. */
  readonly sampleRate: number;
  readonly layout: RowLayout;
  /** As clients see them. */
  readonly channels: readonly string[];
  /** Of a series: what they are, in the order of the channels; null: gauges, without units and limits. */
  readonly described: readonly ChannelDescription[] | null;
  /** The same channels as the detections of a series name them. */
  readonly modelChannels: readonly string[];
  readonly labels: readonly string[];
  /** Rows a second; null where rows carry their times. */
  readonly rate: number | null;
  /** Null where rows carry their times. */
  readonly hopMs: number | null;
  /** Every so many predictions, one is kept as a point for those who begin to watch later: about ten a second. */
  readonly pointEvery: number;
  /** Samples of a hop, at the source's rate. */
  readonly hopSamples: number;
  /** Multiply-adds a second. */
  readonly load: number;
  /** What a hop costs, in hops of a small network, at least 1: streams share an engine by this. */
  readonly hopWork: number;
  /** Memory of a stream beside the model's weights, about: state, rings, filters. */
  readonly bytes: number;
}

const POINT_MS = 100;
/** What a step costs beside its multiply-adds, in multiply-adds. */
const STEP_OVERHEAD = 5000;
/** Multiply-adds of a hop that counts as one: of a small network, whose cost is mostly overhead. */
const SMALL_HOP = 50_000;
/**
 * Sound is resampled by at most this ratio, with filters of at most so many bytes: an engine computes the filters while
 * its streams wait.
 */
const MOST_RATIO = 64;
const MOST_FILTER_BYTES = 4 * 2 ** 20;
/**
 * A network's state lies in the engine, and twice in memory for the case that the engine dies; one more while it is
 * saved.
 */
const STATE_COPIES = 4;
/** Objects of a stream, on both threads. */
const OBJECTS_BYTES = 16 * 1024;
/** Records of a stream in its engine, and bytes of a record beside its scores. */
const RECORDS = 32;
const RECORD_BYTES = 40;
/** Cost of a monitor for each channel, at one row a second. */
const SERIES_LOAD = 50_000;
/** Rows that wait in the ring of a series, at most. */
const SERIES_ROWS = 128;

/** Throws Refusal MODEL_MISFIT. */
export function planStream(model: AnyModel, name: string, open: OpenMessage): StreamPlan {
  if (isSeriesModel(model)) return planSeries(model, name, open);
  const { frontEnd } = model;
  const vectors = takesVectors(model);
  const asked = channelCount(open);
  const rows = vectors && (asked === undefined || asked === frontEnd.hopSamples) && (asked ?? 0) !== 1;
  return rows ? planRows(model, name, open) : planSound(model, name, open, asked ?? 1);
}

function planRows(model: Model, name: string, open: OpenMessage): StreamPlan {
  const { sampleRate, hopSamples } = model.frontEnd;
  const rate = sampleRate / hopSamples;
  if (open.rate !== undefined && Math.abs(open.rate - rate) > 1e-9 * rate) {
    throw new Refusal('MODEL_MISFIT', `the model takes ${rate} rows a second: received ${open.rate}`);
  }
  const layout = { values: hopSamples, samples: hopSamples, kind: 'plain' } as const;
  return { ...common(model, name, sampleRate), input: 'rows', layout, rate, channels: channelNames(open, hopSamples) };
}

function planSound(model: Model, name: string, open: OpenMessage, channels: number): StreamPlan {
  const { sampleRate } = model.frontEnd;
  const rate = open.rate ?? sampleRate;
  if (rate !== sampleRate) checkOtherRate(model, rate);
  const layout = { values: channels, samples: 1, kind: channels === 1 ? 'plain' : 'mixed' } as const;
  return { ...common(model, name, rate), input: 'sound', layout, rate, channels: ['level'] };
}

/** Whether a model takes vectors that may not be sound: they cannot be resampled. */
function takesVectors(model: Model): boolean {
  return rowValues(model) !== null;
}

function checkOtherRate(model: Model, rate: number): void {
  const { sampleRate } = model.frontEnd;
  const misfit = (wanted: string) => new Refusal('MODEL_MISFIT', `the rate must be ${wanted}: received ${rate}`);
  if (takesVectors(model)) throw misfit(`${sampleRate}`);
  if (!(Number.isInteger(rate) && rate >= 1000)) throw misfit(`${sampleRate} or a whole number from 1000`);
  const far = rate > MOST_RATIO * sampleRate || sampleRate > MOST_RATIO * rate;
  if (far || filterBytes(rate, sampleRate) > MOST_FILTER_BYTES) throw misfit(`nearer to ${sampleRate}`);
}

function planSeries(model: SeriesModel, modelName: string, open: OpenMessage): StreamPlan {
  const { channels, labels } = model;
  const asked = channelCount(open) ?? channels.length;
  if (asked !== channels.length) {
    throw new Refusal('MODEL_MISFIT', `the model takes ${channels.length} channels: received ${asked}`);
  }
  if (open.encoding === 's16')
    throw new Refusal('MODEL_MISFIT', "rows of a series are 'f32' or 'json': received 's16'");
  const words = rowWords(channels.length);
  return {
    input: 'series',
    model,
    modelName,
    sampleRate: Number.POSITIVE_INFINITY,
    layout: { values: channels.length, samples: words, kind: 'timed' },
    channels,
    described: model.described ?? null,
    modelChannels: channels,
    labels,
    rate: null,
    hopMs: null,
    pointEvery: 1,
    hopSamples: words,
    load: SERIES_LOAD * channels.length,
    hopWork: hopWork(SERIES_LOAD * channels.length),
    bytes:
      OBJECTS_BYTES +
      STATE_COPIES * 8 * SeriesMonitor.numbers(channels.length, monitorOptions(model)) +
      2 * 4 * SERIES_ROWS * words +
      RECORDS * (RECORD_BYTES + 4 * (labels.length + detailCount(channels.length))),
  };
}

function common(model: Model, modelName: string, sampleRate: number) {
  const { frontEnd, labels, layers } = model;
  const hopMs = (frontEnd.hopSamples * 1000) / frontEnd.sampleRate;
  const hopSamples = (hopMs * sampleRate) / 1000;
  const load = ((macsPerStep(layers) + STEP_OVERHEAD + 20 * frontEnd.windowSamples) * 1000) / hopMs;
  const ring = 4 * Math.max(sampleRate, 8 * hopSamples);
  const filters = filterBytes(sampleRate, frontEnd.sampleRate);
  const bytes =
    OBJECTS_BYTES +
    STATE_COPIES * stateBytes(layers) +
    2 * ring +
    RECORDS * (RECORD_BYTES + 4 * labels.length) +
    8 * frontEnd.windowSamples +
    filters;
  const pointEvery = Math.max(1, Math.round(POINT_MS / hopMs));
  return {
    model,
    modelName,
    described: null,
    modelChannels: [],
    sampleRate,
    labels,
    hopMs,
    pointEvery,
    hopSamples,
    load,
    hopWork: hopWork((load * hopMs) / 1000),
    bytes,
  };
}

/** `macs`: multiply-adds of a hop. */
function hopWork(macs: number): number {
  return Math.max(1, macs / SMALL_HOP);
}

/** Bytes of the frames in which results of the stream are kept. */
export function frameSizes({ input, channels, layout, labels }: StreamPlan) {
  const values = { length: input === 'sound' ? 1 : layout.values };
  const scores = { length: labels.length };
  const none = {
    likelihood: 0,
    severity: 0,
    onset: 0,
    alarm: false,
    open: false,
    ended: false,
    spread: [],
    contributions: [],
  };
  const series = input === 'series' ? { ...none, forecast: { length: channels.length } } : null;
  return {
    predictionBytes: predictionBytesNeeded({ scores, series }),
    pointBytes: pointBytesNeeded({ values, scores, series }),
  };
}

/** Throws Refusal MODEL_MISFIT where results do not fit into frames, or into the memory in which they are kept. */
export function checkFrames(plan: StreamPlan, keptBytes: number): void {
  const { labels, layout } = plan;
  const misfit = (sentence: string) => new Refusal('MODEL_MISFIT', sentence);
  if (labels.length > MOST_COUNT) throw misfit(`a model may have ${MOST_COUNT} labels: received ${labels.length}`);
  if (layout.values > MOST_COUNT) throw misfit(`a row may have ${MOST_COUNT} values: received ${layout.values}`);
  const { predictionBytes } = frameSizes(plan);
  if (predictionBytes <= keptBytes) return;
  throw misfit(`a prediction may take the ${keptBytes} bytes that are kept of a stream: it takes ${predictionBytes}`);
}

/** Bytes that a network's layers carry from hop to hop. */
function stateBytes(layers: Model['layers']): number {
  let floats = 0;
  for (const layer of layers) {
    if (isRecurrent(layer))
      floats += layer.layers * (layer.hiddenSize + (layer.kind === 'lstm' ? layer.hiddenSize : 0));
    else if (layer.kind === 'conv1d') floats += (layer.history + layer.frames) * layer.inputChannels;
    else if (layer.kind === 'delay') floats += layer.size;
  }
  return 4 * floats;
}

function channelCount({ channels }: OpenMessage): number | undefined {
  return typeof channels === 'object' ? channels.length : channels;
}

function channelNames({ channels }: OpenMessage, count: number): readonly string[] {
  if (typeof channels === 'object') return channels;
  return Array.from({ length: count }, (_, i) => `channel ${i + 1}`);
}
