// A model file becomes a model that works: read with progress, recognised, and tried once, so that a golden vector that
// does not come out is known before anybody listens.
import { type Model, openStream, readAnyModel, replay } from 'sluice';
import { isSeriesModel } from '../../../model/any-model.js';
import { kindOf } from '../../shared/file-kind.js';
import { type Progress, readBytes } from '../../shared/read-bytes.js';
import { mustBeConverted } from '../../shared/unsuitable-file.js';
import { onnxruntime } from './onnxruntime.js';

/** Where a model comes from. */
export interface ModelFile {
  readonly name: string;
  /** Rejects with a sentence where it cannot be read. */
  open(): Promise<{ readonly stream: ReadableStream<Uint8Array>; readonly size: number | null }>;
}

/** A model of series belongs to the page of sensors. */
export class SeriesModelOpened extends Error {}

/** Rejects with a SluiceError, UnsuitableFile or SeriesModelOpened. */
export async function openModel(file: ModelFile, progress: Progress): Promise<Model> {
  const { stream, size } = await file.open();
  const bytes = await readBytes(stream, size, progress);
  const kind = kindOf(bytes.subarray(0, 4096), file.name);
  if (kind === 'onnx' || kind === 'pytorch') throw mustBeConverted(file.name, kind);
  const model = readAnyModel(bytes);
  if (isSeriesModel(model)) throw new SeriesModelOpened(`'${model.name}' is a model of sensor series`);
  progress(null);
  await tryModel(model);
  return model;
}

/** A file that a person chose. */
export function chosenModel(file: File): ModelFile {
  return { name: file.name, open: async () => ({ stream: file.stream(), size: file.size }) };
}

/** A file beside the page. */
export function servedModel(url: URL, name: string): ModelFile {
  return {
    name,
    async open() {
      const answer = await fetch(url);
      if (!answer.ok || answer.body === null) throw new Error(`the server answered ${answer.status} for the model`);
      const length = answer.headers.get('content-length');
      return { stream: answer.body, size: length === null ? null : Number(length) };
    },
  };
}

/** An engine that opens a stream checks the model's golden vector. */
async function tryModel(model: Model): Promise<void> {
  const source = replay(new Float32Array(0), { sampleRate: model.frontEnd.sampleRate });
  const stream = await openStream({ source, model, onnxruntime });
  await stream.close();
}
