// How a stream is to be run: what its client wishes, and what the model takes, joined or refused.
import { macsPerStep } from '../engine/network/flow.js';
import type { Model } from '../model/model.js';
import type { ModelSource } from '../model-source.js';
import type { OpenMessage } from '../protocol/client-messages.js';
import { Refusal } from '../protocol/closing.js';
import type { RowLayout } from './row-layout.js';

export interface StreamPlan {
  readonly input: 'sound' | 'rows' | 'series';
  /** As openStream takes it: the same object for all streams that can be stepped together. */
  readonly model: ModelSource;
  readonly modelName: string;
  /** Of the engine's samples, Hz. */
  readonly sampleRate: number;
  readonly layout: RowLayout;
  readonly channels: readonly string[];
  readonly labels: readonly string[];
  /** Rows a second; null where rows bring their times. */
  readonly rate: number | null;
  /** Null where rows bring their times. */
  readonly hopMs: number | null;
  /** Samples of a hop, at the source's rate. */
  readonly hopSamples: number;
  /** Multiply-adds a second. */
  readonly load: number;
  /** Of a stream over the weights, about: state, rings. */
  readonly bytes: number;
}

/** What a step costs beside its multiply-adds, in multiply-adds. */
const STEP_OVERHEAD = 5000;
/** An engine's records of a stream, numbers of a record beside its scores. */
const RECORDS = 256;
const RECORD_BYTES = 40;

/** Throws Refusal MODEL_MISFIT. */
export function planStream(model: Model, name: string, open: OpenMessage): StreamPlan {
  const { frontEnd } = model;
  const vectors = frontEnd.kind === 'raw' && frontEnd.windowSamples === frontEnd.hopSamples;
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
  const layout = { values: hopSamples, samples: hopSamples, mixed: false };
  return { ...common(model, name, sampleRate), input: 'rows', layout, rate, channels: channelNames(open, hopSamples) };
}

function planSound(model: Model, name: string, open: OpenMessage, channels: number): StreamPlan {
  const { sampleRate } = model.frontEnd;
  const rate = open.rate ?? sampleRate;
  if (!(rate === sampleRate || (Number.isInteger(rate) && rate >= 1000))) {
    throw new Refusal('MODEL_MISFIT', `the rate must be ${sampleRate} or a whole number from 1000: received ${rate}`);
  }
  const layout = { values: channels, samples: 1, mixed: true };
  return { ...common(model, name, rate), input: 'sound', layout, rate, channels: ['level'] };
}

function common(model: Model, modelName: string, sampleRate: number) {
  const { frontEnd, labels, layers } = model;
  const hopMs = (frontEnd.hopSamples * 1000) / frontEnd.sampleRate;
  const hopSamples = (hopMs * sampleRate) / 1000;
  const load = ((macsPerStep(layers) + STEP_OVERHEAD + 20 * frontEnd.windowSamples) * 1000) / hopMs;
  const ring = 4 * Math.max(sampleRate, 8 * hopSamples);
  const bytes = 16 * 1024 + 2 * ring + RECORDS * (RECORD_BYTES + 4 * labels.length) + 8 * frontEnd.windowSamples;
  return { model, modelName, sampleRate, labels, hopMs, hopSamples, load, bytes };
}

function channelCount({ channels }: OpenMessage): number | undefined {
  return typeof channels === 'object' ? channels.length : channels;
}

function channelNames({ channels }: OpenMessage, count: number): readonly string[] {
  if (typeof channels === 'object') return channels;
  return Array.from({ length: count }, (_, i) => `channel ${i + 1}`);
}
