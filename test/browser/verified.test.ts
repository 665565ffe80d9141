// The two models that ship, one verifying the other, in a page: what Node hears, over both transports.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readModel } from '#src/node/index.js';
import { commandsFile, detectInNode, keywordsFile, recordingFile, withPage } from './page.js';

interface Page {
  load(specifier: string): Promise<typeof import('#src/browser/index.js')>;
}

describe('openVerifiedStream() in Chromium', () => {
  it.each([
    [true, 'shared'],
    [false, 'messages'],
  ])(
    'lets through what both models hear (isolated: %s), and nothing that the second does not',
    async (isolated, transport) => {
      const wanted = (await detectInNode(recordingFile, keywordsFile)).map(({ label, index }) => `${label} ${index}`);
      const { labels } = readModel(await readFile(commandsFile));
      const [, ...words] = labels;
      const heard = await withPage({ isolated }, (page) =>
        page.evaluate(listen, ['none', ...words.slice(1), words[0] as string]),
      );
      expect(wanted.length).toBeGreaterThan(3);
      expect(heard.transport).toBe(transport);
      expect(heard.agreed).toEqual(wanted);
      expect(heard.confused).toEqual([]);
    },
  );
});

/** Runs in the page. `confused`: labels of a verifier that hears one word where another is said. */
async function listen(confused: string[]) {
  const { openVerifiedStream, readModel, replay } = await (globalThis as unknown as Page).load('sluice');
  const bytes = async (path: string) => (await fetch(path)).arrayBuffer();
  const wav = new Int16Array(await bytes('/dist/assets/recording.wav'), 44);
  const commands = '/dist/models/commands.safetensors';
  const heardBy = async (verifier: Parameters<typeof openVerifiedStream>[0]['verifier']) => {
    const samples = Float32Array.from(wav, (sample) => sample / 32768);
    const stream = await openVerifiedStream({
      source: replay(samples, { sampleRate: 16_000, pace: 'fast' }),
      model: '/dist/models/keywords.safetensors',
      verifier,
    });
    const heard: string[] = [];
    await stream.detections$.forEach(({ label, index }) => {
      heard.push(`${label} ${index}`);
    });
    return { heard, transport: stream.transport };
  };
  const { heard, transport } = await heardBy(commands);
  const other = readModel(new Uint8Array(await bytes(commands)));
  const { heard: nothing } = await heardBy({ ...other, labels: confused });
  return { agreed: heard, transport, confused: nothing };
}
