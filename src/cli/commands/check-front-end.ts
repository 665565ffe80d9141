// `sluice convert --check sound.wav features.npy`: our front end beside the original's, over a sound.
import { readFile } from 'node:fs/promises';
import { checkFrontEndOn, type FrontEndCheck } from '../../convert/front-end-check.js';
import { readNpy } from '../../convert/npy.js';
import type { Model } from '../../model/model.js';
import { readAudio } from '../../node/audio-file.js';
import { readKernel } from '../../node/kernel-file.js';
import { readModelFile } from '../../node/model-file.js';
import { UsageError } from '../failure.js';
import { printJson, printText } from '../report/output.js';
import { type ConvertOptions, descriptionOf } from './convert-input.js';

/** Of a model that is converted in the same call. */
export async function checkAgainst(model: Model, files: readonly string[]): Promise<FrontEndCheck> {
  return checkFiles(model.frontEnd, model, files);
}

/** Of a model file of ours, or of a front end alone. */
export async function checkOnly(
  from: string | undefined,
  files: readonly string[],
  options: ConvertOptions & { readonly json: boolean },
): Promise<void> {
  const model = from === undefined ? null : (await readModelFile(from)).model;
  const frontEnd = model?.frontEnd ?? (await descriptionOf('front-end', options)).frontEnd;
  if (!frontEnd)
    throw new UsageError("'--check' needs a model file, '--front-end', or '--description' with a \"frontEnd\"");
  const check = await checkFiles(frontEnd, model, files);
  if (options.json) printJson({ kind: 'front-end-check', ...check });
  else for (const line of checkInWords(check)) printText(line);
}

async function checkFiles(
  frontEnd: Model['frontEnd'],
  model: Model | null,
  files: readonly string[],
): Promise<FrontEndCheck> {
  const [sound, numbers] = files;
  if (sound === undefined || numbers === undefined || files.length > 2)
    throw new UsageError(
      `'--check' takes a sound and an array, behind the other arguments: received ${files.length} files`,
    );
  const array = readNpy(new Uint8Array(await readFile(numbers)), numbers);
  return checkFrontEndOn(await readKernel(), frontEnd, model, await readAudio(sound), array);
}

export function checkInWords({ of, frames, largestDifference, meanDifference, grid, live }: FrontEndCheck): string[] {
  return [
    `Front end: largest difference of the ${of} from the original's over ${frames} frames: ${largestDifference.toExponential(1)} (mean ${meanDifference.toExponential(1)})`,
    `  the original: ${grid}`,
    `  ${live.inWords}`,
  ];
}
