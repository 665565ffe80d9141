// The scenarios of the latency benchmark, and the models that run in them.
import type { Model } from '../../model/model.js';
import { rawWindow } from '../../model/named-front-ends.js';
import { gruLayer, randomTensors } from '../random-model.js';

/** Where predictions are subscribed to: on the main thread, or in a worker that opened the stream. */
export type Subscriber = 'main' | 'worker';

export interface Scenario {
  readonly name: string;
  /** For people. */
  readonly says: string;
  /** Measured one after the other. */
  readonly subscribers: readonly Subscriber[];
  readonly busy: 'nothing' | 'main' | 'cores';
  readonly streams: number;
  readonly burstHops: number;
  /** The load, as a multiple of what the engine can do. 0: 100 hops a second, of a model that takes microseconds. */
  readonly overload: number;
}

const STEADY: Omit<Scenario, 'name' | 'says'> = {
  subscribers: ['main'],
  busy: 'nothing',
  streams: 1,
  burstHops: 1,
  overload: 0,
};

export const SCENARIOS: readonly Scenario[] = [
  { ...STEADY, name: 'steady', says: '100 hops a second, nothing else' },
  { ...STEADY, name: 'bursts', says: '10 hops at once, every 100 ms', burstHops: 10 },
  {
    ...STEADY,
    name: 'busy-main',
    says: 'the main thread blocked for half of the time, 50 ms at once',
    subscribers: ['main', 'worker'],
    busy: 'main',
  },
  { ...STEADY, name: 'busy-cores', says: 'a thread that spins on every core', busy: 'cores' },
  { ...STEADY, name: 'many-streams', says: '200 streams of 100 hops a second', streams: 200 },
  { ...STEADY, name: 'overload-2', says: 'twice as much as the engine can do', overload: 2 },
  {
    ...STEADY,
    name: 'overload-10',
    says: 'ten times as much as the engine can do',
    overload: 10,
  },
];

/** The long run: as many streams as `many-streams`, for minutes. */
export const LONG_RUN: Scenario = {
  ...STEADY,
  name: 'long-run',
  says: '200 streams of 100 hops a second, for minutes',
  streams: 200,
};

/** By name; undefined where there is none. */
export function scenarioOf(name: string): Scenario | undefined {
  return [...SCENARIOS, LONG_RUN].find((scenario) => scenario.name === name);
}

/** GRU 40 -> 96 on frames as they come, 100 a second. */
export function steadyModel(): Model {
  return rawModel({ inputSize: 40, hiddenSize: 96, layers: 1, hopsPerSecond: 100 });
}

/** Four layers of 512, which take some tenths of a millisecond. */
export function slowModel(hopsPerSecond: number): Model {
  return rawModel({ inputSize: 8, hiddenSize: 512, layers: 4, hopsPerSecond });
}

interface RawModel {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  readonly hopsPerSecond: number;
}

/** No front end: a hop's samples are the network's input, so that another engine can do the same work. */
function rawModel({ inputSize, hiddenSize, layers: deep, hopsPerSecond }: RawModel): Model {
  const labels = Array.from({ length: 17 }, (_, i) => (i === 0 ? 'none' : `phrase-${i}`));
  const layers = [
    { ...gruLayer(inputSize, hiddenSize), layers: deep },
    { kind: 'dense', name: 'fc', inputSize: hiddenSize, outputSize: labels.length, activation: 'softmax' },
  ] as const;
  const sampleRate = Math.max(1000, Math.min(768_000, Math.round(inputSize * hopsPerSecond)));
  return {
    format: 1,
    name: `gru-${inputSize}-${hiddenSize}`,
    frontEnd: rawWindow({ sampleRate, windowSamples: inputSize, hopSamples: inputSize }),
    layers,
    labels,
    detector: { smoothingMs: 60, enter: {}, exit: {}, minDurationMs: 40, refractoryMs: 500 },
    provenance: { description: 'random weights', seed: 1 },
    tensors: randomTensors(layers, 1),
  };
}
