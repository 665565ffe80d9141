// `sluice convert IN OUT` where IN or OUT is an effect: another program's becomes ours, or ours becomes RTNeural's JSON.
import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { readDescribedEffect, readEffectDescription } from '../../convert/effects/described-effect.js';
import type { EffectDescription } from '../../convert/effects/foreign-effect.js';
import { beginsLikeJson, hold, type ReadEffect, readEffect } from '../../convert/effects/read-effect.js';
import { writeRtNeural } from '../../convert/effects/write-rtneural.js';
import { isEffectFile, writeEffectFile } from '../../model/file/effect-file.js';
import type { Precision } from '../../model/file/safetensors.js';
import { readEffectsKernel } from '../../node/effects/effects-kernel.js';
import { type ConvertOptions, inputOf } from '../commands/convert-input.js';
import { UsageError } from '../failure.js';
import { printJson, printText, warn } from '../report/output.js';
import { effectReport } from './inspect-effect.js';

export interface EffectConvertOptions extends ConvertOptions {
  readonly effect?: boolean;
  readonly knobs?: string[];
  readonly modelRate?: number;
  readonly precision: Precision;
  readonly json: boolean;
}

/** Resolves with false where neither file is an effect, and then has done nothing. */
export async function convertEffect(from: string, to: string, options: EffectConvertOptions): Promise<boolean> {
  const bytes = new Uint8Array(await readFile(from));
  const described = isEffectFile(bytes) || beginsLikeJson(bytes) ? undefined : await descriptionOf(from, options);
  const isDescribed = described !== undefined || options.effect === true;
  if (!isDescribed && !isEffectFile(bytes) && !beginsLikeJson(bytes)) return false;
  const read = await readAny(from, bytes, described, options);
  for (const clause of read.report.warnings) warn(`${from}: ${clause}`);
  if (read.model.sampleRate === null)
    warn(`${from}: it does not say at which rate it was trained: --model-rate says it`);
  const isJsonOut = extname(to).toLowerCase() === '.json';
  if (!isJsonOut && extname(to).toLowerCase() !== '.safetensors')
    throw new UsageError(`an effect is written as .safetensors, or as .json for RTNeural: received ${to}`);
  const file = isJsonOut
    ? new TextEncoder().encode(writeRtNeural(read.model))
    : writeEffectFile(read.model, options.precision);
  await writeFile(to, file);
  const { largestDifference, report, model } = read;
  if (options.json)
    printJson({
      kind: 'converted',
      out: to,
      bytes: file.length,
      largestDifference,
      report,
      effect: effectReport(model).facts,
    });
  else for (const line of effectReport(model).lines) printText(line);
  return true;
}

async function readAny(
  from: string,
  bytes: Uint8Array,
  described: EffectDescription | undefined,
  options: EffectConvertOptions,
): Promise<ReadEffect> {
  const module = await readEffectsKernel();
  const { assume = false } = options;
  const told = { ...described, ...toldBy(options), name: options.name ?? described?.name };
  const known = Object.fromEntries(
    Object.entries(told).filter(([, value]) => value !== undefined),
  ) as EffectDescription;
  if (described === undefined && options.effect !== true) {
    const read = readEffect(module, bytes, { ...known, assume });
    const name = read.model.name === 'effect' ? basename(from, extname(from)) : read.model.name;
    return { ...read, model: { ...read.model, name } };
  }
  const { description, beside } = await inputOf(from, options);
  return hold(module, await readDescribedEffect(bytes, description, known, beside), { assume });
}

function toldBy({ knobs, modelRate }: EffectConvertOptions): EffectDescription {
  return { ...(knobs ? { knobs } : {}), ...(modelRate ? { sampleRate: modelRate } : {}) };
}

/** The part `effect` of the description, where there is one. */
async function descriptionOf(from: string, options: EffectConvertOptions): Promise<EffectDescription | undefined> {
  const { description } = await inputOf(from, options);
  return description.effect === undefined ? undefined : readEffectDescription(description.effect, from);
}
