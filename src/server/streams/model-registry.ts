// The models that clients can name. A name is resolved inside one folder and nowhere else: it is never a path, and
// symbolic links that lead out of the folder are not followed.
import { readdir, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Adapt } from '../../model/adapt.js';
import { type AnyModel, isSeriesModel } from '../../model/any-model.js';
import { type ChannelDescription, describedChannel, isDescribed } from '../../model/channel-description.js';
import { type SeriesModel, seriesModel } from '../../model/series-model.js';
import type { OpenMessage } from '../../protocol/client-messages.js';
import { Refusal } from '../../protocol/closing.js';
import { MODEL_NAME } from '../../protocol/names.js';
import { readModelAside } from './read-model-aside.js';
import { planStream, type StreamPlan } from './stream-plan.js';

export interface ModelRegistryOptions {
  /** The model of streams that name none; null: the one that learns by itself. */
  readonly standard: { readonly name: string; readonly model: AnyModel } | null;
  /** A folder of .safetensors files; their names are without that ending. */
  readonly folder: string | null;
  /** Of the model that learns by itself. @default its own */
  readonly adapt?: Adapt;
  /** At most so many models are read. */
  readonly most: number;
  /** At most so many rates beside its own that a model runs at: engines keep the filters of each. */
  readonly rates: number;
}

const ENDING = '.safetensors';
/** The model that learns by itself, for any channels: it needs no file. */
const ANOMALY = 'anomaly';
/** Models whose channels are described in different ways. */
const MOST_SERIES = 1024;
/** At most so many plans of a model are shared. */
const MOST_SHARED = 256;

export class ModelRegistry {
  readonly #options: ModelRegistryOptions;
  /**
   * By the number of channels and what they are, whatever their names: engines keep a model for good and step its streams
   * together.
   */
  readonly #series = new Map<string, SeriesModel>();
  readonly #read = new Map<string, Promise<AnyModel>>();
  /** Rates other than its own that a model was opened at. */
  readonly #rates = new WeakMap<AnyModel, Set<number>>();
  /** By the parts of the open message that they depend on. */
  readonly #plans = new WeakMap<AnyModel, Map<string, StreamPlan>>();

  constructor(options: ModelRegistryOptions) {
    this.#options = options;
  }

  /** The names that a client may use. */
  async names(): Promise<string[]> {
    const { standard, folder } = this.#options;
    const files = folder === null ? [] : await readdir(folder).catch(() => []);
    const named = files.filter((file) => file.endsWith(ENDING)).map((file) => file.slice(0, -ENDING.length));
    const names = new Set([
      ANOMALY,
      ...(standard === null ? [] : [standard.name]),
      ...named.filter((name) => MODEL_NAME.test(name)),
    ]);
    return [...names].sort();
  }

  /** Rejects with a Refusal: UNKNOWN_MODEL, MODEL_MISFIT, NO_MEMORY. */
  async plan(open: OpenMessage): Promise<StreamPlan> {
    const { standard } = this.#options;
    const name = open.model ?? standard?.name ?? ANOMALY;
    if (name === ANOMALY && standard?.name !== ANOMALY) {
      const channels = namesOf(open);
      const described = describedBy(open, channels);
      return this.#shared(this.#anomaly(described), name, open, { channels });
    }
    if (open.described !== undefined)
      throw new Refusal('MODEL_MISFIT', `the model '${name}' says itself what its channels are: leave 'described' out`);
    const model = name === standard?.name ? standard.model : await this.#fromFolder(name);
    return this.#shared(model, name, open);
  }

  /** Streams that ask for the same share one plan, which then stays in the caches. */
  #shared(model: AnyModel, name: string, open: OpenMessage, changes: Partial<StreamPlan> = {}): StreamPlan {
    const plans = this.#plans.get(model) ?? new Map<string, StreamPlan>();
    this.#plans.set(model, plans);
    const key = JSON.stringify([name, open.channels, open.described, open.rate, open.encoding]);
    const plan = plans.get(key) ?? { ...planStream(model, name, open), ...changes };
    this.#countRate(model, plan);
    if (plans.size < MOST_SHARED) plans.set(key, plan);
    return plan;
  }

  /** Throws Refusal NO_MEMORY where there are too many different ones. */
  #anomaly(described: readonly ChannelDescription[]): SeriesModel {
    const names = numbered(described.length);
    const channels = described.map((each, c) => ({ ...each, name: names[c] as string }));
    const plain = !described.some(isDescribed);
    const key = plain ? `${described.length}` : JSON.stringify(channels);
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    if (!plain && this.#series.size >= MOST_SERIES) {
      throw new Refusal('NO_MEMORY', `channels are described in ${MOST_SERIES} different ways already`);
    }
    const { adapt } = this.#options;
    const model = seriesModel({ channels, name: ANOMALY, ...(adapt === undefined ? {} : { adapt }) });
    this.#series.set(key, model);
    return model;
  }

  /** Throws Refusal NO_MEMORY where the model already runs at too many rates. */
  #countRate(model: AnyModel, { input, sampleRate }: StreamPlan): void {
    if (input !== 'sound' || isSeriesModel(model) || sampleRate === model.frontEnd.sampleRate) return;
    const rates = this.#rates.get(model) ?? new Set();
    if (!rates.has(sampleRate) && rates.size >= this.#options.rates) {
      throw new Refusal('NO_MEMORY', `the model is run at ${rates.size} other rates already: received ${sampleRate}`);
    }
    this.#rates.set(model, rates.add(sampleRate));
  }

  /** Each model is read once; reading is tried again for one that could not be read. */
  #fromFolder(name: string): Promise<AnyModel> {
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const { folder, most } = this.#options;
    if (folder === null || !MODEL_NAME.test(name)) return Promise.reject(unknown(name));
    if (this.#read.size >= most) return Promise.reject(new Refusal('NO_MEMORY', `${most} models are read already`));
    const reading = readFrom(folder, name);
    this.#read.set(name, reading);
    reading.catch(() => this.#read.delete(name));
    return reading;
  }
}

async function readFrom(folder: string, name: string): Promise<AnyModel> {
  let bytes: Uint8Array;
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, `${name}${ENDING}`));
    if (!file.startsWith(root + sep)) throw unknown(name);
    bytes = await readFile(file);
  } catch {
    throw unknown(name);
  }
  try {
    return await readModelAside(bytes);
  } catch (error) {
    throw new Refusal('MODEL_MISFIT', error instanceof Error ? error.message : String(error));
  }
}

/** Throws Refusal MODEL_MISFIT where two are the same. */
function namesOf({ channels = 1 }: OpenMessage): readonly string[] {
  if (typeof channels === 'number') return numbered(channels);
  if (new Set(channels).size < channels.length) throw new Refusal('MODEL_MISFIT', 'channels must have different names');
  return channels;
}

/** What the channels are, in their order. Throws Refusal MODEL_MISFIT for a description of none of them. */
function describedBy({ described = [] }: OpenMessage, channels: readonly string[]): ChannelDescription[] {
  const known = new Map(described.map((each) => [each.name, each]));
  const other = described.find(({ name }) => !channels.includes(name));
  if (other !== undefined)
    throw new Refusal('MODEL_MISFIT', `'${other.name}' is described, and is none of the channels`);
  return channels.map((name) => describedChannel('', known.get(name) ?? name));
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `channel ${i + 1}`);
}

function unknown(name: string): Refusal {
  return new Refusal('UNKNOWN_MODEL', `there is no model '${name}'`);
}
