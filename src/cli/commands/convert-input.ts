// What `sluice convert` is told of a file: by options, by the JSON beside it, by the files beside it.
import { readFileSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type Description, frontEndWithNotes, readDescription } from '../../convert/description.js';
import { readExample } from '../../convert/example.js';
import type { Beside } from '../../convert/read-network.js';
import { UsageError } from '../failure.js';

export interface ConvertOptions {
  readonly labels?: string[];
  readonly frontEnd?: string;
  readonly description?: string;
  readonly fixed?: Record<string, number>;
  readonly engine?: 'kernel' | 'onnxruntime-web';
  readonly output?: string;
  readonly states?: Record<string, string>;
  readonly weights?: string;
  readonly layers?: string[];
  readonly softmax?: boolean;
  readonly sigmoid?: boolean;
  readonly raw?: boolean;
  readonly example?: string[];
  readonly onnx?: string;
  readonly assume?: boolean;
  readonly name?: string;
  readonly licence?: string;
}

export async function inputOf(
  from: string,
  options: ConvertOptions,
): Promise<{ description: Description; beside: Beside }> {
  const files = (name: string) => bytesBeside(from, name);
  const onnx = await exportBeside(from, options);
  return { description: await descriptionOf(from, options), beside: { files, ...(onnx ? { onnx } : {}) } };
}

/** Options go before the JSON. */
export async function descriptionOf(from: string, options: ConvertOptions): Promise<Description> {
  const beside = options.description ?? (await besideOf(from));
  const told = beside === null ? {} : readDescription(await readFile(beside, 'utf8'), beside);
  const { labels, frontEnd, fixed, licence, name, engine, output, states, weights, layers, assume } = options;
  const activation = activationOf(options);
  const example = await exampleOf(options);
  return {
    ...told,
    name: name ?? told.name ?? basename(from, extname(from)),
    ...(labels ? { labels } : {}),
    ...(engine ? { engine } : {}),
    ...(output ? { output } : {}),
    ...(states ? { states } : {}),
    ...(weights === undefined ? {} : { weights }),
    ...(layers ? { layers } : {}),
    ...(activation ? { activation } : {}),
    ...(example ? { example } : {}),
    ...(assume ? { assume } : {}),
    ...(frontEnd ? { notes: [], ...frontEndWithNotes(frontEnd, '--front-end') } : {}),
    ...(fixed ? { fixed: { ...told.fixed, ...fixed } } : {}),
    provenance: {
      description: `Converted from ${basename(from)}`,
      ...told.provenance,
      ...(licence ? { licence } : {}),
    },
  };
}

function activationOf({ softmax, sigmoid, raw }: ConvertOptions): Description['activation'] {
  const ends = [
    ['softmax', softmax],
    ['sigmoid', sigmoid],
    ['none', raw],
  ] as const;
  const told = ends.filter(([, is]) => is);
  if (told.length > 1) throw new UsageError("'--softmax', '--sigmoid' and '--raw' do not go together");
  return told[0]?.[0];
}

async function exampleOf({ example }: ConvertOptions): Promise<Description['example']> {
  if (!example) return undefined;
  if (example.length > 2)
    throw new UsageError(
      `'--example' takes one JSON file or two arrays, behind the other arguments: received ${example.length} files`,
    );
  return readExample(
    await Promise.all(example.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(name)) }))),
  );
}

/** The ONNX export of the same network: named, or beside it under its name. */
async function exportBeside(from: string, { onnx }: ConvertOptions): Promise<Beside['onnx']> {
  if (onnx === 'none' || extname(from).toLowerCase() === '.onnx') return undefined;
  const path = onnx ?? `${from.slice(0, from.length - extname(from).length)}.onnx`;
  if (onnx === undefined && !(await exists(path))) return undefined;
  return { name: path, bytes: new Uint8Array(await readFile(path)) };
}

/**
 * A file in the folder of another one; null where there is none. `name` has no folder in it: see
 * src/model/onnx/tensor.ts.
 */
function bytesBeside(from: string, name: string): Uint8Array | null {
  try {
    return new Uint8Array(readFileSync(join(dirname(from), name)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function besideOf(from: string): Promise<string | null> {
  const path = `${from.slice(0, from.length - extname(from).length)}.json`;
  return path !== from && (await exists(path)) ? path : null;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
