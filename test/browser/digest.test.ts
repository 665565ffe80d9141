// With weights of 8 bits, the same samples give the same bits in Chromium as in Node, on both kernels. Of models in single
// precision, in all browsers, see contract/contract.live.test.ts.
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { quantizeModel } from '#src/convert/quantize.js';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import { readKernel } from '#src/node/kernel-file.js';
import { temporaryFolder } from '../support/folder.js';
import { abilities, replayRecording } from './contract/in-page.js';
import { digestOf, keywordsFile, predictInNode, recordingFile, withPage } from './page.js';

describe('predictions with weights of 8 bits in Chromium', () => {
  const folder = temporaryFolder();
  const file = `${folder.path}/small.safetensors`;
  let inNode: Uint8Array[];

  beforeAll(async () => {
    const { model } = quantizeModel(await readKernel(), readModel(await readFile(keywordsFile)));
    folder.write('small.safetensors', writeModel(model));
    inNode = await predictInNode(recordingFile, file);
  });

  it.each(['relaxed', 'plain'])('are those of Node to the bit, on %s SIMD', async (simd) => {
    const model = [...(await readFile(file))];
    const kernel = `/dist/kernel/kernel${simd === 'relaxed' ? '-relaxed' : ''}.wasm`;
    const [able, result] = await withPage({ isolated: true }, async (page) => [
      await page.evaluate(abilities),
      await page.evaluate(replayRecording, { model, kernel }),
    ]);
    expect(able.relaxedSimd).toBe(true); // this Chromium takes both kernels
    expect(digestOf(result.predictions.map(toBytes))).toBe(digestOf(inNode));
  });
});

function toBytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
