// What the page about keywords says that a second model costs is what the shipped models cost.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readModel } from '#src/model/file/model-file.js';
import { macsPerStep } from '#src/model/flow.js';

it('docs/keywords.md tells the multiply-adds of the shipped models', () => {
  const millions = ['keywords', 'commands'].map((name) => {
    const file = new URL(`../../dist/models/${name}.safetensors`, import.meta.url);
    const { layers, frontEnd } = readModel(readFileSync(file));
    return (macsPerStep(layers) * frontEnd.sampleRate) / frontEnd.hopSamples / 1e6;
  });
  const [first = 0, second = 0] = millions;
  const page = readFileSync(new URL('../../docs/keywords.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');
  expect(page).toContain(
    `${first.toFixed(2)} million for \`keywords\` and ${second.toFixed(2)} million for \`commands\`, ${(first + second).toFixed(1)} million for both`,
  );
});
