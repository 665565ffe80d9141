// The render thread of every browser on this machine gives the bits of Node: an OfflineAudioContext runs the worklet on
// quanta of 128 samples, Node the same kernel on blocks of its own.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OfflineEffect } from '#src/effects/offline.js';
import type { EffectOptions } from '#src/effects/options.js';
import type { EffectModel } from '#src/model/effect-model.js';
import { writeEffectFile } from '#src/model/file/effect-file.js';
import type { DrivenBrowser } from '#src/node/browsers/driven-browser.js';
import { BROWSERS } from '#src/node/browsers/driven-browser.js';
import { hasBrowser, launchBrowser } from '#src/node/browsers/launch.js';
import type { StaticServer } from '#src/node/static-server.js';
import { effectBytes } from '../../support/effect-fixtures.js';
import { effectsKernel, madeEffect, noise } from '../../support/made-effect.js';
import { startSite } from '../../support/site.js';
import { type Rendered, renderInPage } from './in-page.js';

interface Case {
  readonly name: string;
  readonly model: EffectModel;
  readonly channels?: number;
  readonly sampleRate?: number;
  readonly options?: EffectOptions;
  readonly inChain?: number;
}

const CASES: readonly Case[] = [
  { name: 'an LSTM of 40 units', model: madeEffect({ kind: 'lstm', hidden: 40 }) },
  {
    name: 'a conditioned GRU, oversampled twice, in stereo',
    model: madeEffect({ kind: 'gru', hidden: 9, knobs: 2, changes: { residual: true, outputGain: 2 } }),
    channels: 2,
    options: { knobs: { knob0: 0.125, knob1: 2 }, oversample: 2 },
  },
  {
    name: 'a stack of plain RNNs at another rate, oversampled four times',
    model: madeEffect({ kind: 'rnn', hidden: 6, stack: 2 }),
    sampleRate: 44_100,
    options: { oversample: 4 },
  },
  { name: 'an LSTM of 48 kHz at 44.1 kHz', model: madeEffect({ hidden: 16 }), sampleRate: 44_100 },
  { name: 'three effects in a chain', model: madeEffect({ kind: 'gru', hidden: 8 }), inChain: 3 },
];

/** A length that no quantum divides. */
const SAMPLES = 7001;

function inNode({ model, channels = 1, sampleRate = 48_000, options = {}, inChain = 1 }: Case): Float32Array[] {
  let sound = soundOf(channels);
  for (let i = 0; i < inChain; i++)
    sound = new OfflineEffect(effectsKernel, model, { sampleRate, channels, ...options }).process(sound);
  return sound;
}

function soundOf(channels: number): Float32Array[] {
  return Array.from({ length: channels }, (_, i) => noise(SAMPLES, 10 + i));
}

const digestOf = (channels: readonly Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const bytes of channels) hash.update(bytes);
  return hash.digest('hex');
};

const bytesOf = ({ channels }: Rendered) => channels.map((text) => new Uint8Array(Buffer.from(text, 'base64')));

let site: StaticServer;
beforeAll(async () => {
  site = await startSite({ isolated: false });
});
afterAll(() => site.close());

for (const name of BROWSERS) {
  const missing = (await hasBrowser(name)) ? '' : `${name} is not on this machine`;
  describe.skipIf(missing !== '')(`effects in ${name}${missing && `: ${missing}`}`, () => {
    let browser: DrivenBrowser;
    beforeAll(async () => {
      browser = await launchBrowser(name, { env: { LANG: 'C', LC_ALL: 'C' } });
    }, 60_000);
    afterAll(() => browser?.close());

    it.each(CASES)(
      'give the bits of Node: $name',
      async (each) => {
        const { model, channels = 1, sampleRate = 48_000, options = {}, inChain } = each;
        const page = await browser.open(site.url);
        try {
          const rendered = await page.evaluate(renderInPage, {
            model: [...writeEffectFile(model)],
            sound: soundOf(channels).map((samples) => [...samples]),
            sampleRate,
            options,
            ...(inChain ? { inChain } : {}),
          });
          const expected = inNode(each).map((samples) => new Uint8Array(samples.buffer));
          expect(digestOf(bytesOf(rendered))).toBe(digestOf(expected));
        } finally {
          await page.close();
        }
      },
      60_000,
    );

    it('read the files of other programs', async () => {
      const page = await browser.open(site.url);
      const bytes = effectBytes('nam-lstm.nam');
      const sound = soundOf(1);
      const asked = { model: [...bytes], sound: sound.map((samples) => [...samples]), sampleRate: 48_000, options: {} };
      const rendered = await page.evaluate(renderInPage, asked);
      await page.close();
      const { readEffect } = await import('#src/convert/effects/read-effect.js');
      const { model } = readEffect(effectsKernel, bytes);
      const expected = new OfflineEffect(effectsKernel, model, { sampleRate: 48_000 }).process(sound);
      expect(digestOf(bytesOf(rendered))).toBe(digestOf(expected.map(({ buffer }) => new Uint8Array(buffer))));
    }, 60_000);
  });
}
