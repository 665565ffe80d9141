import { describe, expect, it } from 'vitest';
import { SoundCache } from '#src/node/voices/sound-cache.js';
import { speakLines } from '#src/node/voices/speak-lines.js';
import type { Line } from '#src/training/phrases/script.js';
import type { Synthesizer, Utterance } from '#src/training/phrases/voices.js';
import { temporaryFolder } from '../../support/folder.js';

const folder = temporaryFolder();
let next = 0;

function synthesizer(speak: (utterance: Utterance) => Float32Array): Synthesizer {
  return {
    name: 'fake',
    version: '1',
    about: '',
    voices: [{ name: 'a', speaker: 'a' }],
    accents: [],
    speaksSounds: false,
    weight: 1,
    speak: async (utterance) => ({ samples: speak(utterance), sampleRate: 8000 }),
    close: async () => undefined,
  };
}
const tone = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i / 4) / 2);
const line = (text: string, more: Partial<Line> = {}): Line => ({
  role: 'phrase',
  label: 'x',
  synthesizer: 'fake',
  speaker: 'synth-a',
  split: 'train',
  utterance: { text, voice: 'a', rate: 1, pitch: 1 },
  formants: 1,
  ...more,
});
const speak = (lines: readonly Line[], by: Synthesizer, more: object = {}) =>
  speakLines(lines, {
    synthesizers: [by],
    cache: new SoundCache(`${folder.path}/${next++}`),
    sampleRate: 16_000,
    atOnce: 3,
    signal: new AbortController().signal,
    ...more,
  });

describe('speakLines()', () => {
  it('gives samples in the order of the lines at the rate that is wanted, whichever was spoken first', async () => {
    const spoken = await speak(
      Array.from({ length: 20 }, (_, i) => line(`${i}`)),
      synthesizer(({ text }) => tone(1000 + 10 * Number(text))),
    );
    expect(spoken.map(({ samples }) => samples.length)).toEqual(Array.from({ length: 20 }, (_, i) => 2000 + 20 * i));
  });

  it('moves formants by a faster tape, of what is said slower and lower', async () => {
    let asked: Utterance | undefined;
    const [spoken] = await speak(
      [line('a', { formants: 1.25 })],
      synthesizer((utterance) => {
        asked = utterance;
        return tone(5000);
      }),
    );
    expect(asked).toMatchObject({ rate: 0.8, pitch: 0.8 });
    expect(spoken?.samples.length).toBeCloseTo(10_000 / 1.25, -1);
  });

  it('leaves out a few texts that fail or are silent, and says so', async () => {
    const warnings: string[] = [];
    const lines = Array.from({ length: 40 }, (_, i) => line(`${i}`));
    const spoken = await speak(
      lines,
      synthesizer(({ text }) => (text === '7' ? new Float32Array(4000) : tone(text === '9' ? 10 : 2000))),
      { onWarning: (sentence: string) => warnings.push(sentence) },
    );
    expect(spoken).toHaveLength(38);
    expect(warnings).toEqual([expect.stringMatching(/left out: 2 of 40 texts of fake: .*nothing is heard/)]);
  });

  it('rejects where a synthesizer fails with many', async () => {
    const broken = synthesizer(() => {
      throw new Error('it is hoarse');
    });
    await expect(speak([line('a'), line('b')], broken)).rejects.toThrow(
      /Cannot speak with fake: 2 of 2 texts failed: it is hoarse \(--voices names others\)/,
    );
  });

  it('stops when the signal aborts', async () => {
    const controller = new AbortController();
    const lines = Array.from({ length: 500 }, (_, i) => line(`${i}`));
    let spoke = 0;
    const counting = synthesizer(() => {
      if (++spoke === 10) controller.abort();
      return tone(2000);
    });
    await expect(speak(lines, counting, { signal: controller.signal })).rejects.toThrow(/abort/);
    expect(spoke).toBeLessThan(20);
  });
});
